// Rating by keyboard, each change saved as a draft at once, each taken back by one key.
import { UndoList } from "./undo.js";

const form = document.getElementById("rate");
const status = document.getElementById("saved");
const undoButton = document.getElementById("undo");
const undone = new UndoList();
const waiting = new Map();
let sending = false;
let conflict = false;

const grouped = (number) => number.toLocaleString("en");

/** The level of a cell, whether it is buttons or a list. */
const levelOf = (cell) => cell.querySelector("select")?.value ?? cell.querySelector(":checked")?.value ?? "";

/** The level that the server had when this page heard of it last. */
const shownOf = (cell) => cell.querySelector("[type=hidden]")?.value ?? "";

function setShown(cell, level) {
  let shown = cell.querySelector("[type=hidden]");
  if (!shown) {
    shown = document.createElement("input");
    shown.type = "hidden";
    shown.name = `shown.${cell.dataset.learner}.${cell.dataset.competency}`;
    cell.append(shown);
  }
  shown.value = level;
}

function show(cell, level) {
  const list = cell.querySelector("select");
  if (list) list.value = level;
  else for (const radio of cell.querySelectorAll("[type=radio]")) radio.checked = radio.value === level;
  cell.dataset.level = level;
}

const rowsOf = () => [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll(".mark-cell")]);

function focus(cell) {
  (cell?.querySelector("select") ?? cell?.querySelector(":checked") ?? cell?.querySelector("input"))?.focus();
}

function move(cell, down, right) {
  const rows = rowsOf();
  const at = rows.findIndex((row) => row.includes(cell));
  focus(rows[at + down]?.[rows[at].indexOf(cell) + right]);
}

function mark(cell, text, bad = false) {
  const state = cell.querySelector(".state");
  state.textContent = text;
  state.classList.toggle("bad", bad);
}

function report() {
  const failed = form.querySelectorAll(".state.bad").length;
  const cells = rowsOf();
  const rated = cells.filter((row) => row.every((cell) => levelOf(cell) !== "")).length;
  const releases = document.getElementById("release-button");
  const progress = `${grouped(rated)} of ${grouped(cells.length)} rated; families see nothing until ${releases ? "you release" : "their teacher releases"}.`;
  if (conflict) status.textContent = "Somebody else changed some of these first: theirs stand, and are marked. Choose again to replace one.";
  else if (failed) status.textContent = `${failed} not saved. Still trying; nothing is lost while this page is open.`;
  else status.textContent = waiting.size ? "Saving…" : `All saved. ${progress}`;
  undoButton.hidden = undone.empty;
  if (!releases) return;
  document.getElementById("preview").textContent = progress;
  releases.disabled = !cells.flat().some((cell) => levelOf(cell) !== "");
}

function save(cell, level) {
  waiting.set(cell, { level });
  mark(cell, "saving");
  report();
  send();
}

async function send() {
  if (sending) return;
  sending = true;
  try {
    for (const [cell, draft] of waiting) {
      const outcome = await post(cell, draft);
      if (outcome === "later") break;
      if (waiting.get(cell) === draft) waiting.delete(cell);
    }
  } finally {
    sending = false;
    report();
  }
  if (waiting.size) setTimeout(send, form.querySelector(".state.bad") ? 4000 : 0);
}

/** Sends one draft; "later" when trying again can help: no connection, signed out, server in trouble. */
async function post(cell, { level }) {
  const body = new URLSearchParams({
    learner: cell.dataset.learner,
    competency: cell.dataset.competency,
    level,
    shown: shownOf(cell),
    csrf: form.elements.csrf.value,
  });
  try {
    const answer = await fetch(form.dataset.drafts, { method: "POST", body, redirect: "manual", headers: { accept: "application/json" } });
    if (answer.ok) {
      setShown(cell, level);
      mark(cell, "saved");
      return "done";
    }
    if (answer.status === 409) {
      const { stands, why } = await answer.json();
      conflict = true;
      undone.forget(cell);
      waiting.delete(cell);
      setShown(cell, stands ?? "");
      show(cell, stands ?? "");
      mark(cell, why, true);
      return "done";
    }
    const out = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
    mark(cell, out ? "signed out" : "not saved", true);
    if (!out && answer.status < 500 && answer.status !== 429) return "refused";
  } catch {
    mark(cell, "no connection", true);
  }
  return "later";
}

function change(cell, to) {
  const from = cell.dataset.level;
  if (from === to) return;
  undone.push({ cell, from, to });
  show(cell, to);
  save(cell, to);
}

function undo() {
  const last = undone.pop();
  if (!last) return;
  show(last.cell, last.from);
  save(last.cell, last.from);
  focus(last.cell);
}

function onKey(event) {
  const cell = event.target.closest(".mark-cell");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    event.preventDefault();
    return undo();
  }
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const many = cell.classList.contains("many");
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ...(many && { ArrowLeft: [0, -1], ArrowRight: [0, 1] }) };
  const choice = [...cell.querySelectorAll("[data-key]")].find((option) => option.dataset.key === event.key.toLowerCase());
  if (steps[event.key]) move(cell, ...steps[event.key]);
  else if (event.key.toLowerCase() === "u") undo();
  else if (event.key === "Delete" || event.key === "Backspace") change(cell, "");
  else if (choice) {
    change(cell, choice.value);
    move(cell, 1, 0);
  } else return;
  event.preventDefault();
}

if (form) {
  for (const cell of rowsOf().flat()) cell.dataset.level = levelOf(cell);
  form.addEventListener("keydown", onKey);
  form.addEventListener("change", (event) => {
    const cell = event.target.closest(".mark-cell");
    if (cell) change(cell, levelOf(cell));
  });
  undoButton.addEventListener("click", undo);
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
  document.getElementById("save").addEventListener("click", () => waiting.clear());
}
