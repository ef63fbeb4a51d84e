// A tool that opens below the bar of tools.
import { button } from "../parts.js";

/** A button that opens and closes a panel below the bar. Escape closes it. */
export function panelButton(bar, panels, title, panel) {
  panel.classList.add("tool-panel");
  panel.hidden = true;
  const toggle = (open) => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) panel.querySelector("input, button, select")?.focus();
    else opener.focus();
  };
  const opener = button(title, () => toggle(panel.hidden), { "aria-expanded": "false" });
  panel.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
  bar.append(opener);
  panels.append(panel);
  return opener;
}
