// A calculator with the four operations.
import { button, make } from "../parts.js";
import { word } from "../words.js";
import { calculate } from "./expression.js";
import { panelButton } from "./panel.js";

const KEYS = ["7", "8", "9", "÷", "4", "5", "6", "×", "1", "2", "3", "−", "0", ".", "C", "+", "(", ")", "⌫", "="];

export default function calculator({ bar, panels }) {
  panelButton(bar, panels, word("calculator"), build(KEYS, false));
}

/** The panel of a calculator with these keys. */
export function build(keys, scientific) {
  const entry = make("input", { type: "text", autocomplete: "off", inputmode: "text", "aria-label": word("calculation") });
  const result = make("output", { "aria-label": word("result"), "aria-live": "polite" });
  const panel = make("div", { class: scientific ? "calculator scientific" : "calculator" }, entry, result);
  const solve = () => {
    if (entry.value.trim() === "") return (result.textContent = "");
    const value = calculate(entry.value, { scientific });
    result.textContent = value === null ? word("calculation-wrong") : `= ${value.toLocaleString(document.documentElement.lang || "en", { maximumSignificantDigits: 12, useGrouping: false })}`;
  };
  const press = (key) => {
    if (key === "=") return solve();
    if (key === "C") {
      entry.value = result.textContent = "";
    } else if (key === "⌫") entry.value = entry.value.slice(0, -1);
    else entry.setRangeText(/^[a-z]/.test(key) && !["pi", "e"].includes(key) ? `${key}(` : key, entry.selectionStart, entry.selectionEnd, "end");
  };
  const names = { "÷": "divided by", "×": "times", "−": "minus", "⌫": "delete", C: "clear" };
  const grid = make("div", { class: "keys" });
  for (const key of keys) grid.append(button(key, () => press(key), { "aria-label": names[key] ?? false }));
  entry.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "=") return;
    event.preventDefault();
    solve();
  });
  panel.append(grid);
  // What is calculated is no part of the answer.
  panel.addEventListener("input", (event) => event.stopPropagation());
  panel.addEventListener("change", (event) => event.stopPropagation());
  return panel;
}
