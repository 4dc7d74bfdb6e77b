// Asks how far a job is until it is over, and swaps that part of the page.

const PAUSE = 400;

const region = document.querySelector("[data-job]");
if (region) watch(region);

async function watch(region) {
  while (region.querySelector("[data-over]")?.dataset.over === "no") {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    await refresh(region);
  }
  region.querySelector("[data-focus]")?.focus();
}

async function refresh(region) {
  try {
    const answer = await fetch(region.dataset.job, { headers: { "X-Partial": "1" } });
    if (answer.ok && !answer.redirected) region.innerHTML = await answer.text();
    else if (!answer.ok || answer.redirected) location.reload();
  } catch {
    // The laptop does not answer just now; the next turn asks again.
  }
}
