// The tools that a learner is given with an item: the page names them in data-tools, the server decides which.
import { make } from "./parts.js";
import { word } from "./words.js";

const KNOWN = ["calculator", "scientific-calculator", "line-reader", "contrast", "font-size", "read-aloud", "timer"];

const place = document.querySelector("[data-tools]");
if (place) {
  const bar = make("div", { class: "tool-bar", role: "group", "aria-label": word("tools") });
  const panels = make("div", { class: "tools" }, bar);
  place.prepend(panels);
  const wanted = place.dataset.tools.split(/\s+/).filter((name) => KNOWN.includes(name));
  // One after the other, so that they stand in the order in which the page names them.
  for (const name of wanted) {
    const { default: tool } = await import(`./tools/${name}.js`);
    tool({ bar, panels, place });
  }
}
