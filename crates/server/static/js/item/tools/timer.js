// The time that is left, which can be hidden: not everybody works better for seeing it. The server keeps the
// time that counts; data-seconds-left says how much was left when the page was made.
import { button, clock, make, speaker } from "../parts.js";
import { word } from "../words.js";

/** Told to those who do not see it, and to those who hid it, at so many minutes. */
const TOLD_AT_MINUTES = [10, 5, 1];

export default function timer({ bar, place }) {
  const total = Number(place.dataset.secondsLeft);
  if (!Number.isFinite(total)) return;
  const began = performance.now();
  const left = () => total - (performance.now() - began) / 1000;
  const shown = make("span", { class: "timer", role: "timer", "aria-live": "off" });
  const told = speaker();
  const due = TOLD_AT_MINUTES.filter((minutes) => minutes * 60 < total);
  const hide = button(word("hide-timer"), () => {
    shown.hidden = !shown.hidden;
    hide.textContent = word(shown.hidden ? "show-timer" : "hide-timer");
    sessionStorage.setItem("item-timer", shown.hidden ? "hidden" : "shown");
  });
  if (sessionStorage.getItem("item-timer") === "hidden") hide.click();
  const tick = () => {
    const now = left();
    shown.textContent = `${word("timer")}: ${clock(now)}`;
    if (due.length && now <= due[0] * 60) told.textContent = word("minutes-left", { n: due.shift() });
    if (now > 0) return;
    clearInterval(ticking);
    shown.hidden = false;
    shown.textContent = told.textContent = word("time-up");
    const form = document.getElementById("answer");
    if (form && "submitWhenUp" in place.dataset) form.requestSubmit();
  };
  const ticking = setInterval(tick, 1000);
  tick();
  bar.append(shown, hide, told);
}
