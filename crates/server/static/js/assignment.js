// The rows of a class at an assessment, as they change. Without it there is the link "Refresh".
const rows = document.getElementById("rows");
const live = document.getElementById("live");
if (rows?.dataset.stream) {
  const source = new EventSource(rows.dataset.stream);
  source.onopen = () => { live.textContent = "Live"; };
  source.onmessage = (event) => {
    const chosen = new Set([...rows.querySelectorAll("input:checked")].map((box) => box.value));
    rows.innerHTML = JSON.parse(event.data).rows;
    for (const box of rows.querySelectorAll("input[type=checkbox]")) box.checked = chosen.has(box.value);
  };
  source.onerror = () => { live.textContent = "Reconnecting…"; };
}
