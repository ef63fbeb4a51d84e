// Dragging a name into another group presses its "Move here" button. Without it the button is there.
for (const period of document.querySelectorAll(".room-period")) {
  let dragged = null;
  for (const seat of period.querySelectorAll(".seat[draggable]")) {
    seat.addEventListener("dragstart", (event) => {
      dragged = seat.querySelector("input");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", seat.textContent.trim());
    });
    seat.addEventListener("dragend", () => { dragged = null; });
  }
  for (const group of period.querySelectorAll(".room-group")) {
    const button = group.querySelector("button[value^='move:']");
    if (!button) continue;
    group.addEventListener("dragover", (event) => {
      if (!dragged || group.contains(dragged)) return;
      event.preventDefault();
      group.classList.add("over");
    });
    group.addEventListener("dragleave", () => group.classList.remove("over"));
    group.addEventListener("drop", (event) => {
      event.preventDefault();
      group.classList.remove("over");
      if (!dragged) return;
      dragged.checked = true;
      button.click();
    });
  }
}
