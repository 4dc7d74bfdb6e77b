// The board of answers: the newest replaces the one before, nothing of the last person stays, and
// what comes late is dropped. Only answers of one and the same picture wait for each other.

const TOO_OLD = 4000; // an answer this old, in milliseconds, is of somebody who has gone on
const CLOCK_WAS_SET = 60_000; // so far back goes no answer that was merely slow
const SAME_PICTURE = 350; // answers that come this close together are from one picture
const EACH_OF_SEVERAL = 1200;
const MOST_WAITING = 3;
const REMEMBERED = 100;

export class AnswerBoard extends EventTarget {
  #room;
  #seen = [];
  #newest = 0;
  #arrivedAt = Number.NEGATIVE_INFINITY;
  #shownAt = 0;
  #waiting = [];
  #timer = 0;

  constructor(room) {
    super();
    this.#room = room;
  }

  // Takes the HTML of one or several answers; `own` were asked for by this page just now.
  offer(html, { own = false } = {}) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const layout = holder.content.querySelector("[data-layout]");
    if (layout) document.querySelector("[data-layout-room]")?.replaceChildren(layout);
    for (const answer of holder.content.querySelectorAll("[data-answer]")) {
      if (this.#isNews(answer, own)) {
        this.#take(answer);
      }
    }
  }

  wipe() {
    this.#waiting = [];
    this.clear();
  }

  clear() {
    clearTimeout(this.#timer);
    this.#room.replaceChildren();
    const next = this.#waiting.shift();
    if (next) {
      this.#show(next);
    } else {
      this.dispatchEvent(new Event("cleared"));
    }
  }

  #isNews(answer, own) {
    const { scan, at, age } = answer.dataset;
    if (scan && this.#seen.includes(scan)) {
      return false;
    }
    this.#seen = [...this.#seen.slice(1 - REMEMBERED), scan];
    if (!scan) {
      return true;
    }
    const behind = this.#newest - Number(at);
    const overtaken = behind > 0 && behind < CLOCK_WAS_SET;
    this.#newest = overtaken ? this.#newest : Number(at);
    return !overtaken && (own || Number(age) <= TOO_OLD);
  }

  #take(answer) {
    const now = performance.now();
    const together = now - this.#arrivedAt < SAME_PICTURE;
    this.#arrivedAt = now;
    const busy = this.#room.querySelector("[data-answer]") !== null;
    if (busy && (together || this.#waiting.length > 0)) {
      // A queue that runs away from the screen would tell people of those who have gone.
      this.#waiting = [...this.#waiting, answer].slice(-MOST_WAITING);
      this.#hurry();
    } else {
      this.#show(answer);
    }
  }

  #hurry() {
    clearTimeout(this.#timer);
    const left = this.#shownAt + EACH_OF_SEVERAL - performance.now();
    this.#timer = setTimeout(() => this.clear(), Math.max(0, left));
  }

  #show(answer) {
    clearTimeout(this.#timer);
    const seconds = Number(answer.dataset.seconds) || 4;
    answer.style.setProperty("--rest", `${seconds}s`);
    this.#shownAt = performance.now();
    this.#room.replaceChildren(answer);
    this.dispatchEvent(new CustomEvent("shown", { detail: answer.dataset }));
    const stays = this.#waiting.length > 0 ? EACH_OF_SEVERAL : 1000 * seconds;
    this.#timer = setTimeout(() => this.clear(), stays);
  }
}
