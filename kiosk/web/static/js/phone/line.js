// The line to the computer: sends scans, keeps those that it cannot send, and sends them later with
// the same number, so that one never becomes two. Tells `line` {lost, waiting, since}, `now` (what
// the door waits for), `list` (the list is here), `otherwise` (a welcome that the computer did not
// confirm), `withdrawn`.

import { Deliveries, WELL } from "./deliveries.js";
import * as keeping from "./keeping.js";
import { Pocket } from "./pocket.js";
import { AGAIN, Wire } from "./wire.js";

const PATIENCE = 1800; // the door says after two seconds that it waits
const PICTURE_PATIENCE = 5000;
const LONG_PATIENCE = 60_000;
const ASK_EVERY = 4000;

export class Line extends EventTarget {
  #wire;
  #deliveries;
  #pocket = null;
  #since = null;

  constructor(token) {
    super();
    this.#wire = new Wire(token);
    this.#deliveries = new Deliveries(this.#wire);
    this.#wire.addEventListener("turned", () => this.#tell());
    this.#wire.addEventListener("withdrawn", () => this.dispatchEvent(new Event("withdrawn")));
    this.#deliveries.addEventListener("counted", () => this.#tell());
    this.#deliveries.addEventListener("otherwise", () => this.dispatchEvent(new Event("otherwise")));
  }

  get waiting() {
    return this.#deliveries.waiting;
  }

  async open() {
    this.#since = (await keeping.get("kept", "since")) ?? null;
    await this.#deliveries.count();
    await this.#carry(await keeping.get("kept", "roster"));
    await this.#ask();
    setInterval(() => this.#ask(), ASK_EVERY);
    addEventListener("online", () => this.#ask());
    addEventListener("offline", () => this.#wire.turn(true));
  }

  // Returns {html} as the computer answered, or {offline} as this phone's own list says.
  async scan(code) {
    const scan = { scan_id: crypto.randomUUID(), scanned_at: new Date().toISOString(), means: "phone" };
    const kept = { ...scan, ...((await this.#pocket?.sealed(code)) ?? { code }) };
    return this.#deliveries.aside(kept, async () => (await this.#sent({ ...scan, code })) ?? this.#here(kept, code));
  }

  // Returns the codes in a picture (JPEG) that this phone could not read.
  async picture(jpeg) {
    return this.#wire.lost ? [] : ((await this.#wire.post("/phone/pictures", jpeg, PICTURE_PATIENCE)) ?? []);
  }

  async #sent(scan) {
    const now = { ...scan, sent_at: new Date().toISOString() };
    const [answer] = (this.#wire.lost ? null : await this.#wire.post("/phone/scans", [now], PATIENCE)) ?? [];
    if (!answer || AGAIN.has(answer.error?.status)) {
      return null;
    }
    await this.#deliveries.let(scan.scan_id);
    if (WELL.has(answer.reason)) {
      await this.#pocket?.note(scan.code);
    }
    return answer.error ? { problem: answer.error.detail } : { html: answer.html };
  }

  async #here(kept, code) {
    const offline = this.#pocket ? await this.#pocket.answer(code) : { reason: "unknown" };
    await this.#deliveries.keep({ ...kept, said: offline.reason });
    return { offline };
  }

  async #ask() {
    const now = await this.#wire.get("/phone/now", PATIENCE);
    if (!now) {
      return;
    }
    this.#since = Date.now();
    keeping.put("kept", "since", this.#since);
    this.dispatchEvent(new CustomEvent("now", { detail: now }));
    this.#wire.turn(false);
    if (now.roster !== this.#pocket?.stamp) {
      await this.#carry(await this.#wire.get("/phone/roster", LONG_PATIENCE), { isNew: true });
    }
    await this.#deliveries.deliver();
  }

  async #carry(roster, { isNew = false } = {}) {
    if (!roster) {
      return;
    }
    if (isNew) {
      await keeping.put("kept", "roster", roster);
    }
    this.#pocket = await Pocket.of(roster);
    this.dispatchEvent(new Event("list"));
  }

  #tell() {
    const detail = { lost: this.#wire.lost, waiting: this.waiting, since: this.#since };
    this.dispatchEvent(new CustomEvent("line", { detail }));
  }
}
