// The hall board: follows the desk, announces each new call once, one after the other, and rings where it may.
//
// `<main data-board data-follow="…" data-snapshot="…">` with `data-region` around what changes. A called ticket carries
// `data-call="A-017" data-room="Room 2" data-at="<a count that grows>"`: a greater count than any before is a new announcement. Browsers play no
// sound before somebody touched the page, so a button says that the sound is off until then.

import { follow } from "./live.js";
import { clock, make, word } from "./words.js";

const HOLD = 6_000;

const board = document.querySelector("[data-board]");
const queue = [];
let announcing = false;
let audio = null;

const calls = () => [...board.querySelectorAll("[data-call]")];
const newest = () => Math.max(0, ...calls().map((call) => Number(call.dataset.at)));
let known = newest();

function changed() {
  const fresh = calls().filter((call) => Number(call.dataset.at) > known);
  fresh.sort((one, other) => one.dataset.at - other.dataset.at);
  queue.push(...fresh.map((call) => ({ ...call.dataset })));
  known = Math.max(known, newest());
  if (!announcing) announce();
}

function announce() {
  const call = queue.shift();
  announcing = call !== undefined;
  if (!call) return;
  const sheet = make("div", { class: "announce", role: "alert" },
    make("b", { class: "number" }, call.call), make("span", { class: "room" }, call.room ?? ""));
  document.body.append(sheet);
  chime();
  setTimeout(() => { sheet.remove(); announce(); }, HOLD);
}

/** Two soft notes, a third apart. */
function chime() {
  if (audio?.state !== "running") return;
  [659.25, 523.25].forEach((pitch, at) => {
    const begin = audio.currentTime + at * 0.45;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = "sine";
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.5, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 1.4);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 1.5);
  });
}

const button = document.querySelector("[data-sound]");
const Audio = window.AudioContext ?? window.webkitAudioContext;

function sound() {
  const on = audio?.state === "running";
  if (!button) return;
  button.hidden = on;
  button.querySelector("span").textContent = word(on ? "board-sound-on" : "board-sound-off");
}

if (Audio) {
  audio = new Audio();
  audio.addEventListener("statechange", sound);
  const unlock = async () => {
    await audio.resume();
    chime();
    sound();
  };
  addEventListener("pointerdown", unlock, { once: true });
  addEventListener("keydown", unlock, { once: true });
  sound();
}

const time = document.querySelector("[data-clock]");
if (time) setInterval(() => (time.textContent = clock(new Date()).slice(0, 5)), 1000);
// A wall display must not sleep; where the browser cannot promise it, nothing is lost.
navigator.wakeLock?.request("screen").catch(() => {});
if (board) follow(board, changed);
