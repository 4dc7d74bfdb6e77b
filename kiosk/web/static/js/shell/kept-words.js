// What is searched for is sent; the address keeps it behind the #, which no server and no log sees,
// so that a page that is loaded again, or gone back to, shows the same.
//
//   <form data-page="/participants">

// Fills the form with what is kept; returns what no field of it holds: the page that was shown.
export function restore(form) {
  const kept = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  for (const [name, value] of Object.entries(kept)) {
    const field = form.elements.namedItem(name);
    if (field instanceof Element) field.value = value;
  }
  return kept.page ? { page: kept.page } : {};
}

export function keep(form, page = "") {
  const words = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value && name !== "csrf_token") words.set(name, value);
  }
  if (page) words.set("page", page);
  const found = words.toString();
  history.replaceState(null, "", found ? `${form.dataset.page}#${found}` : form.dataset.page);
}
