// Waits until the product has stopped and answers again, then goes on.

const PAUSE = 500;

const region = document.querySelector("[data-until-it-answers]");
let stopped = false;

while (region) {
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  const answers = await fetch(region.dataset.untilItAnswers, { cache: "no-store" }).then(() => true, () => false);
  if (stopped && answers) location.assign(region.dataset.then);
  stopped ||= !answers;
}
