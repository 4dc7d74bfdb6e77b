// What a phone keeps: in IndexedDB, where it stays without the network and when the page is closed.

const NAME = "hadir";
const ROOMS = ["kept", "queue", "otherwise"];
let opening = null;

export const get = (room, key) => done(room, "readonly", (store) => store.get(key));
export const all = (room) => done(room, "readonly", (store) => store.getAll());
export const put = (room, key, value) => done(room, "readwrite", (store) => store.put(value, key));
export const remove = (room, key) => done(room, "readwrite", (store) => store.delete(key));
export const empty = (room) => done(room, "readwrite", (store) => store.clear());

// Asks the browser not to throw away what is kept; whether it agrees is its own affair.
export function keepForLong() {
  return navigator.storage?.persist?.().catch(() => false);
}

async function done(room, mode, ask) {
  const database = await (opening ??= open());
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(room, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(room));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => ROOMS.forEach((each) => request.result.createObjectStore(each));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
