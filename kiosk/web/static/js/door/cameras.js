// The two eyes of a door: the server's camera, whose picture is shown, and the browser's own.

import { Preview } from "./preview.js";
import { BrowserCamera } from "./scan-camera.js";

export function initCameras(kiosk, board, token) {
  if (kiosk.dataset.preview) {
    const picture = kiosk.querySelector("[data-preview-picture]");
    const preview = new Preview(picture, kiosk.dataset.preview);
    preview.addEventListener("view", ({ detail }) => showReading(kiosk, detail.inView));
    preview.start();
  }
  if (kiosk.dataset.browserCamera === "yes") {
    initBrowserCamera(kiosk, board, token);
  }
}

// A badge is being read: shown while the door waits, not over an answer or during a pause.
export function showReading(kiosk, inView) {
  const reading = inView && kiosk.dataset.phase === "idle" && !("answering" in kiosk.dataset);
  kiosk.toggleAttribute("data-reading", reading);
  kiosk.querySelector("[data-reading-word]").hidden = !reading;
}

function initBrowserCamera(kiosk, board, token) {
  const video = kiosk.querySelector("[data-browser-video]");
  const turn = kiosk.querySelector("[data-turn-camera]");
  const camera = new BrowserCamera(video, kiosk.dataset.picture, token);
  const works = (does) => {
    kiosk.toggleAttribute("data-video", does);
    kiosk.querySelector("[data-camera-refused]").hidden = does;
  };
  camera.addEventListener("answers", ({ detail }) => board.offer(detail, { own: true }));
  camera.addEventListener("refused", () => works(false));
  camera.addEventListener("lost", () => works(false));
  camera.addEventListener("opened", () => {
    turn.hidden = !camera.hasOthers;
    works(true);
  });
  turn.addEventListener("click", () => camera.next());
  camera.start();
}
