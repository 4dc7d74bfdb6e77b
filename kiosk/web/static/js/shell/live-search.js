// A search field whose results come as one types; arrow keys choose, Enter opens.
//
//   <form data-live-search="#results">…<input type="search" …></form><div id="results">…</div>
//
// Older answers are dropped. A hand scanner types faster than any answer: Enter then sends the
// form, and the server decides. Works without this file: the form is an ordinary one.

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
  field.addEventListener("keydown", (event) => steer(event, field, results, state));
  form.addEventListener("submit", () => clearTimeout(state.timer));
}

async function ask(form, field, results, state) {
  state.asking?.abort();
  state.asking = new AbortController();
  const wanted = field.value;
  const address = new URL(form.action || location.href);
  address.search = new URLSearchParams(new FormData(form)).toString();
  try {
    const answer = await fetch(address, {
      headers: { "X-Partial": "1" },
      signal: state.asking.signal,
    });
    if (answer.redirected) return location.reload();
    if (!answer.ok) return;
    const html = await answer.text();
    if (wanted !== field.value) return;
    results.innerHTML = html;
    Object.assign(state, { shown: wanted, active: -1 });
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", String(options(results).length > 0));
    history.replaceState(null, "", address);
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
