// Drawing on a picture, by finger, mouse or keys; the drawing goes into the file field.
import { button, groups, make, putFile, speaker } from "./parts.js";
import { word } from "./words.js";

for (const group of groups("drawing")) canvasOf(group);

function canvasOf(group) {
  const stage = group.querySelector(".stage");
  const image = stage.querySelector("img");
  const field = group.querySelector("input[type=file]");
  const overlay = stage.querySelector(".overlay");
  const [width, height] = [overlay.viewBox.baseVal.width, overlay.viewBox.baseVal.height];
  const canvas = make("canvas", { width, height, tabindex: "0", role: "application", "aria-label": word("canvas") });
  const told = speaker();
  const context = canvas.getContext("2d");
  const strokes = [];
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--stage-ink").trim();
  let pen = { x: width / 2, y: height / 2, down: false };
  let waiting = 0;
  overlay.replaceWith(canvas);

  function paint(target, cursor) {
    target.lineWidth = 3;
    target.lineCap = target.lineJoin = "round";
    target.strokeStyle = ink;
    for (const stroke of strokes) {
      target.beginPath();
      target.moveTo(stroke[0].x, stroke[0].y);
      for (const point of stroke) target.lineTo(point.x, point.y);
      target.stroke();
    }
    if (!cursor) return;
    target.beginPath();
    target.arc(pen.x, pen.y, 5, 0, Math.PI * 2);
    target.stroke();
  }
  function show() {
    context.clearRect(0, 0, width, height);
    paint(context, document.activeElement === canvas && canvas.matches(":focus-visible"));
  }
  /** The picture with what was drawn, as a file, when nothing more was drawn for half a second. */
  function keep() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const whole = make("canvas", { width, height });
      const drawn = whole.getContext("2d");
      if (image?.complete && image.naturalWidth) drawn.drawImage(image, 0, 0, width, height);
      paint(drawn, false);
      whole.toBlob((blob) => blob && putFile(field, new File([blob], "drawing.png", { type: "image/png" })), "image/png");
    }, 500);
  }
  function undo() {
    strokes.pop();
    show();
    keep();
  }
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * width, y: ((event.clientY - box.top) / box.height) * height };
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    const stroke = [at(event)];
    strokes.push(stroke);
    const moving = (move) => {
      stroke.push(at(move));
      show();
    };
    canvas.addEventListener("pointermove", moving);
    canvas.addEventListener("pointerup", () => {
      canvas.removeEventListener("pointermove", moving);
      keep();
    }, { once: true });
  });
  canvas.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      return undo();
    }
    const by = event.shiftKey ? 20 : 5;
    const step = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key];
    if (event.key === " ") {
      pen.down = !pen.down;
      if (pen.down) strokes.push([{ x: pen.x, y: pen.y }]);
      else keep();
    } else if (step) {
      pen = { ...pen, x: Math.min(Math.max(pen.x + step[0], 0), width), y: Math.min(Math.max(pen.y + step[1], 0), height) };
      if (pen.down) strokes.at(-1).push({ x: pen.x, y: pen.y });
    } else return;
    event.preventDefault();
    show();
    told.textContent = word("canvas-told", { state: word(pen.down ? "pen-down" : "pen-up"), x: Math.round(pen.x), y: Math.round(pen.y) });
  });
  canvas.addEventListener("focus", show);
  canvas.addEventListener("blur", () => {
    if (pen.down) keep();
    pen.down = false;
    show();
  });
  const clear = button(word("clear-drawing"), () => {
    strokes.length = 0;
    show();
    keep();
  });
  stage.after(make("div", { class: "draw-tools" }, button(word("undo"), undo), clear), told);
}
