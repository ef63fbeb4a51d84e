// A line beside the field of a number: both move together.
import { change, make } from "./parts.js";

for (const field of document.querySelectorAll(".item [data-slider]")) {
  if (field.disabled) continue;
  const { min, max } = field;
  const step = field.step === "any" ? String((Number(max) - Number(min)) / 100) : field.step;
  const line = make("input", { type: "range", min, max, step, "aria-label": field.labels[0]?.textContent });
  if (field.dataset.slider === "vertical") line.classList.add("upright");
  if ("reverse" in field.dataset) line.dir = getComputedStyle(field).direction === "rtl" ? "ltr" : "rtl";
  field.classList.add("slider-number");
  const follow = () => {
    // A line always stands somewhere; without an answer in the middle, and faint.
    line.value = field.value === "" ? String((Number(min) + Number(max)) / 2) : field.value;
    line.classList.toggle("empty", field.value === "");
  };
  line.addEventListener("input", (event) => {
    event.stopPropagation();
    change(field, line.value);
  });
  line.addEventListener("click", () => field.value === "" && change(field, line.value));
  field.addEventListener("input", follow);
  const ends = make("div", { class: "slider-ends", "aria-hidden": "true" });
  const marks = [];
  const count = Math.round((Number(max) - Number(min)) / Number(step));
  // Every step is written where there is room for it; else every second, fifth, ...
  const every = [1, 2, 5, 10, 20, 50].find((some) => count / some <= 6 && count % some === 0) ?? count;
  if ("stepLabels" in field.dataset) {
    for (let at = 0; at <= count; at += every) marks.push(Number((Number(min) + at * Number(step)).toFixed(6)));
  } else marks.push(min, max);
  if ("reverse" in field.dataset) marks.reverse();
  ends.append(...marks.map((mark) => make("span", {}, String(mark))));
  field.after(make("div", { class: "slider-line" }, line, ends));
  follow();
}
