// Recording sound into a file field that takes it. The field stays for those who have a file, or no microphone.
import { button, clock, make, putFile } from "./item/parts.js";
import { word } from "./item/words.js";

/** Browsers differ in what they record; the first that this one can. */
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const ENDINGS = { "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a" };
/** No recording is longer: half an hour. */
const LONGEST_S = 1_800;

for (const field of document.querySelectorAll("input[type=file][data-record]")) {
  if (!field.disabled && "MediaRecorder" in window && navigator.mediaDevices) offer(field);
}

function offer(field) {
  const told = make("span", { role: "status" });
  const time = make("span", { class: "running", role: "timer", "aria-live": "off" });
  const limit = Number(field.dataset.recordSeconds) || LONGEST_S;
  let recorder = null;
  let ticking = 0;
  let bytes = null;

  const toggle = button(word("record"), () => (recorder ? recorder.stop() : record()), { class: "button" });
  const listen = button(word("listen"), () => play());
  listen.hidden = true;
  (field.closest(".file-field") ?? field).before(make("div", { class: "recorder" }, toggle, listen, time, told));

  async function record() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      told.textContent = word("no-microphone");
      field.focus();
      return;
    }
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    const pieces = [];
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(ticking);
      for (const track of stream.getTracks()) track.stop();
      const kind = recorder.mimeType.split(";")[0] || "audio/webm";
      recorder = null;
      const file = new File(pieces, `recording.${ENDINGS[kind] ?? "webm"}`, { type: kind });
      time.textContent = "";
      toggle.textContent = word("record");
      // Stopped before a sound was taken: there is nothing to send.
      if (!file.size) return;
      bytes = file;
      putFile(field, file);
      told.textContent = word("recorded", { time: clock(seconds()) });
      toggle.textContent = word("record-again");
      listen.hidden = false;
    });
    recorder.start(1000);
    told.textContent = "";
    toggle.textContent = word("stop");
    listen.hidden = true;
    const show = () => {
      time.textContent = word("recording", { time: clock(seconds()) });
      if (seconds() >= limit) recorder?.stop();
    };
    ticking = setInterval(show, 500);
    show();
  }

  // The page's policy lets no address of the browser's own be played; decoded sound needs none.
  let playing = null;
  async function play() {
    if (playing) return playing.stop();
    const context = new AudioContext();
    const source = context.createBufferSource();
    source.buffer = await context.decodeAudioData(await bytes.arrayBuffer());
    source.connect(context.destination);
    source.addEventListener("ended", () => {
      playing = null;
      listen.textContent = word("listen");
      context.close();
    });
    playing = source;
    listen.textContent = word("pause");
    source.start();
  }
}
