// The door's stream from the server. It tells `part` {name, html}, `answer` {html}, `pulse`
// {now, stamp}, and `server` {lost}; it comes back by itself, however long the server is away.

const SILENCE = 2100; // two pulses were missed
const GRACE = 900; // a hiccup shorter than this is not worth a word
const AGAIN = 1000;
const FAILURES_BEFORE_LOADING = 3;

export class DoorStream extends EventTarget {
  #url;
  #stream = null;
  #silence = 0;
  #grace = 0;
  #failures = 0;
  #heard = 0; // the computer's time of the last pulse: it tells the answers that fell since

  constructor(url) {
    super();
    this.#url = url;
  }

  open() {
    this.#stream?.close();
    this.#stream = new EventSource(`${this.#url}?at=${Date.now()}&heard=${this.#heard}`);
    for (const name of ["trouble", "waiting", "camera"]) {
      this.#on(name, (data) => this.#tell("part", { name, html: data }));
    }
    this.#on("answer", (data) => this.#tell("answer", { html: data }));
    this.#on("pulse", (data) => this.#pulse(JSON.parse(data)));
    this.#stream.addEventListener("error", () => this.#failed());
    this.#watch();
  }

  #on(name, heard) {
    this.#stream.addEventListener(name, ({ data }) => {
      this.#alive();
      heard(data);
    });
  }

  #pulse(told) {
    this.#heard = told.now;
    this.#tell("pulse", told);
  }

  #alive() {
    this.#failures = 0;
    clearTimeout(this.#grace);
    this.#grace = 0;
    this.#tell("server", { lost: false });
    this.#watch();
  }

  #watch() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#failed(), SILENCE);
  }

  #failed() {
    clearTimeout(this.#silence);
    this.#stream.close();
    this.#grace ||= setTimeout(() => this.#tell("server", { lost: true }), GRACE);
    this.#failures += 1;
    setTimeout(() => this.#again(), AGAIN);
  }

  // A server that answers but gives no stream wants a login, or has another version. Without such
  // a reason the page stays: loaded anew it would lose its sound and the full screen.
  async #again() {
    if (this.#failures >= FAILURES_BEFORE_LOADING && (await this.#isTurnedAway())) {
      location.reload();
    } else {
      this.open();
    }
  }

  async #isTurnedAway() {
    const asking = new AbortController();
    const patience = setTimeout(() => asking.abort(), 3000);
    try {
      const { status, headers } = await fetch(this.#url, { signal: asking.signal });
      return status < 500 && !headers.get("Content-Type")?.startsWith("text/event-stream");
    } catch {
      return false;
    } finally {
      clearTimeout(patience);
      asking.abort();
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
