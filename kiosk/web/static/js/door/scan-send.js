// Sends what was scanned. The same scan keeps its number however often it is sent, so that a
// lost connection never makes two of one. Answers with HTML, or null when nobody answered.

const ATTEMPTS = 4;
const PAUSE = 600;
const PATIENCE = 4000;

export function sendCode(url, code, means, token) {
  const body = new FormData();
  body.set("code", code);
  body.set("means", means);
  body.set("scan_id", newId());
  return send(url, body, token, ATTEMPTS);
}

export function sendPicture(url, picture, token, { frame = false } = {}) {
  const body = new FormData();
  body.set("picture", picture, "picture.jpg");
  if (frame) {
    body.set("frame", "1");
  }
  return send(url, body, token, frame ? 1 : ATTEMPTS);
}

async function send(url, body, token, attempts) {
  body.set("as", "fragment");
  body.set("csrf_token", token);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const html = await once(url, body);
    if (html !== null) {
      return html;
    }
    if (attempt < attempts) {
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }
  return null;
}

async function once(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

// crypto.randomUUID exists in secure contexts only; a door may be served over plain http.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
