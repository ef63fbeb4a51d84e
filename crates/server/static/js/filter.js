// Narrows a table that is already here down to the rows that hold what is typed; ticks all that show.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const box of document.querySelectorAll("[data-filter]")) {
  const rows = [...document.querySelectorAll(`#${box.dataset.filter} tbody tr`)];
  if (rows.length < 6) continue;
  box.hidden = false;
  const texts = rows.map((row) => plain(row.textContent));
  const input = box.querySelector("input");
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/);
    rows.forEach((row, at) => (row.hidden = !words.every((word) => texts[at].includes(word))));
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = [...document.querySelectorAll(`#${button.dataset.tickAll} tbody tr:not([hidden]) input[type=checkbox]`)];
    const tick = shown.some((box) => !box.checked);
    for (const box of shown) box.checked = tick;
  });
}
