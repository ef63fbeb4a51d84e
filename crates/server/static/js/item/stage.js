// Pictures with areas: a click on an area does what its field in the list does.
import { change, groups, tick } from "./parts.js";

for (const group of groups("hotspot")) {
  const fieldOf = (area) => group.querySelector(`.options input[value="${CSS.escape(area.dataset.value)}"]`);
  watch(group, (area) => {
    const field = fieldOf(area);
    if (field.type === "radio") tick(field, true);
    else tick(field, !field.checked);
  }, (area) => fieldOf(area).checked);
}

for (const group of groups("graphic-order")) {
  const selects = [...group.querySelectorAll(".places select")];
  const fieldOf = (area) => group.querySelector(`.places > [data-value="${CSS.escape(area.dataset.value)}"] select`);
  watch(group, (area) => {
    const field = fieldOf(area);
    const taken = new Set(selects.map((select) => select.value));
    const next = [...field.options].map((option) => option.value).find((value) => value && !taken.has(value));
    // Pressed again, an area gives its place back, and the ones after it move up.
    if (field.value === "") change(field, next ?? "");
    else {
      const from = Number(field.value);
      change(field, "");
      for (const select of selects) if (Number(select.value) > from) change(select, String(Number(select.value) - 1));
    }
  }, (area) => fieldOf(area).value !== "", (area) => fieldOf(area).value || null);
}

for (const group of groups("graphic-associate")) {
  const rows = [...group.querySelectorAll(".pairs > li")].map((row) => [...row.querySelectorAll("select")]);
  let first = null;
  watch(group, (area) => {
    const name = area.dataset.value;
    if (first === null) first = name;
    else if (first === name) first = null;
    else {
      const same = rows.find(([a, b]) => (a.value === first && b.value === name) || (a.value === name && b.value === first));
      const free = same ?? rows.find(([a, b]) => !a.value && !b.value);
      if (free) {
        change(free[0], same ? "" : first);
        change(free[1], same ? "" : name);
      }
      first = null;
    }
  }, (area) => area.dataset.value === first || rows.some(([a, b]) => [a.value, b.value].includes(area.dataset.value)));
  const overlay = group.querySelector(".overlay");
  const middle = (name) => overlay.querySelector(`.area[data-value="${CSS.escape(name)}"] .badge`);
  const lines = () => {
    for (const line of overlay.querySelectorAll(".link")) line.remove();
    for (const [a, b] of rows) {
      const [from, to] = [a, b].map((select) => select.value && middle(select.value));
      if (!from || !to) continue;
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
      line.setAttribute("class", "link");
      for (const [attribute, of, end] of [["x1", from, "cx"], ["y1", from, "cy"], ["x2", to, "cx"], ["y2", to, "cy"]]) {
        line.setAttribute(attribute, of.getAttribute(end));
      }
      overlay.prepend(line);
    }
  };
  group.addEventListener("change", lines);
  lines();
}

/** Makes the areas of a picture live; `chosen` says which are marked, `sign` what stands in them. */
function watch(group, press, chosen, sign = () => null) {
  const areas = [...group.querySelectorAll(".overlay .area")];
  const numbers = new Map(areas.map((area) => [area, area.querySelector("text").textContent]));
  const show = () => {
    for (const area of areas) {
      area.classList.toggle("chosen", chosen(area));
      area.querySelector("text").textContent = sign(area) ?? numbers.get(area);
    }
  };
  for (const area of areas) {
    area.classList.add("live");
    area.addEventListener("click", () => {
      press(area);
      show();
    });
  }
  group.addEventListener("change", show);
  show();
}
