// One stream of the server, opened again and again until it works. No document needed: it runs in
// a worker too. It tells `heard(name, html)` and `rows(name, change)` what changed, how it is by
// `state("live" | "lost")`, and by `refused(position)` which of several feeds is not open here.

const SILENCE = 30_000;
const SHORTEST = 1_000;
const LONGEST = 6_000;

export class LiveSource {
  #url;
  #on;
  #stream = null;
  #silence = 0;
  #again = 0;
  #failures = 0;

  constructor(url, on) {
    this.#url = url;
    this.#on = on;
    this.#open();
  }

  close() {
    clearTimeout(this.#silence);
    clearTimeout(this.#again);
    this.#stream?.close();
  }

  #open() {
    this.#stream = new EventSource(this.#url);
    this.#stream.addEventListener("message", (event) => this.#message(event.data));
    this.#stream.addEventListener("rows", (event) => this.#rows(event.data));
    this.#stream.addEventListener("beat", () => this.#alive());
    this.#stream.addEventListener("refused", (event) => this.#on.refused?.(event.data));
    this.#stream.addEventListener("error", () => this.#lost());
    this.#watch();
  }

  #message(data) {
    this.#alive();
    this.#on.heard(...nameAndRest(data));
  }

  #rows(data) {
    this.#alive();
    const [name, change] = nameAndRest(data);
    this.#on.rows(name, JSON.parse(change));
  }

  #alive() {
    this.#failures = 0;
    this.#on.state("live");
    this.#watch();
  }

  // A cable that is pulled tells nobody: what stays silent for too long counts as lost.
  #watch() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(), SILENCE);
  }

  #lost() {
    this.close();
    this.#on.state("lost");
    const pause = Math.min(LONGEST, SHORTEST * 2 ** this.#failures);
    this.#failures += 1;
    // Two hundred screens must not come back in the same moment.
    this.#again = setTimeout(() => this.#open(), pause * (0.5 + Math.random() / 2));
  }
}

function nameAndRest(data) {
  const end = data.indexOf("\n");
  return end < 0 ? [data, ""] : [data.slice(0, end), data.slice(end + 1)];
}
