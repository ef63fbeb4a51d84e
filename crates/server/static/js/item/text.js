// Text fields: words counted, keys for numbers, a word about what does not fit the pattern.
import { button, changed, make } from "./parts.js";
import { word } from "./words.js";

const fields = [...document.querySelectorAll(".item input[type=text], .item textarea")];
let notes = 0;

for (const field of fields) {
  if (field.dataset.count) count(field);
  if (field.dataset.number) number(field);
  if (field.dataset.pattern) pattern(field);
}

/** How many words there are, as a screen reader and a person would count them. */
export function wordsOf(text) {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/u).length;
}

function count(field) {
  const line = make("p", { class: "count", id: `count-${(notes += 1)}` });
  const expected = Number(field.dataset.expected ?? 0);
  const show = () => {
    const n = wordsOf(field.value);
    if (field.dataset.count === "down" && expected) line.textContent = word("words-left", { n: expected - n, max: expected });
    else line.textContent = expected ? word("words-of", { n, max: expected }) : word("words", { n });
  };
  field.after(line);
  field.setAttribute("aria-describedby", line.id);
  field.addEventListener("input", show);
  show();
}

/** A keyboard with digits; such keyboards may have no minus sign, so that a button gives it. */
function number(field) {
  if (!matchMedia("(pointer: coarse)").matches) return;
  field.inputMode = field.dataset.number;
  const sign = button("±", () => {
    field.value = /^\s*[-−]/.test(field.value) ? field.value.replace(/^\s*[-−]/, "") : `-${field.value}`;
    changed(field);
    field.focus();
  }, { class: "quiet sign", "aria-label": "+ / −" });
  field.after(sign);
}

function pattern(field) {
  let fits;
  try {
    fits = new RegExp(`^(?:${field.dataset.pattern})$`, "u");
  } catch {
    return;
  }
  const message = field.dataset.patternMessage;
  if (!message) return;
  const note = make("span", { class: "field-note", id: `note-${(notes += 1)}`, role: "status" });
  field.after(note);
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), note.id].filter(Boolean).join(" "));
  field.addEventListener("change", () => {
    note.textContent = field.value === "" || fits.test(field.value) ? "" : message;
  });
}
