// Rating by keyboard: a digit gives the level of the criterion where one is; ";" and a digit in a comment inserts
// a phrase.

const form = document.getElementById("rating");
const phrases = [...document.querySelectorAll("#phrases [data-phrase]")].map((one) => one.dataset.phrase);

function choose(fieldset, digit) {
  const choice = [...fieldset.querySelectorAll("[type=radio]")].find((radio) => radio.dataset.key === digit);
  if (!choice) return false;
  choice.checked = true;
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  const all = [...form.querySelectorAll("fieldset")];
  const next = all[all.indexOf(fieldset) + 1];
  (next?.querySelector(":checked") ?? next?.querySelector("[type=radio]") ?? form.querySelector("textarea[name=comment]"))?.focus();
  return true;
}

form?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return;
  const field = event.target;
  if (field.type === "radio") {
    if (choose(field.closest("fieldset"), event.key)) event.preventDefault();
    return;
  }
  if (field.tagName !== "TEXTAREA") return;
  const at = field.selectionStart;
  const phrase = phrases[Number(event.key) - 1];
  if (phrase && field.value[at - 1] === ";") {
    event.preventDefault();
    field.setRangeText(phrase, at - 1, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
