// Asks before a form with `data-confirm="…"` is sent. Without a script the form is sent at once:
// everything that is asked about can be undone or refuses by itself.

const dialog = document.querySelector("[data-confirm-dialog]");
let asked = null;

if (dialog) {
  document.addEventListener("submit", (event) => {
    const words = event.target.dataset.confirm;
    // A form that was held back until the server answered has been asked about already.
    if (words && event.target !== asked && !event.target.dataset.reached) {
      event.preventDefault();
      ask(event.target, event.submitter, words);
    }
  });
}

function ask(form, submitter, words) {
  dialog.querySelector("[data-confirm-words]").textContent = words;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => answered(form, submitter), { once: true });
  dialog.showModal();
}

function answered(form, submitter) {
  if (dialog.returnValue === "yes") {
    asked = form;
    form.requestSubmit(submitter);
    asked = null;
  }
}
