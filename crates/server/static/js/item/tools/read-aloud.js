// Reads the item aloud, part by part, and marks what it reads. What the author says must not be read is not.
import { button, make } from "../parts.js";
import { word } from "../words.js";

const PARTS = "p, li, legend, h2, h3, h4, h5, h6, th, td, caption, figcaption, dt, dd, blockquote, label, .prompt, .hint";
const RATES = [0.6, 0.8, 1, 1.2, 1.5];

export default function readAloud({ bar, place }) {
  const item = place.querySelector(".item") ?? document.querySelector(".item");
  if (!item || !("speechSynthesis" in window) || silent(item)) return;
  let rate = 2;
  let queue = [];
  const toggle = button(word("read-aloud"), () => (queue.length ? stop() : begin()), { "aria-pressed": "false" });
  const pace = (by) => () => {
    rate = Math.min(Math.max(rate + by, 0), RATES.length - 1);
    if (queue.length) {
      speechSynthesis.cancel();
      next();
    }
  };
  bar.append(make("span", { class: "inline-ask", role: "group", "aria-label": word("read-aloud") }, toggle, button("−", pace(-1), { "aria-label": word("slower") }), button("+", pace(1), { "aria-label": word("faster") })));

  function begin() {
    queue = partsOf(item);
    toggle.textContent = word("stop-reading");
    toggle.setAttribute("aria-pressed", "true");
    next();
  }
  function stop() {
    queue = [];
    speechSynthesis.cancel();
    unmark();
    toggle.textContent = word("read-aloud");
    toggle.setAttribute("aria-pressed", "false");
  }
  function next() {
    unmark();
    const part = queue[0];
    if (!part) return stop();
    const speech = new SpeechSynthesisUtterance(part.text);
    speech.lang = part.element.closest("[lang]")?.lang || document.documentElement.lang;
    speech.rate = RATES[rate];
    part.element.classList.add("reading");
    part.element.scrollIntoView({ block: "nearest" });
    speech.addEventListener("end", () => {
      if (queue[0] !== part) return;
      queue.shift();
      next();
    });
    speech.addEventListener("error", (event) => !["canceled", "interrupted"].includes(event.error) && stop());
    speechSynthesis.speak(speech);
  }
  const unmark = () => item.querySelectorAll(".reading").forEach((part) => part.classList.remove("reading"));
  addEventListener("pagehide", () => speechSynthesis.cancel());
}

/** Whether an element says that a computer must not read it aloud. */
function silent(element) {
  return ["all", "computer-read-aloud"].includes(element.dataset?.suppressTts);
}

/** The parts of an item in reading order, each with what is said of it. */
export function partsOf(item) {
  const parts = [];
  for (const element of item.querySelectorAll(PARTS)) {
    if (element.closest("[data-suppress-tts=all], [data-suppress-tts=computer-read-aloud], [hidden], .card-pop, [aria-hidden=true], .match-table td, .pairs, .count, .plays")) continue;
    if (element.parentElement?.closest(PARTS) && item.contains(element.parentElement.closest(PARTS))) continue;
    const text = said(element).replace(/\s+/g, " ").trim();
    if (text) parts.push({ element, text });
  }
  return parts;
}

function said(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.hidden || silent(node) || node.matches("script, .card-pop, button:not(.term, .take)")) return "";
  // A field in a line is named where it stands: "Water boils at, Answer 1, at sea level".
  if (node.matches("input, select, textarea")) return node.matches(".inline-ask > *") ? `, ${node.ariaLabel}, ` : "";
  if (node.dataset.spoken) return ` ${node.dataset.spoken} `;
  if (node.localName === "img") return ` ${node.alt} `;
  if (node.localName === "math" && node.getAttribute("alttext")) return ` ${node.getAttribute("alttext")} `;
  return [...node.childNodes].map(said).join(node.matches("tr, li, p, div") ? " " : "");
}
