// One tap before the doors open: browsers let a page sound, stay awake and fill the screen only
// then. Afterwards the bar says whether the door can be heard.

import { fillScreen, stayAwake } from "./awake.js";

const STARTED = "door-started";
const AFTER_A_CODE = 600;

export function initStart(kiosk, sound) {
  const panel = kiosk.querySelector("[data-start]");
  const chip = kiosk.querySelector("[data-sound-state]");
  sound.addEventListener("state", () => showSound(kiosk, chip, sound.state));
  showSound(kiosk, chip, sound.state);
  panel.hidden = sessionStorage.getItem(STARTED) === "yes";
  if (panel.hidden) {
    sound.start();
    soundWithTheNextTouch(sound);
    stayAwake();
  } else {
    panel.querySelector("button").focus();
  }
  panel.querySelector("[data-start-button]").addEventListener("click", async () => {
    sessionStorage.setItem(STARTED, "yes");
    panel.hidden = true;
    fillScreen();
    stayAwake();
    await sound.start();
    sound.play("ok");
  });
  chip.addEventListener("click", async () => {
    await sound.start();
    sound.play("ok");
  });
}

// A door that was loaded anew may sound again once it was touched, or a scanner has typed; not in
// the middle of it, for to open the loudspeaker takes a moment.
function soundWithTheNextTouch(sound) {
  for (const touch of ["pointerdown", "keydown"]) {
    document.addEventListener(touch, () => setTimeout(() => sound.start(), AFTER_A_CODE), {
      once: true,
    });
  }
}

function showSound(kiosk, chip, state) {
  kiosk.dataset.sound = state;
  chip.hidden = false;
  chip.disabled = state === "off";
  for (const words of chip.querySelectorAll("[data-sound-is]")) {
    words.hidden = words.dataset.soundIs !== state;
  }
}
