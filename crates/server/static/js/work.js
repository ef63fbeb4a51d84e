// Keeps a learner's draft as it is typed. Without it the form still works.

const form = document.getElementById("work");
const kept = document.getElementById("kept");
let timer = 0;
let sending = false;
let changed = false;

async function keep() {
  if (sending || !changed) return;
  sending = true;
  changed = false;
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.draft, { method: "POST", body, redirect: "manual", headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error("not kept");
    kept.textContent = form.dataset.kept;
  } catch {
    // What is typed stays in this tab (keep-form.js) until it can be kept.
    kept.textContent = form.dataset.lost;
    changed = true;
    timer = setTimeout(keep, 5000);
  } finally {
    sending = false;
  }
}

if (form) {
  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  });
  addEventListener("online", keep);
}

// A file that is too large is not sent at all.
const files = document.getElementById("file-form");
files?.addEventListener("submit", async (event) => {
  const input = files.elements.file;
  const file = input.files[0];
  input.setCustomValidity("");
  if (file && file.size > Number(files.dataset.most)) {
    event.preventDefault();
    input.setCustomValidity(files.dataset.large);
    input.reportValidity();
    return;
  }
  if (changed) {
    event.preventDefault();
    await keep();
    files.submit();
  }
});
files?.elements.file.addEventListener("change", () => files.elements.file.setCustomValidity(""));
