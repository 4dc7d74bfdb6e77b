// What a phone shows beside its answers: the session, the line, what turned out otherwise, tools.

import { hourOf } from "./faces.js";
import * as keeping from "./keeping.js";

const kiosk = document.querySelector("[data-kiosk]");
const find = (name) => kiosk.querySelector(`[data-${name}]`);
const there = new Set();

export function showNow({ html, event, place, zone }) {
  kiosk.dataset.zone = zone;
  find("now").innerHTML = html;
  find("event").textContent = event;
  find("place").textContent = place;
}

export function showTools({ torch, zoom, others }) {
  find("torch").hidden = !torch;
  find("turn").hidden = !others;
  find("zoom-room").hidden = !zoom;
  if (zoom) {
    Object.assign(find("zoom"), { min: zoom.min, max: zoom.max, step: zoom.step || 0.1, value: zoom.min });
  }
}

export function showLine({ lost, waiting, since }) {
  kiosk.dataset.line = lost ? "lost" : "ok";
  find("lost").hidden = !lost;
  find("waiting").hidden = waiting === 0;
  find("waiting-count").textContent = waiting;
  find("since").hidden = !since;
  find("since-time").textContent = since ? hourOf(since, kiosk.dataset.zone) : "";
}

export async function showOtherwise() {
  const all = await keeping.all("otherwise");
  find("otherwise").hidden = all.length === 0;
  find("otherwise-list").replaceChildren(...all.map(lineOf));
}

function lineOf({ at, html, problem }) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const part = (name) => holder.content.querySelector(`.answer__${name}`)?.textContent.trim() ?? "";
  const line = document.createElement("li");
  line.textContent = [hourOf(at, kiosk.dataset.zone), part("name"), part("word"), part("sentence"), problem].filter(Boolean).join(" · ");
  return line;
}

// The phone does without the network once it has the reader and the list.
export function isThere(what) {
  there.add(what);
  find("ready").hidden = there.size < 2;
}

// Says why this page is no door now.
export function say(what, words = "") {
  kiosk.dataset.saying = what;
  for (const each of kiosk.querySelectorAll("[data-said]")) {
    each.hidden = each.dataset.said !== what;
  }
  if (words) {
    find("said-words").textContent = words;
  }
}
