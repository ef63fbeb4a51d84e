// A window of three lines over the page; the rest is shaded. Moved by arrow keys, mouse or finger.
import { button, make } from "../parts.js";
import { word } from "../words.js";

export default function lineReader({ bar }) {
  const reader = make("div", { class: "line-reader", tabindex: "0", role: "slider", "aria-orientation": "vertical", "aria-label": word("line-reader-told"), "aria-valuemin": "0", "aria-valuemax": "100" });
  let top = 0;
  const show = () => {
    const most = Math.max(1, innerHeight - reader.offsetHeight);
    top = Math.min(Math.max(top, 0), most);
    reader.style.setProperty("inset-block-start", `${top}px`);
    reader.setAttribute("aria-valuenow", String(Math.round((top / most) * 100)));
  };
  const toggle = () => {
    const open = !reader.isConnected;
    opener.setAttribute("aria-pressed", String(open));
    if (!open) {
      reader.remove();
      return opener.focus();
    }
    document.body.append(reader);
    top = Math.min(opener.getBoundingClientRect().bottom + 40, innerHeight / 2);
    show();
    reader.focus();
  };
  const opener = button(word("line-reader"), toggle, { "aria-pressed": "false" });
  bar.append(opener);
  reader.addEventListener("keydown", (event) => {
    const line = parseFloat(getComputedStyle(reader).fontSize) * 1.65;
    const step = { ArrowUp: -line, ArrowDown: line, PageUp: -4 * line, PageDown: 4 * line }[event.key];
    if (event.key === "Escape") return toggle();
    if (step === undefined) return;
    event.preventDefault();
    top += step;
    // At the edge of the window the page moves instead.
    if (top < 0 || top > innerHeight - reader.offsetHeight) scrollBy(0, step);
    show();
  });
  reader.addEventListener("pointerdown", (event) => {
    const from = event.clientY - top;
    reader.setPointerCapture(event.pointerId);
    const moving = (move) => {
      top = move.clientY - from;
      show();
    };
    reader.addEventListener("pointermove", moving);
    reader.addEventListener("pointerup", () => reader.removeEventListener("pointermove", moving), { once: true });
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && reader.isConnected && event.target !== reader && toggle());
  addEventListener("resize", () => reader.isConnected && show());
}
