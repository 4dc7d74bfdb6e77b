// A page of the desk leaves for the next one only when the server answers: whatever was typed stays,
// and the page says at once that the connection is lost. It goes on when the server is back.

const PATIENCE = 5000;
const AGAIN = 1500;
let waiting = 0;

export async function go(address) {
  if (await answers()) location.assign(address);
}

// Sends what belongs in no address.
export function send(address, fields) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address });
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.requestSubmit();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.target || form.method === "dialog") return;
  if (form.dataset.reached) {
    delete form.dataset.reached;
    return;
  }
  event.preventDefault();
  const submitter = event.submitter;
  if (!(await answers())) return;
  // The lane may have been drawn anew meanwhile: what was pressed is meant all the same.
  if (!form.isConnected) {
    form.hidden = true;
    document.body.append(form);
  }
  form.dataset.reached = "yes";
  form.requestSubmit(submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("main a[href]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  const inside = link && link.origin === location.origin && !link.target && !link.hash;
  if (event.defaultPrevented || !plain || !inside) return;
  event.preventDefault();
  go(link.href);
});

async function answers() {
  const here = await isThere();
  if (!here) lost();
  return here;
}

async function isThere() {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    await fetch("/healthz", { method: "HEAD", cache: "no-store", signal });
    return true;
  } catch {
    return false;
  }
}

function lost() {
  show(true);
  clearTimeout(waiting);
  waiting = setTimeout(async () => ((await isThere()) ? show(false) : lost()), AGAIN);
}

function show(isLost) {
  for (const each of document.querySelectorAll("[data-live-lost]")) each.hidden = !isLost;
  for (const each of document.querySelectorAll("[data-kept]")) each.hidden = !isLost;
}
