// A phone as a door: joins by the key in the address, reads badges, and goes on without the network.

import { AnswerBoard } from "../door/answers.js";
import { stayAwake } from "../door/awake.js";
import { DoorSound } from "../door/sound.js";
import { PhoneCamera } from "./camera.js";
import { offlineAnswer } from "./faces.js";
import { joined, keepPage, leave } from "./joining.js";
import * as keeping from "./keeping.js";
import { Line } from "./line.js";
import { isThere, say, showLine, showNow, showOtherwise, showTools } from "./showing.js";

const BUZZ = { ok: [80], again: [60, 80, 60], attention: [120, 80, 120], refused: [400] };

const kiosk = document.querySelector("[data-kiosk]");
const find = (name) => kiosk.querySelector(`[data-${name}]`);
const board = new AnswerBoard(find("answers"));
const sound = new DoorSound(true);

begin();

async function begin() {
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
    say("insecure");
    return;
  }
  try {
    const token = await joined();
    if (token) {
      await open(token);
    } else {
      say("not-joined");
    }
  } catch (error) {
    say("failed", error.message);
  }
}

async function open(token) {
  const line = new Line(token);
  line.addEventListener("line", ({ detail }) => showLine(detail));
  line.addEventListener("now", ({ detail }) => showNow(detail));
  line.addEventListener("otherwise", showOtherwise);
  line.addEventListener("list", () => isThere("list"));
  line.addEventListener("withdrawn", () => say("withdrawn"));
  initBoard();
  initLeaving(line);
  startCamera(line);
  await line.open();
  await showOtherwise();
  stayAwake();
  if (await keepPage(kiosk.dataset.keeper)) {
    kiosk.querySelectorAll("[data-not-kept]").forEach((each) => each.remove());
    kiosk.dataset.kept = "";
  }
}

function startCamera(line) {
  const camera = new PhoneCamera(find("video"));
  camera.addEventListener("refused", () => say("refused"));
  camera.addEventListener("ready", () => isThere("reader"));
  camera.addEventListener("unread", () => say("failed"));
  camera.addEventListener("opened", ({ detail }) => showTools(detail));
  camera.addEventListener("code", async ({ detail }) => show(await line.scan(detail)));
  camera.addEventListener("like", async ({ detail }) => {
    (await line.picture(detail)).forEach((code) => camera.saw(code));
  });
  let isLit = false;
  find("torch").addEventListener("click", () => {
    isLit = !isLit;
    find("torch").setAttribute("aria-pressed", String(isLit));
    camera.set("torch", isLit);
  });
  find("turn").addEventListener("click", () => camera.turn());
  find("zoom").addEventListener("input", ({ target }) => camera.set("zoom", Number(target.value)));
  camera.start();
}

function show({ html, offline, problem }) {
  board.offer(html ?? offlineAnswer(kiosk, offline ?? { reason: "error" }, problem), { own: true });
}

function initBoard() {
  board.addEventListener("shown", ({ detail }) => {
    kiosk.dataset.answering = detail.answer;
    sound.play(detail.sound);
    navigator.vibrate?.(BUZZ[detail.sound] ?? []);
  });
  board.addEventListener("cleared", () => delete kiosk.dataset.answering);
  sound.addEventListener("state", showSound);
  find("sound-state").addEventListener("click", () => sound.start());
  showSound();
}

function showSound() {
  find("sound-state").hidden = sound.state === "on";
  kiosk.dataset.sound = sound.state;
}

function initLeaving(line) {
  find("otherwise-seen").addEventListener("click", async () => {
    await keeping.empty("otherwise");
    await showOtherwise();
  });
  find("leave").addEventListener("click", async () => {
    find("leave-refused").hidden = line.waiting === 0;
    if (line.waiting === 0) {
      await leave();
    }
  });
}
