// Keys of the desk: Escape leads back to the search, and the page begins where one will press.
//
//   <main data-escape="/desk">…<button data-first>…

import { go } from "./reach.js";

const page = document.querySelector("[data-escape]");
document.querySelector("[data-first]")?.focus();

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !page) return;
  if (document.querySelector("dialog[open]")) return;
  const field = document.querySelector("[data-desk-search]");
  if (field) {
    field.focus();
    field.select();
  } else {
    go(page.dataset.escape);
  }
});

// Whoever types beside the search means the search.
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("[data-desk-search]");
  const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey;
  if (field && plain && !event.altKey && !event.target.matches("input, textarea, select")) {
    field.focus();
    field.select();
  }
});

// One press is one check-in, however long the key is held.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  // Others may hold the form back to ask first: only what goes out counts.
  queueMicrotask(() => {
    if (!event.defaultPrevented) form.dataset.sent = "yes";
  });
});

// The browser keeps pages it left: a form that was sent may be sent again after coming back.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

// Enter adds nobody: it moves on to the next field. Control and Enter together add.
for (const form of document.querySelectorAll("[data-enter-moves]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    const adds = form.querySelector("[data-adds]");
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(adds);
    } else if (event.target.matches("input, [data-adds]")) {
      event.preventDefault();
      const fields = [...form.querySelectorAll("input:not([type=hidden])")];
      fields[fields.indexOf(event.target) + 1]?.focus();
    }
  });
}
