// A search field whose results come as one types; keys choose among them (choosing.js).
//
//   <form data-live-search="#results" data-page="/desk">…<input type="search" …></form>
//   <div id="results">…</div>
//
// With `data-in-place` the form's own buttons (order, page) are answered in place too.
//
// Older answers are dropped. A hand scanner types faster than any answer: Enter then sends the
// form, and the server decides. Works without this file: the form is an ordinary one.

import { chooseAnew, initChoosing } from "./choosing.js";
import { keep, restore } from "./kept-words.js";

const PAUSE = 120;

for (const form of document.querySelectorAll("[data-live-search]")) attach(form);

function attach(form) {
  const field = form.querySelector("input[type=search]");
  const results = document.querySelector(form.dataset.liveSearch);
  const state = { shown: field.value, timer: 0, asking: null };
  field.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(form, field, results, state), PAUSE);
  });
  form.addEventListener("change", () => ask(form, field, results, state));
  if ("inPlace" in form.dataset) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { name, value } = event.submitter ?? {};
      ask(form, field, results, state, name ? { [name]: value } : {});
    });
  }
  initChoosing(field, results, state);
  form.addEventListener("submit", () => clearTimeout(state.timer));
  // A link on this very page may lead to a search: then nothing is loaded anew.
  window.addEventListener("hashchange", () => {
    field.focus();
    ask(form, field, results, state, restore(form));
  });
  if (location.hash) ask(form, field, results, state, restore(form));
  else keep(form);
}

async function ask(form, field, results, state, pressed = {}) {
  state.asking?.abort();
  state.asking = new AbortController();
  const wanted = field.value;
  const sent = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(pressed)) sent.set(name, value);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: sent,
      headers: { "X-Partial": "1" },
      signal: state.asking.signal,
    });
    // Logged out, or logged in anew elsewhere: the page comes again, with what was typed.
    if (answer.redirected || answer.status === 400) return location.reload();
    if (!answer.ok) return;
    const html = await answer.text();
    if (wanted !== field.value) return;
    results.innerHTML = html;
    state.shown = wanted;
    chooseAnew(field, results, state);
    keep(form, pressed.page);
    tell(results);
    results.dispatchEvent(new CustomEvent("results:changed", { bubbles: true }));
  } catch (error) {
    if (error.name !== "AbortError") form.dataset.lost = "yes";
  }
}

// Readers hear how many are found, and not the whole list with every letter.
function tell(results) {
  const status = document.querySelector("[data-live-status]");
  const words = results.querySelector("[data-words]")?.dataset.words;
  if (status) status.textContent = words ?? results.textContent.trim();
}
