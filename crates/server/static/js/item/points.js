// Points of a picture: a click puts one, arrow keys in its fields or on the picture move it.
import { change, draw, groups } from "./parts.js";

for (const kind of ["select-point", "position-object"]) for (const group of groups(kind)) place(group);

function place(group) {
  const overlay = group.querySelector(".overlay");
  const { width, height } = overlay.viewBox.baseVal;
  const pattern = group.querySelector(".point-pattern");
  const rows = [...group.querySelectorAll(".point-list > li")].map((row) => ({
    x: row.querySelector("[data-half=x]"),
    y: row.querySelector("[data-half=y]"),
  }));
  let current = 0;
  overlay.classList.add("live");

  overlay.addEventListener("click", (event) => {
    const [x, y] = at(event);
    const free = rows.findIndex((row) => row.x.value === "" || row.y.value === "");
    current = free < 0 ? nearest(x, y) : free;
    set(rows[current], x, y);
  });
  // The pattern of a point follows the finger until it is lifted.
  overlay.addEventListener("pointerdown", (event) => {
    const [x, y] = at(event);
    const near = nearest(x, y);
    if (near < 0 || distance(rows[near], x, y) > 24) return;
    current = near;
    const moving = (move) => set(rows[near], ...at(move));
    overlay.setPointerCapture(event.pointerId);
    overlay.addEventListener("pointermove", moving);
    overlay.addEventListener("pointerup", () => overlay.removeEventListener("pointermove", moving), { once: true });
    overlay.addEventListener("click", (click) => click.stopImmediatePropagation(), { once: true, capture: true });
  });
  for (const [at, row] of rows.entries()) {
    for (const field of [row.x, row.y]) {
      field.addEventListener("focus", () => (current = at));
      field.addEventListener("keydown", (event) => {
        const by = event.shiftKey ? 10 : 1;
        const step = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key];
        if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const [x, y] = row.x.value === "" || row.y.value === "" ? [width / 2, height / 2] : [Number(row.x.value), Number(row.y.value)];
        set(row, x + step[0], y + step[1]);
      });
    }
  }
  group.addEventListener("input", show);
  show();

  function at(event) {
    const box = overlay.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  }
  function set(row, x, y) {
    const within = (value, most) => String(Math.round(Math.min(Math.max(value, 0), most)));
    change(row.x, within(x, width));
    change(row.y, within(y, height));
  }
  function distance(row, x, y) {
    return row.x.value === "" ? Infinity : Math.hypot(Number(row.x.value) - x, Number(row.y.value) - y);
  }
  function nearest(x, y) {
    const [first] = [...rows.keys()].sort((a, b) => distance(rows[a], x, y) - distance(rows[b], x, y));
    return first ?? -1;
  }
  function show() {
    for (const old of overlay.querySelectorAll(":scope > .point")) old.remove();
    for (const row of rows) {
      if (row.x.value === "" || row.y.value === "") continue;
      const point = draw("g", { class: "point", transform: `translate(${Number(row.x.value)} ${Number(row.y.value)})` });
      if (pattern) point.append(...[...pattern.children].map((child) => child.cloneNode(true)));
      else point.append(draw("circle", { class: "badge", r: 7 }));
      overlay.append(point);
    }
  }
}
