// The lane of those who were refused at a door. From the empty search the arrow down leads to them;
// on one of them a digit is a remedy. Forms that came by the stream get the page's own token.
//
//   <li data-case><a href="…">…</a> <button data-remedy="1">…</button></li>

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest?.("[data-desk-search]");
  if (field) {
    if (event.key === "ArrowDown" && !field.value) go(event, cases()[0]);
    return;
  }
  if (event.target.matches?.("input, textarea, select")) return;
  const here = event.target.closest?.("[data-case]") ?? document.querySelector("article[data-case]");
  if (!here) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && here.matches("li")) return move(event, here, step);
  const remedy = /^[0-9]$/.test(event.key) && here.querySelector(`[data-remedy="${event.key}"]`);
  if (remedy) {
    event.preventDefault();
    event.stopPropagation();
    remedy.click();
  }
}, { capture: true });

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-wants-token]") || form.elements.csrf_token) return;
  const token = document.createElement("input");
  Object.assign(token, { type: "hidden", name: "csrf_token", value: page().dataset.token });
  form.append(token);
}, { capture: true });

function page() {
  return document.querySelector("[data-token]");
}

function cases() {
  return [...document.querySelectorAll("li[data-case]")];
}

function move(event, here, step) {
  const all = cases();
  const next = all[all.indexOf(here) + step];
  if (next) return go(event, next);
  if (step < 0) {
    event.preventDefault();
    document.querySelector("[data-desk-search]")?.focus();
  }
}

function go(event, one) {
  if (!one) return;
  event.preventDefault();
  event.stopPropagation();
  one.querySelector("a").focus();
}

// On the page of one: whoever came for a supervisor's PIN types it at once; Enter is the first
// remedy. After the page was loaded: an address with a mark moves the focus until then.
addEventListener("load", () => {
  const one = document.querySelector("article[data-case]");
  (one?.querySelector("[name=pin]") ?? one?.querySelector('[data-remedy="1"]'))?.focus();
});
