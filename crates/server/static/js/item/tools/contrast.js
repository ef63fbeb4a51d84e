// Colours that a learner reads best. The choice holds for this tab.
import { make } from "../parts.js";
import { word } from "../words.js";

const THEMES = ["none", "dark", "light", "yellow", "cream", "blue"];
const KEY = "item-contrast";

export default function contrast({ bar }) {
  const list = make("select", { "aria-label": word("contrast") });
  for (const theme of THEMES) list.append(make("option", { value: theme }, `${word("contrast")}: ${word(`contrast-${theme}`)}`));
  const apply = (theme) => {
    if (theme === "none") delete document.documentElement.dataset.contrast;
    else document.documentElement.dataset.contrast = theme;
  };
  const kept = sessionStorage.getItem(KEY);
  if (THEMES.includes(kept)) {
    list.value = kept;
    apply(kept);
  }
  list.addEventListener("change", (event) => {
    event.stopPropagation();
    sessionStorage.setItem(KEY, list.value);
    apply(list.value);
  });
  list.addEventListener("input", (event) => event.stopPropagation());
  bar.append(make("span", { class: "inline-ask" }, list));
}
