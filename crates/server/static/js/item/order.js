// A list put in order by buttons or by dragging; the lists of places stay the answer, out of sight.
import { button, change, groups, make, speaker } from "./parts.js";
import { word } from "./words.js";

for (const group of groups("order")) {
  const list = group.querySelector(".places");
  const entries = [...list.children];
  // Where only some are placed, the lists say it better than an order of all.
  if (Number(list.dataset.places) === entries.length) arrange(group, list);
}

function arrange(group, list) {
  const told = speaker();
  const fieldOf = (entry) => entry.querySelector("select");
  const textOf = (entry) => entry.querySelector("label").textContent.trim();
  const entries = () => [...list.children];
  const placed = entries().every((entry) => fieldOf(entry).value !== "");
  const partly = entries().some((entry) => fieldOf(entry).value !== "");
  if (partly && !placed) return;
  if (placed) list.append(...entries().sort((a, b) => Number(fieldOf(a).value) - Number(fieldOf(b).value)));
  const keep = button(word("keep-order"), () => write());

  function write() {
    entries().forEach((entry, at) => change(fieldOf(entry), String(at + 1)));
    keep.hidden = true;
  }
  function move(entry, by, from) {
    const all = entries();
    const to = all.indexOf(entry) + by;
    if (to < 0 || to >= all.length) return;
    if (by < 0) all[to].before(entry);
    else all[to].after(entry);
    write();
    told.textContent = word("moved", { what: textOf(entry), n: to + 1 });
    from?.focus();
  }
  for (const entry of entries()) {
    const up = button("↑", () => move(entry, -1, up), { "aria-label": `${word("up")}: ${textOf(entry)}` });
    const down = button("↓", () => move(entry, 1, down), { "aria-label": `${word("down")}: ${textOf(entry)}` });
    entry.append(make("span", { class: "moves" }, up, down));
    fieldOf(entry).hidden = true;
    entry.classList.add("movable");
    drag(entry);
  }
  keep.hidden = placed;
  group.append(keep, told);

  function drag(entry) {
    entry.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target.closest("button, a, audio, video, input")) return;
      if (event.pointerType === "touch" && !event.target.closest("label")) return;
      const start = event.clientY;
      let dragging = false;
      const moving = (at) => {
        if (!dragging && Math.abs(at.clientY - start) < 6) return;
        if (!dragging) {
          dragging = true;
          entry.classList.add("dragged");
        }
        at.preventDefault();
        const over = document.elementsFromPoint(at.clientX, at.clientY).find((one) => one.parentElement === list && one !== entry);
        if (!over) return;
        const { top, height } = over.getBoundingClientRect();
        if (at.clientY < top + height / 2) over.before(entry);
        else over.after(entry);
      };
      const end = () => {
        for (const [kind, does] of heard) document.removeEventListener(kind, does);
        entry.classList.remove("dragged");
        if (dragging) write();
      };
      // Of the document: an entry that moves in the list would lose the pointer.
      const heard = [["pointermove", moving], ["pointerup", end], ["pointercancel", end]];
      for (const [kind, does] of heard) document.addEventListener(kind, does);
    });
  }
}
