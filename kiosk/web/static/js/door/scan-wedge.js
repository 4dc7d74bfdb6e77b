// A hand scanner types like a keyboard, only faster: what comes that fast is a scan, wherever the
// focus is, with Enter or Tab at its end or without. What a person types slowly is none.

const SHORTEST = 6;
const LONGEST = 200;
const WHOLE = 16; // letters and digits of one of our codes
const FASTEST_FINGER = 50; // milliseconds between two keys of a person in a hurry, at least
const PAUSE = 130; // after so many milliseconds without a key, a whole code has ended
const FALTER = 700; // so long a radio link may falter in the middle of a code

export class Wedge extends EventTarget {
  #keys = [];
  #field = null;
  #before = "";
  #timer = 0;

  constructor(target = window) {
    super();
    target.addEventListener("keydown", (event) => this.#pressed(event), true);
  }

  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) {
      return;
    }
    if (event.key === "Enter" || event.key === "Tab") {
      this.#ended(event);
    } else if (event.key.length === 1) {
      this.#typed(event);
    }
  }

  #typed(event) {
    const last = this.#keys.at(-1);
    if (last && event.timeStamp - last.at > PAUSE && !this.#isFast()) {
      this.#forget();
    }
    if (this.#keys.length === 0) {
      this.#field = textFieldOf(event.target);
      this.#before = this.#field?.value ?? "";
    }
    this.#keys.push({ key: event.key, at: event.timeStamp });
    if (this.#keys.length > LONGEST) {
      this.#forget();
    }
    // Outside of a field nothing may react to such letters: neither a page nor the browser. A
    // single key is left alone: it may be somebody without a mouse.
    const isFast = last && event.timeStamp - last.at < FASTEST_FINGER;
    if (isFast && !textFieldOf(event.target)) {
      event.preventDefault();
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settled(), this.#isHalf() ? FALTER : PAUSE);
  }

  #ended(event) {
    if (this.#isScan()) {
      event.preventDefault();
      event.stopPropagation();
    }
    this.#settled();
  }

  #settled() {
    if (this.#isScan()) {
      this.#taken();
    } else {
      this.#forget();
    }
  }

  #isScan() {
    return this.#keys.length >= SHORTEST && this.#isFast();
  }

  #isHalf() {
    return this.#isFast() && lettersIn(this.#code) < WHOLE;
  }

  #isFast() {
    if (this.#keys.length < 2) {
      return false;
    }
    const spans = this.#keys.slice(1).map((each, place) => each.at - this.#keys[place].at);
    const average = spans.reduce((sum, each) => sum + each, 0) / spans.length;
    return average < FASTEST_FINGER;
  }

  #taken() {
    const code = this.#code;
    if (this.#field) {
      this.#field.value = this.#before;
    }
    this.#forget();
    this.dispatchEvent(new CustomEvent("code", { detail: code }));
  }

  get #code() {
    return this.#keys.map((each) => each.key).join("");
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#keys = [];
    this.#field = null;
  }
}

// Hand scanners may put a symbology identifier such as ]Q1 before the code (ISO/IEC 15424).
function lettersIn(code) {
  return code.replace(/^\][A-Za-z]\d/, "").replace(/[\s\p{Pd}]+(?=\w)/gu, "").length;
}

function textFieldOf(target) {
  const kinds = ["text", "search", "tel", "password", "number", ""];
  if (target instanceof HTMLInputElement && kinds.includes(target.type)) {
    return target;
  }
  return target instanceof HTMLTextAreaElement ? target : null;
}
