// The door: brings its parts together. What it is told of stands in attributes of `data-kiosk`,
// which the style sheet reads: server, camera, phase, reading, answering, sound.

import { AnswerBoard } from "./answers.js";
import { initFullScreen } from "./awake.js";
import { initCameras, showReading } from "./cameras.js";
import { initClock } from "./clock.js";
import { initForms } from "./forms.js";
import { initStart } from "./start.js";
import { DoorStream } from "./stream.js";
import { sendCode, unsure } from "./scan-send.js";
import { Wedge } from "./scan-wedge.js";
import { DoorSound } from "./sound.js";
import { Trouble } from "./trouble.js";

const REPEAT_TROUBLE = 30_000;

const kiosk = document.querySelector("[data-kiosk]");
const find = (name) => kiosk.querySelector(`[data-${name}]`);
const token = kiosk.querySelector("[name=csrf_token]").value;
const sound = new DoorSound(kiosk.dataset.sounds === "yes");
const board = new AnswerBoard(find("answers"));
const trouble = new Trouble(find("trouble-room"), find("unsure").innerHTML, find("over").innerHTML);
let reloadWhenFree = false;

kiosk.dataset.scripted = "";
initBoard();
showPhase();
initTrouble();
initStream();
initCameras(kiosk, board, token);
initForms(kiosk, board, token);
initFullScreen(find("full-screen"));
initStart(kiosk, sound);
new Wedge().addEventListener("code", ({ detail }) => scanned(detail));
setInterval(() => inTrouble() && sound.play("lost"), REPEAT_TROUBLE);

function initBoard() {
  board.addEventListener("shown", ({ detail }) => {
    kiosk.dataset.answering = detail.answer;
    sound.play(detail.sound);
  });
  board.addEventListener("cleared", () => {
    delete kiosk.dataset.answering;
    if (reloadWhenFree && trouble.waiting === 0) {
      location.reload();
    }
  });
  const rendered = find("answers").innerHTML;
  find("answers").replaceChildren();
  board.offer(rendered);
}

function initTrouble() {
  const sounds = { failed: "refused", unsure: "lost", over: "ok" };
  trouble.addEventListener("changed", ({ detail }) => sounds[detail] && sound.play(sounds[detail]));
  unsure.addEventListener("change", ({ detail }) => trouble.wait(detail.count));
}

function initStream() {
  const stream = new DoorStream(kiosk.dataset.live);
  stream.addEventListener("answer", ({ detail }) => board.offer(detail.html));
  stream.addEventListener("part", ({ detail }) => part(detail));
  stream.addEventListener("server", ({ detail }) => server(detail.lost));
  stream.addEventListener("pulse", ({ detail }) => {
    if (detail.stamp !== kiosk.dataset.stamp) {
      reload();
    }
  });
  initClock(kiosk, stream);
  stream.open();
}

function part({ name, html }) {
  if (name === "trouble") {
    trouble.tell(html);
    return;
  }
  kiosk.querySelector(`[data-part="${name}"]`).innerHTML = html;
  showPhase();
}

function showPhase() {
  const before = kiosk.dataset.camera;
  kiosk.dataset.phase = kiosk.querySelector("[data-phase]").dataset.phase;
  const camera = kiosk.querySelector("[data-status]").dataset;
  kiosk.dataset.camera = camera.status;
  showReading(kiosk, "inView" in camera);
  if (before === "ok" && !["ok", "off"].includes(camera.status)) {
    sound.play("lost");
  }
}

function server(lost) {
  if (lost && kiosk.dataset.server !== "lost") {
    board.wipe();
    sound.play("lost");
  }
  kiosk.dataset.server = lost ? "lost" : "ok";
  find("server-lost").hidden = !lost;
}

function inTrouble() {
  return kiosk.dataset.server === "lost" || trouble.kind === "failed" || ["lost", "frozen"].includes(kiosk.dataset.camera);
}

async function scanned(code) {
  const html = await sendCode(kiosk.dataset.scan, code, "wedge", token);
  board.offer(html ?? find("failed").innerHTML, { own: true });
}

function reload() {
  reloadWhenFree = true;
  if (!("answering" in kiosk.dataset) && trouble.waiting === 0) {
    location.reload();
  }
}
