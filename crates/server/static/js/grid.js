// The mastery grid: arrow keys move, "/" goes to the filter, cells change while others rate.

const table = document.getElementById("grid");
const live = document.getElementById("live");

const rows = () => [...table.querySelectorAll("tbody tr:not(.over)")].map((row) => [...row.querySelectorAll("a")]);

/** One link of the grid is in the tab order, the others are reached by arrows. */
function rove(link) {
  table.querySelector("a[tabindex='0']")?.setAttribute("tabindex", "-1");
  link.setAttribute("tabindex", "0");
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const all = rows();
  const y = all.findIndex((row) => row.includes(event.target));
  if (y < 0) return;
  const x = all[y].indexOf(event.target);
  const rightward = getComputedStyle(table).direction === "rtl" ? -1 : 1;
  const to = {
    ArrowUp: [y - 1, x],
    ArrowDown: [y + 1, x],
    ArrowLeft: [y, x - rightward],
    ArrowRight: [y, x + rightward],
    Home: [event.shiftKey ? 0 : y, 0],
    End: [event.shiftKey ? all.length - 1 : y, all[y].length - 1],
    PageUp: [Math.max(0, y - 8), x],
    PageDown: [Math.min(all.length - 1, y + 8), x],
  }[event.key];
  const link = to && all[to[0]]?.[to[1]];
  if (to) event.preventDefault();
  if (link) {
    rove(link);
    link.focus();
  }
}

/** Puts changed cells in place; what a person has focused stays focused. */
function apply({ cells }) {
  let changed = 0;
  for (const { href, html } of cells) {
    const old = table.querySelector(`td a[href="${CSS.escape(href)}"]`);
    if (!old) continue;
    const cell = old.parentElement;
    const focused = document.activeElement === old;
    cell.innerHTML = html;
    const link = cell.querySelector("a");
    link.setAttribute("tabindex", old.getAttribute("tabindex") ?? "-1");
    if (focused) link.focus();
    cell.classList.add("new");
    setTimeout(() => cell.classList.remove("new"), 4000);
    changed += 1;
  }
  if (changed) say(changed === 1 ? "One place changed just now." : `${changed} places changed just now.`);
}

function say(text) {
  live.textContent = text;
}

function listen() {
  const stream = new EventSource(table.dataset.stream);
  stream.addEventListener("open", () => say("Live: changes appear by themselves."));
  stream.addEventListener("message", (event) => apply(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    if (stream.readyState !== EventSource.CLOSED) return say("Not live at the moment; trying again.");
    live.innerHTML = "";
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Refresh";
    live.append("Not live. ", link);
  });
  addEventListener("pagehide", () => stream.close());
}

if (table) {
  for (const link of table.querySelectorAll("tbody a")) link.setAttribute("tabindex", "-1");
  const first = table.querySelector("tbody tr:not(.over) a");
  if (first) rove(first);
  table.addEventListener("keydown", onKey);
  table.addEventListener("focusin", (event) => {
    if (event.target.matches("tbody a")) rove(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    document.getElementById("show").focus();
  });
  for (const choice of document.querySelectorAll(".grid-tools select")) {
    choice.addEventListener("change", () => choice.form.requestSubmit());
  }
  if (table.dataset.stream) listen();
}
