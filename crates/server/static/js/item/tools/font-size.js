// Larger and smaller text of the item. The choice holds for this tab.
import { button, make, speaker } from "../parts.js";
import { word } from "../words.js";

const SIZES = [0.9, 1, 1.15, 1.35, 1.6, 2, 2.5];
const KEY = "item-size";

export default function fontSize({ bar }) {
  const told = speaker();
  const kept = SIZES.indexOf(Number(sessionStorage.getItem(KEY)));
  let at = kept < 0 ? 1 : kept;
  const apply = (say) => {
    document.documentElement.style.setProperty("--item-scale", String(SIZES[at]));
    sessionStorage.setItem(KEY, String(SIZES[at]));
    smaller.disabled = at === 0;
    larger.disabled = at === SIZES.length - 1;
    if (say) told.textContent = `${word("font-size")}: ${Math.round(SIZES[at] * 100)} %`;
  };
  const step = (by) => () => {
    at = Math.min(Math.max(at + by, 0), SIZES.length - 1);
    apply(true);
  };
  const smaller = button("A−", step(-1), { "aria-label": word("smaller") });
  const larger = button("A+", step(1), { "aria-label": word("larger") });
  bar.append(make("span", { class: "inline-ask", role: "group", "aria-label": word("font-size") }, smaller, larger), told);
  apply(false);
}
