// Entering a sheet by keyboard: a letter fills its row and goes on to the next one.
const form = document.getElementById("sheet");
const rows = form ? [...form.querySelectorAll("[data-row]")] : [];

function go(from, by) {
  const next = rows[rows.indexOf(from) + by];
  if (!next) return false;
  next.focus();
  next.select();
  return true;
}

for (const row of rows) {
  row.addEventListener("input", () => {
    if (row.dataset.several === undefined && row.value.trim().length === 1 && row.checkValidity()) go(row, 1);
  });
  row.addEventListener("keydown", (event) => {
    const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.isComposing) return;
    // Enter on the last row sends the form, as everywhere.
    if (go(row, by) || event.key !== "Enter") event.preventDefault();
  });
}
rows[0]?.focus({ preventScroll: true });
