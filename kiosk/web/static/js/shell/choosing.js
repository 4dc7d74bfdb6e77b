// Choosing among the results of a search by keys: arrows choose, Enter opens, Escape empties the
// field. `state.shown` is the text to which the results belong, `state.active` what is chosen.

export function initChoosing(field, results, state) {
  state.active = -1;
  field.addEventListener("keydown", (event) => steer(event, field, results, state));
}

// Other results have come: none is chosen. A field whose results are no options says nothing.
export function chooseAnew(field, results, state) {
  state.active = -1;
  if (field.getAttribute("role") !== "combobox") return;
  field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-expanded", String(options(results).length > 0));
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
