// Words put into gaps: press a word, then a gap; or drag it there. The lists in the gaps stay the answer.
import { change, groups, make, speaker } from "./parts.js";

for (const kind of ["gap-match", "graphic-gap-match"]) for (const group of groups(kind)) fill(group, kind);

function fill(group, kind) {
  const told = speaker();
  const gaps = [...group.querySelectorAll(kind === "gap-match" ? ".gap select" : ".gap-areas select")];
  const words = [...group.querySelectorAll(".bank > li")];
  if (!gaps.length) return;
  let held = null;
  const fits = (gap, value) => [...gap.options].some((option) => option.value === value);
  const uses = (value) => gaps.filter((gap) => gap.value === value).length;
  const boxOf = (gap) => gap.closest(".gap, li");

  function hold(word) {
    held = word;
    for (const one of words) one.firstElementChild.setAttribute("aria-pressed", String(one === word));
    for (const gap of gaps) boxOf(gap).classList.toggle("waiting", word !== null && fits(gap, word.dataset.value));
    for (const area of group.querySelectorAll(".overlay .area")) area.classList.toggle("waiting", word !== null);
  }
  function put(gap) {
    if (!held || !fits(gap, held.dataset.value)) return;
    const max = Number(held.dataset.max);
    const value = held.dataset.value;
    // A word that may be used once is moved.
    if (max > 0 && uses(value) >= max) change(gaps.find((one) => one !== gap && one.value === value) ?? gap, "");
    change(gap, value);
    told.textContent = `${gap.getAttribute("aria-label") ?? gap.labels?.[0]?.textContent.trim() ?? ""}: ${held.textContent.trim()}`;
    hold(null);
  }
  function show() {
    for (const word of words) {
      const max = Number(word.dataset.max);
      word.firstElementChild.classList.toggle("used", max > 0 && uses(word.dataset.value) >= max);
    }
    for (const area of group.querySelectorAll(".overlay .area")) {
      const gap = gapOf(area);
      area.classList.toggle("chosen", Boolean(gap?.value));
    }
  }
  const gapOf = (area) => group.querySelector(`.gap-areas > [data-value="${CSS.escape(area.dataset.value)}"] select`);

  for (const word of words) {
    const take = make("button", { type: "button", class: "take", "aria-pressed": "false" });
    take.append(...word.childNodes);
    word.append(take);
    take.addEventListener("click", () => hold(held === word ? null : word));
    take.addEventListener("pointerdown", (event) => drag(event, word, take));
  }
  for (const gap of gaps) {
    // With a word in hand a gap is a place to put it, not a list to open.
    gap.addEventListener("mousedown", (event) => {
      if (!held) return;
      event.preventDefault();
      put(gap);
    });
    gap.addEventListener("keydown", (event) => {
      if (held && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        put(gap);
      }
    });
  }
  for (const area of group.querySelectorAll(".overlay .area")) {
    area.classList.add("live");
    area.addEventListener("click", () => {
      const gap = gapOf(area);
      if (!gap) return;
      if (held) put(gap);
      else gap.focus();
    });
  }
  group.addEventListener("change", show);
  group.addEventListener("keydown", (event) => event.key === "Escape" && hold(null));
  group.append(told);
  show();

  function drag(event, word, take) {
    if (event.button !== 0) return;
    const [x, y] = [event.clientX, event.clientY];
    let dragging = false;
    const under = (at) => {
      const found = document.elementsFromPoint(at.clientX, at.clientY);
      const area = found.map((one) => one.closest?.(".overlay .area")).find(Boolean);
      return found.find((one) => gaps.includes(one)) ?? (area && gapOf(area));
    };
    const moving = (at) => {
      if (!dragging && Math.hypot(at.clientX - x, at.clientY - y) < 6) return;
      if (!dragging) {
        dragging = true;
        hold(word);
        take.setPointerCapture(at.pointerId);
      }
      at.preventDefault();
      const over = under(at);
      for (const gap of gaps) boxOf(gap).classList.toggle("over", gap === over);
    };
    const end = (at) => {
      take.removeEventListener("pointermove", moving);
      for (const gap of gaps) boxOf(gap).classList.remove("over");
      if (!dragging) return;
      // The click that follows a drag is no press.
      take.addEventListener("click", (click) => click.stopImmediatePropagation(), { once: true, capture: true });
      const over = under(at);
      if (over) put(over);
      else hold(null);
    };
    take.addEventListener("pointermove", moving);
    take.addEventListener("pointerup", end, { once: true });
    take.addEventListener("pointercancel", () => { take.removeEventListener("pointermove", moving); hold(null); }, { once: true });
  }
}
