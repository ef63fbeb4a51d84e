// Keeps what is typed into a form with data-keep in this tab until it was saved, so that being signed
// out in the middle loses nothing. Kept text belongs to one person and goes when they sign out.

const PREFIX = "keep:";
const person = document.body.dataset.person;
const here = location.pathname + location.search;
const form = document.querySelector("form[data-keep]");
const saved = document.querySelector(".notice.good") !== null;

const fields = () =>
  [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit"].includes(field.type));

function snapshot() {
  return fields().map((field) => [field.name, field.type, field.value, field.checked === true]);
}

function keep() {
  sessionStorage.setItem(PREFIX + here, JSON.stringify({ person, fields: snapshot() }));
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function keptKeys() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

/** Puts kept text back; says whether anything differed from what the server sent. */
function restore(kept) {
  const now = fields();
  let changed = false;
  for (const [name, type, value, checked] of kept.fields) {
    const choice = type === "checkbox" || type === "radio";
    const field = now.find((f) => f.name === name && f.type === type && (!choice || f.value === value));
    if (!field) continue;
    if (choice ? field.checked !== checked : field.value !== value) {
      changed = true;
      if (choice) field.checked = checked;
      else field.value = value;
    }
  }
  return changed;
}

function say(text) {
  const note = document.createElement("div");
  note.className = "notice";
  note.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = text;
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "quiet small";
  discard.textContent = "Start over";
  discard.addEventListener("click", () => {
    sessionStorage.removeItem(PREFIX + here);
    location.reload();
  });
  note.append(words, discard);
  form.before(note);
}

if (person && form) {
  const kept = read(PREFIX + here);
  if (kept && kept.person === person && !saved && restore(kept)) {
    say("What you typed before is still here. It has not been saved yet.");
  } else {
    sessionStorage.removeItem(PREFIX + here);
  }
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => {
    keep();
    sessionStorage.setItem("sent", here);
  });
} else if (person) {
  // Another page, still signed in: what was sent has arrived.
  const sent = sessionStorage.getItem("sent");
  if (sent) sessionStorage.removeItem(PREFIX + sent);
}
if (person) sessionStorage.removeItem("sent");

// The sign-in page: what was sent did not arrive; go back to where the text waits.
const next = document.querySelector("form[action='/sign-in'] input[name=next]");
const waiting = sessionStorage.getItem("sent");
if (next && waiting && read(PREFIX + waiting)) {
  next.value = waiting;
  sessionStorage.removeItem("sent");
}

// Somebody else at the same machine finds nothing.
if (person) {
  for (const key of keptKeys()) if (read(key)?.person !== person) sessionStorage.removeItem(key);
}
document.querySelector("form[data-forget]")?.addEventListener("submit", () => sessionStorage.clear());
