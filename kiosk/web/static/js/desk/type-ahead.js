// Whoever types, or scans a badge, while an answer or a person is shown means the next person:
// the keys are kept and searched for, and Enter does not press the button that has the focus.
//
//   <article data-type-ahead="/desk" data-token="…">

import { send } from "./reach.js";

const PAUSE = 450;

const page = document.querySelector("[data-type-ahead]");
const state = { typed: "", timer: 0 };
if (page) document.addEventListener("keydown", keep, { capture: true });

function keep(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  if (event.key === "Enter" && state.typed) {
    event.preventDefault();
    event.stopPropagation();
    search();
  } else if (event.key.length === 1 && (event.key !== " " || state.typed)) {
    event.preventDefault();
    state.typed += event.key;
    clearTimeout(state.timer);
    state.timer = setTimeout(search, PAUSE);
  }
}

function search() {
  clearTimeout(state.timer);
  send(page.dataset.typeAhead, { q: state.typed, csrf_token: page.dataset.token });
}

function isField(target) {
  return target.matches?.("input, textarea, select, [contenteditable]") || target.closest?.("dialog");
}
