"use strict";
const picture = document.getElementById("picture");
const video = document.getElementById("video");
const button = document.getElementById("play");
const line = document.getElementById("line");
const base = location.pathname.replace(/\/?$/, "/");
const words = navigator.language.startsWith("de")
  ? { making: "Der Film wird neu gemacht", gone: "Der Computer antwortet nicht.", play: "Abspielen", pause: "Anhalten" }
  : { making: "The film is being made anew", gone: "The computer does not answer.", play: "Play", pause: "Pause" };
let revision = -1;
let shown = -1;
let now = null;
let wanted = false;
let time = 0;

const seconds = () => (video.hidden ? time : video.currentTime);

function label() {
  const playing = !video.hidden && !video.paused;
  button.classList.toggle("playing", playing);
  button.setAttribute("aria-label", playing ? words.pause : words.play);
}

function still() {
  time = Math.min(seconds(), (now.frames - 1) / now.fps);
  picture.src = `${base}frame-${now.revision}-${Math.floor(time * now.fps)}.jpg`;
  picture.hidden = false;
  video.pause();
  video.hidden = true;
  label();
}

function film() {
  shown = now.playing;
  const at = time;
  video.src = `${base}film-${shown}.mp4`;
  video.addEventListener("loadedmetadata", async () => {
    video.currentTime = Math.min(at, video.duration - 0.1);
    if (wanted) await video.play().catch(() => { wanted = false; });
    video.hidden = !wanted;
    picture.hidden = wanted;
    label();
  }, { once: true });
}

async function look() {
  try {
    now = await (await fetch(`${base}now.json`, { cache: "no-store" })).json();
    document.getElementById("film").style.aspectRatio = `${now.width} / ${now.height}`;
    if (now.revision !== revision) {
      revision = now.revision;
      still();
    }
    if (now.playing === now.revision && shown !== now.playing) film();
    line.textContent = now.playing === now.revision ? "" : `${words.making} … ${Math.round(now.share * 100)} %`;
  } catch {
    line.textContent = words.gone;
  }
  setTimeout(look, 700);
}

button.addEventListener("click", async () => {
  wanted = video.hidden || video.paused;
  if (!wanted) video.pause();
  else if (shown === revision) {
    await video.play().catch(() => { wanted = false; });
    video.hidden = !wanted;
    picture.hidden = wanted;
  }
  label();
});
look();
