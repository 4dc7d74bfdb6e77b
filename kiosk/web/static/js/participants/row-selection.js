// Ticking many rows: the whole page at once, and how many are ticked. The rows may be swapped.

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-row-selection]");
  if (!form) return;
  const all = form.querySelector("[data-tick-all] input");
  if (event.target === all) for (const box of boxes(form)) box.checked = all.checked;
  show(form);
});

document.addEventListener("results:changed", begin);
begin();

function begin() {
  for (const form of document.querySelectorAll("[data-row-selection]")) {
    form.querySelector("[data-tick-all]")?.removeAttribute("hidden");
    show(form);
  }
}

function show(form) {
  const ticked = boxes(form).filter((box) => box.checked).length;
  const words = form.querySelector("[data-ticked-count]");
  if (words) words.textContent = ticked ? words.dataset.words.replace("#", ticked) : "";
}

function boxes(form) {
  return [...form.querySelectorAll("input[name=id]")];
}
