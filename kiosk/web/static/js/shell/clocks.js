// Says where the clock of this screen and that of the computer differ by more than people notice.

const APART = 60_000;

for (const each of document.querySelectorAll("[data-server-now]")) {
  each.hidden = Math.abs(Number(each.dataset.serverNow) - performance.timeOrigin) < APART;
}
