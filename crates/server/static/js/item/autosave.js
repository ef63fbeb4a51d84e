// Saves what is answered while it is answered: one second after the last change, five at most after the first.
// What cannot be sent stays on this device, and goes when there is a connection again, an hour later too.
import { word } from "./words.js";

const QUIET_MS = 1_000;
const LATEST_MS = 5_000;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 60_000;
/** What was never sent is of no use after a week. */
const KEPT_FOR_MS = 7 * 24 * 3_600_000;
const PREFIX = "answer:";

const form = document.getElementById("answer");
if (form?.dataset.save) start();

function start() {
  const person = document.body.dataset.person ?? "";
  const own = `${PREFIX}${form.dataset.sitting ?? ""}:${form.dataset.position ?? form.dataset.save}`;
  const status = document.querySelector("[data-save-state]") ?? form.appendChild(document.createElement("p"));
  status.setAttribute("role", "status");
  let firstChange = 0;
  let timer = 0;
  let retry = FIRST_RETRY_MS;
  let sending = false;
  let again = false;
  let over = false;

  function say(key, kind = "", more = "") {
    status.className = `save-state ${kind}`;
    status.textContent = more ? `${word(key)}: ${more}` : word(key);
  }

  /** What the form has now, without files, tokens and buttons. */
  function fields() {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrf", "once"].includes(name));
  }
  const filesOf = () => [...form.querySelectorAll("input[type=file]")].filter((field) => field.name && field.files.length);

  function keep() {
    const kept = { person, save: form.dataset.save, sequence: form.dataset.sequence, at: Date.now(), fields: fields() };
    try {
      localStorage.setItem(own, JSON.stringify(kept));
    } catch {
      // No room or no permission: the page itself still holds it.
    }
  }
  const forget = (key) => {
    try {
      localStorage.removeItem(key);
    } catch { /* nothing was kept */ }
  };

  function touched(event) {
    if (over || !event.target.name) return;
    keep();
    const now = performance.now();
    firstChange ||= now;
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(QUIET_MS, firstChange + LATEST_MS - now)));
  }

  async function save() {
    clearTimeout(timer);
    if (over) return;
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    firstChange = 0;
    say("saving");
    const sent = JSON.stringify(fields());
    try {
      const outcome = await send(form.dataset.save, form.dataset.sequence, fields(), filesOf());
      await settle(outcome, sent);
    } catch {
      later();
    } finally {
      sending = false;
      if (again) {
        again = false;
        timer = setTimeout(save, QUIET_MS);
      }
    }
  }

  async function settle(answer, sent) {
    if (answer.status === 409) return stop(await messageOf(answer));
    if (answer.status === 400 || answer.status === 413 || answer.status === 422) {
      return say("not-saved", "bad", await messageOf(answer));
    }
    if (!answer.ok) return later();
    retry = FIRST_RETRY_MS;
    const body = await answer.json().catch(() => ({}));
    if (body.sequence !== undefined) form.dataset.sequence = body.sequence;
    for (const [name, files] of Object.entries(body.kept ?? {})) showKept(name, files);
    if (JSON.stringify(fields()) === sent) forget(own);
    const problem = body.problems?.[0]?.message;
    if (problem) say("not-saved", "waiting", problem);
    else say("saved");
  }

  /** Cannot be sent now: kept, and tried again later and later. */
  function later() {
    keep();
    say("offline", "waiting");
    clearTimeout(timer);
    timer = setTimeout(save, retry);
    retry = Math.min(retry * 2, LAST_RETRY_MS);
  }

  /** Somebody answered elsewhere meanwhile: two versions of one answer must not come to be. */
  function stop(message) {
    over = true;
    forget(own);
    say("not-saved", "bad", message || word("refused"));
    for (const field of form.elements) field.disabled = true;
    status.tabIndex = -1;
    status.focus();
  }

  /** A file that the server has is named instead of sent again. */
  function showKept(name, files) {
    const field = form.querySelector(`input[type=file][name="${CSS.escape(name)}"]`);
    if (!field) return;
    const group = field.closest("fieldset") ?? field.parentElement;
    for (const old of group.querySelectorAll(".kept-file")) old.remove();
    for (const { value, label } of files) {
      const line = document.createElement("label");
      line.className = "option kept-file";
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", name, value, checked: true });
      const text = document.createElement("span");
      text.className = "option-body";
      text.textContent = label;
      line.append(box, text);
      field.closest(".file-field").before(line);
    }
    field.value = "";
  }

  /** Puts back what was not sent the last time, and sends what other pages of this learner left behind. */
  async function restore() {
    for (const [key, kept] of everyKept()) {
      if (Date.now() - kept.at > KEPT_FOR_MS) forget(key);
      else if (kept.person !== person) continue;
      else if (key === own) {
        if (putBack(kept.fields)) {
          say("restored", "waiting");
          save();
        } else forget(key);
      } else await sendLeft(key, kept);
    }
  }

  async function sendLeft(key, kept) {
    // Of this sitting, from before a button was pressed: the button sent it, and the server takes it no more.
    const earlier = kept.save === form.dataset.save && Number(kept.sequence) < Number(form.dataset.sequence);
    if (earlier) return forget(key);
    try {
      const answer = await send(kept.save, kept.sequence, kept.fields, []);
      // Taken, or no longer wanted: what stands on the server stands.
      if (answer.ok || [400, 404, 409, 410, 422].includes(answer.status)) forget(key);
    } catch {
      // Still no connection.
    }
  }

  function putBack(kept) {
    const before = JSON.stringify(fields());
    const names = new Set(kept.map(([name]) => name));
    for (const field of form.elements) {
      if (!field.name || ["file", "submit", "button", "image", "fieldset"].includes(field.type)) continue;
      const hidden = field.type === "hidden" && !("plays" in field.dataset);
      if (hidden || ["csrf", "once"].includes(field.name)) continue;
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (names.has(field.name)) {
        const same = [...form.elements].filter((one) => one.name === field.name);
        field.value = values[same.indexOf(field)] ?? field.value;
      }
    }
    const different = JSON.stringify(fields()) !== before;
    // Lines, maps and counts beside the fields follow.
    if (different) for (const field of form.elements) if (field.name) field.dispatchEvent(new Event("input", { bubbles: true }));
    return different;
  }

  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    over = true;
  });
  addEventListener("online", () => {
    retry = FIRST_RETRY_MS;
    save();
    restore();
  });
  addEventListener("pagehide", () => firstChange && !over && keep());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && firstChange && !over) save();
  });
  addEventListener("beforeunload", (event) => {
    // A file cannot be kept on this device: leaving would lose it.
    if (!over && firstChange && filesOf().length) event.preventDefault();
  });
  restore();
}

/** Everything that is kept on this device, by key. */
function everyKept() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      const kept = JSON.parse(localStorage.getItem(key));
      if (Array.isArray(kept?.fields)) found.push([key, kept]);
    }
  } catch {
    // Nothing that can be read.
  }
  return found;
}

function send(address, sequence, fields, files) {
  const body = files.length ? new FormData() : new URLSearchParams();
  for (const [name, value] of fields) if (name !== "sequence") body.append(name, value);
  for (const field of files) for (const file of field.files) body.append(field.name, file, file.name);
  if (sequence !== undefined) body.append("sequence", sequence);
  const token = form.elements.csrf?.value;
  if (token) body.append("csrf", token);
  return fetch(address, { method: "POST", body, redirect: "manual", headers: { accept: "application/json" } });
}

/** What the server says to the learner. */
async function messageOf(answer) {
  const text = await answer.text();
  try {
    const body = JSON.parse(text);
    return body.problems?.[0]?.message ?? body.why ?? body.message ?? body.detail ?? "";
  } catch {
    return text.startsWith("<") ? "" : text.slice(0, 300);
  }
}
