// A form with `data-auto-submit` is sent when a choice in it changes; its button is not needed.

for (const form of document.querySelectorAll("form[data-auto-submit]")) {
  form.querySelector("button[type=submit]")?.setAttribute("hidden", "");
  form.addEventListener("change", () => form.requestSubmit());
}
