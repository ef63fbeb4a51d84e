// Sound and film to be played: counted, and no more often than allowed.
import { changed, groups, make } from "./parts.js";
import { word } from "./words.js";

for (const group of groups("media")) {
  const player = group.querySelector("audio, video");
  const count = group.querySelector("[data-plays]");
  if (player && count) play(group, player, count);
}

function play(group, player, count) {
  const max = Number(player.dataset.maxPlays);
  const told = make("p", { class: "plays", role: "status" });
  let going = false;
  const plays = () => Number(count.value || 0);
  const over = () => max > 0 && plays() >= max;
  const show = () => {
    if (max > 0) told.textContent = over() && !going ? word("no-plays-left") : word("plays-left", { n: Math.max(0, max - plays()) });
    if (over() && !going) player.removeAttribute("controls");
  };
  player.addEventListener("play", () => {
    if (going) return;
    if (over()) return player.pause();
    going = true;
    count.value = String(plays() + 1);
    changed(count);
    show();
  });
  // With a limit nobody goes back within a play: that would be another one.
  let furthest = 0;
  player.addEventListener("timeupdate", () => {
    if (!player.seeking) furthest = Math.max(furthest, player.currentTime);
  });
  player.addEventListener("seeking", () => {
    if (max > 0 && going && player.currentTime < furthest - 0.5) player.currentTime = furthest;
  });
  player.addEventListener("ended", () => {
    going = false;
    furthest = 0;
    show();
  });
  group.append(told);
  show();
}
