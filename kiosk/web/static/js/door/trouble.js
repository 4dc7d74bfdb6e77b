// What lies over the door: that nothing can be stored, as the server says, or that it is not
// known yet, as this page knows itself. It goes by itself, and that it went is said too.

const SAID_AGAIN = 6000;

export class Trouble extends EventTarget {
  #room;
  #unsure;
  #over;
  #told = "";
  #waiting = 0;
  #timer = 0;

  constructor(room, unsure, over) {
    super();
    this.#room = room;
    this.#unsure = unsure;
    this.#over = over;
    this.tell(room.innerHTML);
  }

  // The kind that is shown now: failed, unsure, or nothing.
  get kind() {
    return this.#room.querySelector("[data-trouble]")?.dataset.trouble ?? "";
  }

  get waiting() {
    return this.#waiting;
  }

  // What the server says: HTML, or nothing where all is well.
  tell(html) {
    this.#told = html.trim();
    this.#show();
  }

  // How many scans of this page wait for an answer.
  wait(count) {
    this.#waiting = count;
    this.#show();
  }

  #show() {
    const before = this.kind;
    const html = this.#told || (this.#waiting > 0 ? this.#unsure : "");
    if (html) {
      clearTimeout(this.#timer);
      this.#room.innerHTML = html;
    } else if (before === "failed") {
      this.#room.innerHTML = this.#over;
      this.#timer = setTimeout(() => this.#room.replaceChildren(), SAID_AGAIN);
    } else if (before !== "over") {
      this.#room.replaceChildren();
    }
    if (this.kind !== before) {
      this.dispatchEvent(new CustomEvent("changed", { detail: this.kind }));
    }
  }
}
