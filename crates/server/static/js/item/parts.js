// What the scripts of an item have in common: making elements, and changing a field as a person would.

/** An element with attributes and children; attributes that are false, null or undefined are left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(attribute, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** The same in SVG. */
export function draw(name, attributes = {}) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

/** A button that does something. */
export function button(text, does, attributes = {}) {
  const made = make("button", { type: "button", class: "quiet small", ...attributes }, text);
  made.addEventListener("click", does);
  return made;
}

/** Changes a field and says so, as a person's change would. */
export function change(field, value) {
  if (field.value === value) return;
  field.value = value;
  changed(field);
}

/** Ticks or clears a radio button or check box. */
export function tick(field, checked) {
  if (field.checked === checked) return;
  field.checked = checked;
  changed(field);
}

/** Says that a field was changed. */
export function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A line that a screen reader speaks when its text changes. */
export function speaker(className = "unseen") {
  return make("p", { class: className, role: "status" });
}

/** Puts a file into a file field. */
export function putFile(field, file) {
  const carrier = new DataTransfer();
  carrier.items.add(file);
  field.files = carrier.files;
  changed(field);
}

/** Minutes and seconds. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const two = (number) => String(number).padStart(2, "0");
  const rest = `${hours ? two(Math.floor(whole / 60) % 60) : Math.floor(whole / 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** The groups of a kind that can be answered. */
export function groups(kind) {
  return [...document.querySelectorAll(`.item:not(.paper) fieldset[data-kind="${kind}"]`)].filter(
    (group) => !group.querySelector("input:disabled, select:disabled, textarea:disabled"),
  );
}
