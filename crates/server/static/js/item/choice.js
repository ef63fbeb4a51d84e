// Choices: no more than allowed, and a choice of one can be taken back.
import { button, changed, groups, speaker } from "./parts.js";
import { word } from "./words.js";

for (const kind of ["choice", "hottext", "hotspot"]) {
  for (const group of groups(kind)) {
    const boxes = [...group.querySelectorAll("input[type=checkbox]")];
    const max = Number(group.querySelector("[data-max]")?.dataset.max ?? 0);
    if (max > 0 && boxes.length > max) limit(group, boxes, max);
  }
}
for (const kind of ["choice", "hottext", "hotspot", "match"]) {
  for (const group of groups(kind)) clearable(group);
}

function limit(group, boxes, max) {
  const told = speaker("field-note");
  group.append(told);
  group.addEventListener("change", (event) => {
    if (!boxes.includes(event.target)) return;
    const chosen = boxes.filter((box) => box.checked);
    if (chosen.length <= max) return (told.textContent = "");
    event.target.checked = false;
    event.stopPropagation();
    changed(event.target);
    told.textContent = word("most-chosen", { max });
  });
}

/** Radio buttons cannot be emptied by themselves: a button does it, and Delete on the chosen one. */
function clearable(group) {
  const radios = [...group.querySelectorAll("input[type=radio]")];
  if (!radios.length) return;
  const empty = (some) => {
    const chosen = some.filter((radio) => radio.checked);
    for (const radio of chosen) radio.checked = false;
    if (chosen.length) changed(chosen[0]);
    show();
  };
  const clear = button(word("clear"), () => {
    empty(radios);
    radios[0].focus();
  }, { class: "bare clear" });
  const show = () => (clear.hidden = !radios.some((radio) => radio.checked));
  group.addEventListener("change", show);
  group.addEventListener("keydown", (event) => {
    if ((event.key === "Delete" || event.key === "Backspace") && radios.includes(event.target)) {
      event.preventDefault();
      empty(radios.filter((radio) => radio.name === event.target.name));
    }
  });
  group.append(clear);
  show();
}
