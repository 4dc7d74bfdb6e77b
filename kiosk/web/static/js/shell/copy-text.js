// A button with `data-copy="id"` copies the text of that element. It shows itself only where the
// browser can copy: a page over plain HTTP on another machine cannot.

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.querySelector("[data-copy-words]").textContent = button.dataset.copied;
    });
  }
}
