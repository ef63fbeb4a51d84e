// A palette of symbols beside fields for formulas. The symbols go in where the cursor is.
import { button, changed, make } from "./parts.js";
import { word } from "./words.js";

const SYMBOLS = [
  ["×", "×"], ["÷", "÷"], ["±", "±"], ["≤", "≤"], ["≥", "≥"], ["≠", "≠"], ["≈", "≈"], ["√", "√("], ["x²", "²"], ["x³", "³"],
  ["xⁿ", "^("], ["a/b", "/"], ["( )", "("], [")", ")"], ["π", "π"], ["θ", "θ"], ["°", "°"], ["∞", "∞"],
];

for (const field of document.querySelectorAll(".item [data-formula]")) {
  if (field.disabled) continue;
  const palette = make("div", { class: "symbols", role: "group", "aria-label": word("symbols") });
  for (const [shown, put] of SYMBOLS) {
    palette.append(button(shown, () => insert(field, put), { "aria-label": put === shown ? false : `${shown}` }));
  }
  const open = button(word("symbols"), () => {
    palette.hidden = !palette.hidden;
    open.setAttribute("aria-expanded", String(!palette.hidden));
  }, { "aria-expanded": "false" });
  palette.hidden = true;
  field.after(open, palette);
}

function insert(field, text) {
  const [start, end] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
  field.setRangeText(text, start, end, "end");
  changed(field);
  field.focus();
}
