// The list in the phone: each entry opens with the code on its own badge. It answers where the
// computer does not, by the same rules as there (kiosk/core/admission.py).

const INDEX_DIGITS = 24;
const NONCE = 12;
const MOST_SEALED = 190; // Bytes that RSA-OAEP with SHA-256 takes under a key of 2048 bits.
const bytesOf = (base64) => Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
const plain = new TextEncoder();

export class Pocket {
  #roster;
  #here = new Set();
  #salt;
  #seal;

  static async of(roster) {
    const pocket = new Pocket();
    pocket.#roster = roster;
    const hmac = { name: "HMAC", hash: "SHA-256" };
    pocket.#salt = await crypto.subtle.importKey("raw", bytesOf(roster.salt), hmac, false, ["sign"]);
    const oaep = { name: "RSA-OAEP", hash: "SHA-256" };
    const key = bytesOf(roster.public_key);
    pocket.#seal = await crypto.subtle.importKey("spki", key, oaep, false, ["encrypt"]);
    for (const [session, people] of Object.entries(roster.arrived)) {
      people.forEach((each) => pocket.#here.add(`${session}:${each}`));
    }
    return pocket;
  }

  get stamp() {
    return this.#roster.stamp;
  }

  // Returns what is kept of a code: as only the computer can read it again, where that has room.
  async sealed(code) {
    if (plain.encode(code).length > MOST_SEALED) {
      return { code };
    }
    const sealed = await crypto.subtle.encrypt({ name: "RSA-OAEP" }, this.#seal, plain.encode(code));
    return { sealed: btoa(String.fromCharCode(...new Uint8Array(sealed))) };
  }

  // Returns {reason, person, session, opensNext}; whoever is admitted is here from now on.
  async answer(code, now = Date.now()) {
    const person = await this.#entry(code);
    const session = this.#session(now);
    const reason = person ? this.#reason(person, session) : "invalid";
    if (reason === "ok") {
      this.#here.add(`${session.id}:${person.id}`);
    }
    return { reason, person, session, opensNext: this.#opensNext(now) };
  }

  // Takes note of somebody whom the computer admitted.
  async note(code, sessionId) {
    const person = await this.#entry(code);
    if (person) {
      this.#here.add(`${sessionId ?? this.#session(Date.now())?.id}:${person.id}`);
    }
  }

  #reason(person, session) {
    if (person.revoked) {
      return "revoked";
    }
    if (person.id === undefined) {
      return "invalid";
    }
    if (person.status !== "active") {
      return person.status;
    }
    if (!session) {
      return "invalid_time";
    }
    if (this.#here.has(`${session.id}:${person.id}`)) {
      return "already_checked_in";
    }
    return person.walk_in || person.sessions.includes(session.id) ? "ok" : "not_expected";
  }

  #session(now) {
    const { choice, sessions } = this.#roster;
    if (choice !== null) {
      return sessions.find((each) => each.id === choice) ?? null;
    }
    const open = sessions.filter((each) => Date.parse(each.opens) <= now && now < Date.parse(each.ends));
    const order = (each) => [now < Date.parse(each.starts) ? 1 : 0, Date.parse(each.starts)];
    return open.sort((a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1])[0] ?? null;
  }

  #opensNext(now) {
    const coming = this.#roster.sessions.filter((each) => Date.parse(each.opens) > now);
    return coming.sort((a, b) => Date.parse(a.opens) - Date.parse(b.opens))[0] ?? null;
  }

  async #entry(code) {
    const index = hex(await this.#derived(code)).slice(0, INDEX_DIGITS);
    const sealed = this.#roster.entries[index];
    if (!sealed) {
      return null;
    }
    const key = await crypto.subtle.importKey("raw", await this.#derived(`open:${code}`), "AES-GCM", false, ["decrypt"]);
    const bytes = bytesOf(sealed);
    const how = { name: "AES-GCM", iv: bytes.slice(0, NONCE) };
    const content = await crypto.subtle.decrypt(how, key, bytes.slice(NONCE));
    return JSON.parse(new TextDecoder().decode(content));
  }

  async #derived(text) {
    return new Uint8Array(await crypto.subtle.sign("HMAC", this.#salt, plain.encode(text)));
  }
}

const hex = (bytes) => Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
