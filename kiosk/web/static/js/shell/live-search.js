// A search field whose results come as one types; arrow keys choose, Enter opens.
//
//   <form data-live-search="#results" data-page="/desk">…<input type="search" …></form>
//   <div id="results">…</div>
//
// With `data-in-place` the form's own buttons (order, page) are answered in place too.
//
// Older answers are dropped. A hand scanner types faster than any answer: Enter then sends the
// form, and the server decides. Works without this file: the form is an ordinary one.

import { keep, restore } from "./kept-words.js";

const PAUSE = 120;

for (const form of document.querySelectorAll("[data-live-search]")) attach(form);

function attach(form) {
  const field = form.querySelector("input[type=search]");
  const results = document.querySelector(form.dataset.liveSearch);
  const state = { shown: field.value, timer: 0, asking: null, active: -1 };
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
  field.addEventListener("keydown", (event) => steer(event, field, results, state));
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
    Object.assign(state, { shown: wanted, active: -1 });
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", String(options(results).length > 0));
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

function steer(event, field, results, state) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) return move(event, field, results, state, step);
  if (event.key === "Enter") return open(event, field, results, state);
  if (event.key === "Escape" && field.value) {
    event.preventDefault();
    event.stopPropagation();
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function move(event, field, results, state, step) {
  const all = options(results);
  if (!all.length) return;
  event.preventDefault();
  choose(field, all, state, Math.max(0, Math.min(all.length - 1, state.active + step)));
}

function open(event, field, results, state) {
  if (state.shown !== field.value) return; // what is shown belongs to an older text
  const all = options(results);
  if (state.active >= 0) {
    event.preventDefault();
    all[state.active].click();
  } else if (all.length > 1 || all[0]?.matches("[data-near]")) {
    event.preventDefault();
    choose(field, all, state, 0);
  }
}

function choose(field, all, state, index) {
  state.active = index;
  all.forEach((each, at) => each.setAttribute("aria-selected", String(at === index)));
  field.setAttribute("aria-activedescendant", all[index].id);
  all[index].scrollIntoView({ block: "nearest" });
}

function options(results) {
  return [...results.querySelectorAll("[role=option]")];
}
