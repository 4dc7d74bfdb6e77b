// Keeps the parts of a page true that carry `data-live="name"`, from the stream whose address
// stands in `data-live-feed`. With `data-live-always` it also runs while nobody sees the page.
// Tells the document: `live:partial` {name, element} after each swap, `live:state` {state}.

import { show } from "./rows.js";
import { LiveSource } from "./source.js";

const PATIENCE_WHEN_HIDDEN = 20_000;

const root = document.querySelector("[data-live-feed]");
if (root) {
  const address = new URL(root.dataset.liveFeed, location.href);
  address.searchParams.set("language", document.documentElement.lang);
  const feed = watcher(address.pathname + address.search, { heard: swap, rows, state });
  feed.join();
  pauseWhenHidden(feed, "liveAlways" in root.dataset);
}

function swap(name, html) {
  refill(name, (element) => (element.innerHTML = html));
}

function rows(name, change) {
  refill(name, (element) => show(element, change));
}

// Whoever reads a long list or stands on a link in it stays there.
function refill(name, fill) {
  for (const element of document.querySelectorAll(`[data-live="${CSS.escape(name)}"]`)) {
    const scrolled = [...element.querySelectorAll("[data-scrolls]")].map((each) => each.scrollTop);
    const link = element.contains(document.activeElement) && document.activeElement.href;
    fill(element);
    element.querySelectorAll("[data-scrolls]").forEach((each, place) => {
      each.scrollTop = scrolled[place] ?? 0;
    });
    if (link && !element.contains(document.activeElement)) {
      [...element.querySelectorAll("a")].find((each) => each.href === link)?.focus();
    }
    tell("live:partial", { name, element });
  }
}

function state(now) {
  document.documentElement.dataset.liveState = now;
  for (const element of document.querySelectorAll("[data-live-lost]")) {
    element.hidden = now === "live";
  }
  tell("live:state", { state: now });
}

function tell(type, detail) {
  document.dispatchEvent(new CustomEvent(type, { detail }));
}

function watcher(url, on) {
  return "SharedWorker" in window ? sharedWatcher(url, on) : ownWatcher(url, on);
}

function sharedWatcher(url, on) {
  const worker = new SharedWorker(new URL("worker.js", import.meta.url), {
    type: "module",
    name: "hadir-live",
  });
  worker.port.addEventListener("message", ({ data }) => {
    if (data.state) {
      on.state(data.state);
    } else if (data.change) {
      on.rows(data.name, data.change);
    } else {
      on.heard(data.name, data.html);
    }
  });
  worker.port.start();
  return {
    join: () => worker.port.postMessage({ join: url }),
    leave: () => worker.port.postMessage({}),
  };
}

function ownWatcher(url, on) {
  let source = null;
  return {
    join: () => {
      source ??= new LiveSource(url, on);
    },
    leave: () => {
      source?.close();
      source = null;
    },
  };
}

function pauseWhenHidden(feed, always) {
  let timer = 0;
  let paused = false;
  const leave = () => {
    paused = true;
    feed.leave();
  };
  const back = () => {
    clearTimeout(timer);
    if (paused) {
      paused = false;
      feed.join();
    }
  };
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", back);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && !always) {
      timer = setTimeout(leave, PATIENCE_WHEN_HIDDEN);
    } else if (!document.hidden) {
      back();
    }
  });
}
