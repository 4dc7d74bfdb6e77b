// The sounds of the door, made by the browser itself: each answer has a pattern of its own, so
// that it is told apart with closed eyes.

const PATTERNS = {
  // [frequency in Hz, from second, for seconds]
  ok: [[660, 0, 0.09], [990, 0.1, 0.16]],
  again: [[520, 0, 0.09], [520, 0.16, 0.09]],
  attention: [[740, 0, 0.1], [590, 0.13, 0.1], [740, 0.26, 0.1]],
  refused: [[165, 0, 0.42]],
  lost: [[330, 0, 0.12], [247, 0.16, 0.3]],
};
const LOUDNESS = 0.35;
const EDGE = 0.012;

export class DoorSound extends EventTarget {
  #context = null;
  #wanted;

  constructor(wanted) {
    super();
    this.#wanted = wanted;
  }

  // "off" by the station's settings, "silent" where the browser waits for a tap, else "on".
  get state() {
    if (!this.#wanted) {
      return "off";
    }
    return this.#context?.state === "running" ? "on" : "silent";
  }

  async start() {
    if (!this.#wanted) {
      return;
    }
    this.#context ??= this.#made();
    try {
      await this.#context?.resume();
    } catch {
      // No loudspeaker, or not allowed: the state tells.
    }
    this.#tell();
  }

  play(name) {
    if (this.state !== "on") {
      return;
    }
    const start = this.#context.currentTime + 0.01;
    for (const [frequency, from, seconds] of PATTERNS[name] ?? []) {
      this.#tone(frequency, start + from, seconds, name === "refused" ? "sawtooth" : "sine");
    }
    this.dispatchEvent(new CustomEvent("played", { detail: name }));
  }

  #made() {
    const Context = window.AudioContext;
    if (!Context) {
      return null;
    }
    const context = new Context({ latencyHint: "interactive" });
    context.addEventListener("statechange", () => this.#tell());
    return context;
  }

  #tone(frequency, start, seconds, type) {
    const gain = this.#context.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + EDGE);
    gain.gain.setValueAtTime(LOUDNESS, start + seconds - EDGE);
    gain.gain.linearRampToValueAtTime(0, start + seconds);
    const oscillator = new OscillatorNode(this.#context, { type, frequency });
    oscillator.connect(gain).connect(this.#context.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds);
  }

  #tell() {
    this.dispatchEvent(new Event("state"));
  }
}
