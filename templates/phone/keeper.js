// Keeps the page of a phone that is a door, so that it opens again without the network.

const KEPT = {{ kept | tojson }};
const FILES = {{ files | tojson }};
const PAGE = {{ page | tojson }};
const PATIENCE = 3000;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([PAGE, ...FILES])).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method === "GET" && pathname === PAGE) {
    event.respondWith(newest(event.request));
  } else if (pathname.startsWith(`${KEPT}/`)) {
    event.respondWith(once(event.request));
  }
});

async function forgetOthers() {
  const others = (await caches.keys()).filter((each) => each !== KEPT);
  await Promise.all(others.map((each) => caches.delete(each)));
}

// The page as the computer has it; where it does not answer, as it was kept.
async function newest(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

// A file whose address changes when it does: asked for once, and kept.
async function once(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request);
  if (known) {
    return known;
  }
  const fresh = await fetch(request);
  if (fresh.ok) {
    await kept.put(request, fresh.clone());
  }
  return fresh;
}
