// The badges form says at once what a choice means: how many pages, and how a face looks.
//
//   <form data-badge-form data-summary="/badges/summary" data-preview="/badges/preview.png">

const PAUSE = 200;

for (const form of document.querySelectorAll("[data-badge-form]")) attach(form);

function attach(form) {
  const summary = form.querySelector("[data-badge-summary]");
  const picture = document.querySelector("[data-badge-preview]");
  const state = { timer: 0, asking: null };
  const changed = () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => refresh(form, summary, picture, state), PAUSE);
  };
  const own = form.querySelector("[data-own-sheet] details");
  const layout = form.querySelector("[name=layout]");
  if (own) layout.addEventListener("change", () => { own.open ||= layout.value === "custom"; });
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.querySelector("[data-no-script]")?.setAttribute("hidden", "");
  picture?.addEventListener("error", () => picture.setAttribute("data-wrong", ""));
  picture?.addEventListener("load", () => picture.removeAttribute("data-wrong"));
}

function refresh(form, summary, picture, state) {
  const words = new URLSearchParams(new FormData(form));
  words.delete("csrf_token");
  if (picture) picture.src = `${form.dataset.preview}?${words}`;
  if (summary && form.dataset.summary) swap(summary, `${form.dataset.summary}?${words}`, state);
}

async function swap(summary, address, state) {
  state.asking?.abort();
  state.asking = new AbortController();
  try {
    const answer = await fetch(address, {
      headers: { "X-Partial": "1" },
      signal: state.asking.signal,
    });
    if (answer.ok && !answer.redirected) summary.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") summary.textContent = "…";
  }
}
