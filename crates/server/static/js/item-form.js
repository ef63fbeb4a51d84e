// The preview beside the authoring form follows what is typed. Without this the button Preview does the same.

const form = document.querySelector("form[data-preview]");
const place = document.getElementById("preview");
let timer;
let last;

async function preview() {
  last?.abort();
  last = new AbortController();
  const fields = new FormData(form);
  fields.delete("picture");
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: fields, signal: last.signal, redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.childNodes);
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem;
  }
}

if (form && place) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(preview, 350);
  });
}
