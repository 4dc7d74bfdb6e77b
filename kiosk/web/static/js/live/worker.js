// A shared worker: all tabs of a browser share one stream, whatever pages they watch. HTTP/1.1
// allows a browser six connections; with a stream for each tab the seventh click would hang.

import { Partials } from "./partials.js";
import { LiveSource } from "./source.js";

const GATHERING = 30;

const feeds = new Map();
let order = [];
let source = null;
let gathering = 0;

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

function enter(address, port) {
  const feed = feeds.get(address) ?? added(address);
  feed.ports.add(port);
  feed.partials.messages().forEach((message) => port.postMessage(message));
  if (feed.state) {
    port.postMessage({ state: feed.state });
  }
}

function added(address) {
  const feed = { ports: new Set(), partials: new Partials(), state: "" };
  feeds.set(address, feed);
  gather();
  return feed;
}

function leave(address, port) {
  const feed = feeds.get(address);
  feed?.ports.delete(port);
  if (feed?.ports.size === 0) {
    feeds.delete(address);
    gather();
  }
}

// A click leaves one page and enters another: both make one change of the stream.
function gather() {
  clearTimeout(gathering);
  gathering = setTimeout(reopen, GATHERING);
}

function reopen() {
  source?.close();
  source = null;
  order = [...feeds.keys()];
  if (order.length > 0) {
    const query = new URLSearchParams(order.map((address) => ["feed", address]));
    source = new LiveSource(`/live?${query}`, { heard, rows, refused, state: stateOfAll });
  }
}

function heard(markedName, html) {
  const [feed, name] = feedOf(markedName);
  tell(feed, feed?.partials.html(name, html));
}

function rows(markedName, change) {
  const [feed, name] = feedOf(markedName);
  tell(feed, feed?.partials.rows(name, change));
}

function feedOf(markedName) {
  const [position, name] = markedName.split(" ");
  return [feeds.get(order[position]), name];
}

function refused(position) {
  setState(feeds.get(order[position]), "refused");
}

function stateOfAll(state) {
  for (const address of order) {
    const feed = feeds.get(address);
    if (state === "lost" || feed?.state !== "refused") {
      setState(feed, state);
    }
  }
}

function setState(feed, state) {
  if (feed && feed.state !== state) {
    feed.state = state;
    tell(feed, { state });
  }
}

function tell(feed, message) {
  if (message) {
    feed.ports.forEach((port) => port.postMessage(message));
  }
}
