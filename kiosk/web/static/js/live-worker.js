// A shared worker: all tabs of a browser that watch the same page share one stream.

import { LiveSource } from "./live-source.js";

const feeds = new Map();

self.addEventListener("connect", ({ ports: [port] }) => {
  let watched = "";
  port.addEventListener("message", ({ data: { join } }) => {
    leave(watched, port);
    watched = join ?? "";
    if (watched) {
      enter(watched, port);
    }
  });
  port.start();
});

function enter(url, port) {
  const feed = feeds.get(url) ?? opened(url);
  feed.ports.add(port);
  for (const [name, html] of feed.partials) {
    port.postMessage({ url, name, html });
  }
  if (feed.state) {
    port.postMessage({ url, state: feed.state });
  }
}

function leave(url, port) {
  const feed = feeds.get(url);
  feed?.ports.delete(port);
  if (feed && feed.ports.size === 0) {
    feed.source.close();
    feeds.delete(url);
  }
}

function opened(url) {
  const feed = { ports: new Set(), partials: new Map(), state: "" };
  const tell = (message) => feed.ports.forEach((port) => port.postMessage({ url, ...message }));
  feeds.set(url, feed);
  feed.source = new LiveSource(
    url,
    (name, html) => {
      feed.partials.set(name, html);
      tell({ name, html });
    },
    (state) => {
      if (state !== feed.state) {
        feed.state = state;
        tell({ state });
      }
    },
  );
  return feed;
}
