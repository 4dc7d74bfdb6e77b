// The forms of the door, sent without leaving the page: a typed code, a picture of a badge.

import { sendCode, sendPicture } from "./scan-send.js";

const LEFT_AFTER = 45_000;

export function initForms(kiosk, board, token) {
  const help = kiosk.querySelector("[data-help]");
  const codes = kiosk.querySelector("[data-code-form]");
  const pictures = kiosk.querySelector("[data-picture-form]");
  const nothing = kiosk.querySelector("[data-picture-nothing]");
  const failed = kiosk.querySelector("[data-failed]").innerHTML;

  codes.addEventListener("submit", async (event) => {
    event.preventDefault();
    const html = await sendCode(codes.action, codes.elements.code.value, "typed", token);
    board.offer(html ?? failed, { own: true });
    codes.reset();
    help.open = false;
  });

  pictures.addEventListener("submit", async (event) => {
    event.preventDefault();
    nothing.hidden = true;
    const html = await sendPicture(pictures.action, pictures.elements.picture.files[0], token);
    if (html?.trim() === "") {
      nothing.hidden = false;
      return;
    }
    board.offer(html ?? failed, { own: true });
    pictures.reset();
    help.open = false;
  });

  forgetWhatWasLeft(codes);
}

// What somebody began to type and left is nobody else's business.
function forgetWhatWasLeft(form) {
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => form.reset(), LEFT_AFTER);
  });
}
