// On paper the grid is several tables, each of as many columns as a sheet holds, with the names beside them.

/** What fits on the narrower of A4 and Letter, landscape, by the widths in css/grid.css. */
const COLUMNS = 17;

const grid = document.getElementById("grid");

/** A row with its first cell and those from one place to before another. */
function rowOf(row, from, to) {
  const copy = row.cloneNode(false);
  const [head, ...cells] = row.cells;
  copy.append(head.cloneNode(true));
  if (row.classList.contains("over")) copy.firstElementChild.colSpan = to - from + 1;
  else for (const cell of cells.slice(from, to)) copy.append(cell.cloneNode(true));
  return copy;
}

function sheetOf(from, to, all) {
  const sheet = document.createElement("table");
  sheet.className = grid.className;
  if (to - from < all) sheet.createCaption().textContent = `Targets ${from + 1} to ${to} of ${all}`;
  for (const part of [grid.tHead, ...grid.tBodies]) {
    const copy = part.cloneNode(false);
    for (const row of part.rows) copy.append(rowOf(row, from, to));
    sheet.append(copy);
  }
  return sheet;
}

function clear() {
  document.querySelector(".on-paper")?.remove();
}

function layOut() {
  clear();
  const paper = document.createElement("div");
  paper.className = "on-paper";
  const all = grid.tHead.rows[0].cells.length - 1;
  for (let from = 0; from < all; from += COLUMNS) paper.append(sheetOf(from, Math.min(from + COLUMNS, all), all));
  grid.parentElement.after(paper);
}

if (grid) {
  addEventListener("beforeprint", layOut);
  addEventListener("afterprint", clear);
}
