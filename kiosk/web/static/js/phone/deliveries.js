// Scans that wait on this phone until the computer has answered them. Tells `counted`, and
// `otherwise` where somebody was welcomed here whom the computer does not admit.

import * as keeping from "./keeping.js";
import { AGAIN } from "./wire.js";

const LONG_PATIENCE = 60_000;
const MOST_AT_ONCE = 50;
export const WELL = new Set(["ok", "already_checked_in"]);
const OPEN = new Set(["ok", "already_checked_in", "unknown", undefined]); // not turned away here

export class Deliveries extends EventTarget {
  waiting = 0;
  #wire;
  #underWay = new Set();
  #delivering = false;

  constructor(wire) {
    super();
    this.#wire = wire;
  }

  // Keeps a scan while something else is done with it, which is not sent a second time meanwhile.
  async aside(scan, done) {
    this.#underWay.add(scan.scan_id);
    try {
      await this.keep(scan);
      return await done();
    } finally {
      this.#underWay.delete(scan.scan_id);
    }
  }

  async keep(scan) {
    await keeping.put("queue", scan.scan_id, scan);
    await this.count();
  }

  async let(scanId) {
    await keeping.remove("queue", scanId);
    await this.count();
  }

  async count() {
    this.waiting = (await keeping.all("queue")).length;
    this.dispatchEvent(new Event("counted"));
  }

  // Sends what waits, the oldest first.
  async deliver() {
    if (this.#delivering) {
      return;
    }
    this.#delivering = true;
    try {
      const late = (await keeping.all("queue")).filter((each) => !this.#underWay.has(each.scan_id));
      late.sort((a, b) => a.scanned_at.localeCompare(b.scanned_at));
      let goesOn = true;
      for (let from = 0; goesOn && from < late.length; from += MOST_AT_ONCE) {
        goesOn = await this.#send(late.slice(from, from + MOST_AT_ONCE));
      }
    } finally {
      this.#delivering = false;
    }
  }

  async #send(several) {
    const sent_at = new Date().toISOString();
    const scans = several.map((kept) => ({ ...kept, said: undefined, sent_at }));
    const answers = await this.#wire.post("/phone/scans", scans, LONG_PATIENCE);
    for (const [place, answer] of (answers ?? []).entries()) {
      const kept = several[place];
      if (AGAIN.has(answer.error?.status)) {
        return false;
      }
      if (!WELL.has(answer.reason) && (answer.error || OPEN.has(kept.said))) {
        await this.#tellOtherwise(kept, answer);
      }
      await this.let(kept.scan_id);
    }
    return Boolean(answers);
  }

  async #tellOtherwise(kept, { html = "", error }) {
    const told = { at: kept.scanned_at, html, problem: error?.detail ?? "" };
    await keeping.put("otherwise", kept.scan_id, told);
    this.dispatchEvent(new Event("otherwise"));
  }
}
