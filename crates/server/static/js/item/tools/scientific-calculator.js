// A calculator with powers, roots, logarithms and angles in degrees.
import { word } from "../words.js";
import { build } from "./calculator.js";
import { panelButton } from "./panel.js";

const KEYS = [
  "sin", "cos", "tan", "^", "√", "ln", "log", "pi", "e", "%", "7", "8", "9", "÷", "(", "4", "5", "6", "×", ")",
  "1", "2", "3", "−", "⌫", "0", ".", "C", "+", "=",
];

export default function scientificCalculator({ bar, panels }) {
  panelButton(bar, panels, word("scientific-calculator"), build(KEYS, true));
}
