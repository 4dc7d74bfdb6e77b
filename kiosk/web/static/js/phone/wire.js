// What goes to the computer and comes back, with the token of this phone. Tells `turned` when the
// computer stops answering or answers again, and `withdrawn`.

export const AGAIN = new Set([408, 429, 500, 502, 503, 504]); // asked once more, a little later

export class Wire extends EventTarget {
  lost = false;
  #token;

  constructor(token) {
    super();
    this.#token = token;
  }

  get(url, patience) {
    return this.#fetch(url, {}, patience);
  }

  post(url, body, patience) {
    const isJson = !(body instanceof Blob);
    const headers = isJson ? { "Content-Type": "application/json" } : {};
    return this.#fetch(url, { method: "POST", headers, body: isJson ? JSON.stringify(body) : body }, patience);
  }

  turn(lost) {
    this.lost = lost;
    this.dispatchEvent(new Event("turned"));
  }

  // The JSON of the answer; null where there is none.
  async #fetch(url, options, patience) {
    const headers = { ...options.headers, Authorization: `Bearer ${this.#token}`, Accept: "application/json" };
    try {
      const signal = AbortSignal.timeout(patience);
      const response = await fetch(url, { ...options, headers, signal, credentials: "omit" });
      if (response.ok) {
        return await response.json();
      }
      if (response.status === 401) {
        this.dispatchEvent(new Event("withdrawn"));
      }
      if (!AGAIN.has(response.status)) {
        return null;
      }
    } catch {
      // The computer does not answer: the phone goes on by itself.
    }
    // A picture that took too long says nothing of the line.
    if (!(options.body instanceof Blob)) {
      this.turn(true);
    }
    return null;
  }
}
