// A phone joins by the key in the address, once; its token is kept for the next time.

import * as keeping from "./keeping.js";

// Returns the token of this phone's station, or undefined. Throws with what the computer says.
export async function joined() {
  const key = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (!key) {
    return keeping.get("kept", "token");
  }
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const options = { method: "POST", headers, body: JSON.stringify({ key }), credentials: "omit" };
  const response = await fetch("/phone/joining", options);
  const told = await response.json();
  if (!response.ok) {
    throw new Error(told.detail);
  }
  await keeping.put("kept", "token", told.token);
  await keeping.keepForLong();
  return told.token;
}

// Lets the browser keep the page itself; true where it does, which needs a certificate that it
// trusts: one that was clicked through is not enough.
export async function keepPage(script) {
  try {
    await navigator.serviceWorker.register(script, { scope: "/phone" });
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    return false;
  }
}

// Forgets everything that this phone kept as a station.
export async function leave() {
  await Promise.all(["kept", "queue", "otherwise"].map(keeping.empty));
  location.reload();
}
