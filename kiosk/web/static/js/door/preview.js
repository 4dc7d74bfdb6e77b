// The picture of the server's camera: the next is fetched when the previous is shown, so that a
// slow screen never lags behind. Headers tell what the camera sees: `view` {status, inView}.

const BETWEEN = 90;
const AFTER_FAILURE = 1000;

export class Preview extends EventTarget {
  #picture;
  #url;

  constructor(picture, url) {
    super();
    this.#picture = picture;
    this.#url = url;
  }

  start() {
    this.#next();
  }

  async #next() {
    const began = performance.now();
    const worked = document.hidden || (await this.#fetched());
    const pause = worked ? BETWEEN - (performance.now() - began) : AFTER_FAILURE;
    setTimeout(() => this.#next(), document.hidden ? AFTER_FAILURE : Math.max(10, pause));
  }

  async #fetched() {
    try {
      const response = await fetch(this.#url, { signal: AbortSignal.timeout(4000) });
      const status = response.headers.get("X-Camera") ?? "off";
      const inView = response.headers.get("X-In-View") === "yes";
      this.dispatchEvent(new CustomEvent("view", { detail: { status, inView } }));
      await this.#show(response.status === 200 ? await response.blob() : null, status);
      return response.ok;
    } catch {
      this.#picture.hidden = true;
      return false;
    }
  }

  async #show(blob, status) {
    if (!blob || !["ok", "dark"].includes(status)) {
      this.#picture.hidden = true;
      return;
    }
    const before = this.#picture.src;
    this.#picture.src = URL.createObjectURL(blob);
    await this.#picture.decode().catch(() => undefined);
    this.#picture.hidden = false;
    if (before.startsWith("blob:")) {
      URL.revokeObjectURL(before);
    }
  }
}
