// Keeps the screen awake and fills it, where the browser allows it.

export async function stayAwake() {
  if (!("wakeLock" in navigator)) {
    return;
  }
  const ask = () => navigator.wakeLock.request("screen").catch(() => undefined);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      ask();
    }
  });
  await ask();
}

export function fillScreen() {
  if (!document.fullscreenElement) {
    document.documentElement.requestFullscreen?.().catch(() => undefined);
  }
}

export function initFullScreen(button) {
  if (!document.fullscreenEnabled) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else {
      fillScreen();
    }
  });
}
