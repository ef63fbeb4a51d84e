// The words that scripts of an item show: the page gives them in its language, in the element #item-words.

const ENGLISH = {
  saved: "Saved", saving: "Saving…", offline: "Not connected: kept on this device", "not-saved": "Not saved",
  restored: "What you wrote before is back. It is being saved.",
  refused: "This page is no longer the newest. Load it again to go on.",
  up: "Move up", down: "Move down", "keep-order": "Keep this order", moved: "{what}: place {n}",
  clear: "Clear my choice", "most-chosen": "You have chosen {max}. Take one away to choose another.",
  words: "Words: {n}", "words-of": "Words: {n} of about {max}", "words-left": "Words left: {n} of about {max}",
  symbols: "Symbols", undo: "Undo", "clear-drawing": "Start again",
  canvas: "Drawing. Arrow keys move the pen, space puts it down or lifts it, Ctrl+Z takes back.",
  "canvas-told": "Pen {state}, {x} from the left, {y} from the top", "pen-up": "up", "pen-down": "down",
  "plays-left": "Plays left: {n}", "no-plays-left": "No plays left", play: "Play", pause: "Pause",
  record: "Record", stop: "Stop recording", recording: "Recording: {time}", recorded: "Recorded: {time}",
  "no-microphone": "No microphone can be used here. Choose a file instead.", listen: "Listen", "record-again": "Record again",
  tools: "Tools", calculator: "Calculator", "scientific-calculator": "Scientific calculator", result: "Result",
  calculation: "Calculation", "calculation-wrong": "This cannot be calculated", "line-reader": "Line reader",
  "line-reader-told": "Line reader: arrow keys move it, Escape puts it away", contrast: "Colours",
  "contrast-none": "As usual", "contrast-dark": "White on black", "contrast-light": "Black on white",
  "contrast-yellow": "Yellow on black", "contrast-cream": "Black on cream", "contrast-blue": "Black on light blue",
  "font-size": "Text size", larger: "Larger text", smaller: "Smaller text", "read-aloud": "Read aloud",
  "stop-reading": "Stop reading", slower: "Slower", faster: "Faster", timer: "Time left", "hide-timer": "Hide time",
  "show-timer": "Show time", "time-up": "Time is up", "minutes-left": "Minutes left: {n}",
};

const given = document.getElementById("item-words");

/** The word of a key, with what is filled in. */
export function word(key, values = {}) {
  const text = given?.getAttribute(`data-${key}`) ?? ENGLISH[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}
