// Sends what was scanned, and asks until it is known whether it was stored. The same scan keeps
// its number however often it is sent, so that a lost connection never makes two of one.
// Answers with HTML, or null where the server said that nothing was stored.

const PATIENCE = 5000;
const WAITS = 1600; // within two seconds the door says that it waits
const AGAIN = 1000;
const PICTURE_ATTEMPTS = 4;

const NOT_STORED = Symbol("not stored");

// Tells `change` {count} while scans wait whose answer is not known.
export const unsure = new EventTarget();
let waiting = 0;

export async function sendCode(url, code, means, token) {
  const body = form(token);
  body.set("code", code);
  body.set("means", means);
  body.set("scan_id", newId());
  return answered(send(url, body, Infinity));
}

export async function sendPicture(url, picture, token, { frame = false } = {}) {
  const body = form(token);
  body.set("picture", picture, "picture.jpg");
  if (frame) {
    body.set("frame", "1");
  }
  return answered(send(url, body, frame ? 1 : PICTURE_ATTEMPTS));
}

async function answered(sending) {
  let counted = 0;
  const timer = setTimeout(() => count((counted = 1)), WAITS);
  try {
    return await sending;
  } finally {
    clearTimeout(timer);
    count(-counted);
  }
}

async function send(url, body, attempts) {
  let mayBeStored = false;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const said = await once(url, body);
    if (typeof said === "string") {
      return said;
    }
    if (said === NOT_STORED && !mayBeStored) {
      return null;
    }
    mayBeStored ||= said === null;
    await new Promise((done) => setTimeout(done, AGAIN));
  }
  return null;
}

// The HTML of the answer; NOT_STORED where the server says so; null where nothing is known.
async function once(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) {
      return await response.text();
    }
    const unknown = response.status >= 500 && response.headers.get("X-Stored") !== "no";
    return unknown ? null : NOT_STORED;
  } catch {
    return null;
  }
}

function count(change) {
  if (change !== 0) {
    waiting += change;
    unsure.dispatchEvent(new CustomEvent("change", { detail: { count: waiting } }));
  }
}

function form(token) {
  const body = new FormData();
  body.set("as", "fragment");
  body.set("csrf_token", token);
  return body;
}

// crypto.randomUUID exists in secure contexts only; a door may be served over plain http.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
