// The readiness check of the camera with a test badge, and of the screen before one.

import { DoorSound } from "../door/sound.js";

const LOOK_EVERY = 500;
const FARTHER = 0.85; // a badge held farther away is at most this much as wide as before
const CLOCKS_MAY_DIFFER = 5;

const page = document.querySelector("[data-check]");
const loadedAt = Date.now();

if (page) {
  watchCamera();
  page.querySelector("[data-check-screen]").hidden = false;
  checkClock();
  checkAwake();
  checkBattery();
  listen();
}

function watchCamera() {
  const place = page.querySelector("[data-check-camera]");
  const rows = [...page.querySelectorAll("[data-check-distances] .check-row")];
  let last = readingIn(place).key;
  let side = Number.POSITIVE_INFINITY;
  const look = async () => {
    const response = await fetch(page.dataset.camera).catch(() => null);
    if (response?.ok) {
      place.innerHTML = await response.text();
      const reading = readingIn(place);
      if (rows.length > 0 && reading.key !== last && reading.side < side * FARTHER) {
        side = reading.side;
        passed(rows.shift(), reading);
      }
      last = reading.key;
    }
    setTimeout(look, LOOK_EVERY);
  };
  look();
}

function readingIn(place) {
  const { side, ms } = place.querySelector("[data-side]").dataset;
  return { side: Number(side), ms: Number(ms), key: `${side} ${ms}` };
}

function passed(row, { side, ms }) {
  const words = row.dataset.read;
  const filled = words.replace("{ms}", Math.round(ms)).replace("{side}", Math.round(side));
  say(row, "fine", filled);
}

function checkClock() {
  const seconds = Math.round(Math.abs(loadedAt - Number(page.dataset.now)) / 1000);
  judge("clock", seconds <= CLOCKS_MAY_DIFFER, { seconds });
}

function checkAwake() {
  judge("awake", "wakeLock" in navigator);
}

async function checkBattery() {
  const battery = await navigator.getBattery?.().catch(() => null);
  if (battery) {
    judge("battery", battery.charging, { level: Math.round(100 * battery.level) });
  } else {
    say(rowOf("battery"), "warning", rowOf("battery").dataset.busy);
  }
}

function listen() {
  const sound = new DoorSound(true);
  const box = page.querySelector("[data-check-sound]");
  const [play, heard, not] = ["listen", "heard", "not-heard"].map((name) =>
    box.querySelector(`[data-${name}]`),
  );
  box.hidden = false;
  play.addEventListener("click", async () => {
    await sound.start();
    ["ok", "again", "refused"].forEach((name, place) => {
      setTimeout(() => sound.play(name), 700 * place);
    });
    heard.hidden = not.hidden = false;
    say(rowOf("sound"), "waiting", rowOf("sound").dataset.busy);
  });
  heard.addEventListener("click", () => judge("sound", true));
  not.addEventListener("click", () => judge("sound", false));
}

function judge(name, isFine, values = {}) {
  const row = rowOf(name);
  let words = isFine ? row.dataset.fine : row.dataset.bad;
  for (const [key, value] of Object.entries(values)) {
    words = words.replace(`{${key}}`, value);
  }
  say(row, isFine ? "fine" : "bad", words);
}

function say(row, fitness, words) {
  row.dataset.fitness = fitness;
  row.querySelector("[data-words]").textContent = words;
}

function rowOf(name) {
  return page.querySelector(`[data-row="${name}"]`);
}
