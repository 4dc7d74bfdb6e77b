// The phone's camera: its pictures go to the reader beside the page. Tells `code`, `like` (a JPEG of
// what was not read), `ready` (the reader is there), `unread`, `refused`, `opened` {torch, zoom, others}.

import { smallJpeg } from "./small-picture.js";

const WIDTH = 640; // Pixels of a picture that is read.
const PAUSE = 60;
const LIKE_EVERY = 250;
const FORGOTTEN_AFTER = 3000; // as the computer does: a code in view is taken once

export class PhoneCamera extends EventTarget {
  #video;
  #track = null;
  #facing = "environment";
  #canvas = document.createElement("canvas");
  #reader = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  #near = null;
  #likeAt = 0;
  #seen = new Map();

  constructor(video) {
    super();
    this.#video = video;
    this.#reader.onerror = () => this.dispatchEvent(new Event("unread"));
  }

  async start() {
    const loaded = new Promise((resolve) => (this.#reader.onmessage = resolve));
    const isOpen = await this.#open();
    await loaded;
    this.dispatchEvent(new Event(isOpen ? "ready" : "refused"));
    if (isOpen) {
      this.#look();
    }
  }

  turn() {
    this.#facing = this.#facing === "user" ? "environment" : "user";
    return this.#open();
  }

  async set(name, value) {
    await this.#track?.applyConstraints({ advanced: [{ [name]: value }] }).catch(() => undefined);
  }

  // Takes note of a code in view, also of one that the computer read in a picture.
  saw(code) {
    const now = performance.now();
    const last = this.#seen.get(code) ?? Number.NEGATIVE_INFINITY;
    this.#seen.set(code, now);
    if (now - last > FORGOTTEN_AFTER) {
      this.dispatchEvent(new CustomEvent("code", { detail: code }));
    }
  }

  async #open() {
    this.#video.srcObject?.getTracks().forEach((each) => each.stop());
    try {
      const video = { facingMode: this.#facing, width: { ideal: 1280 }, height: { ideal: 720 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      [this.#track] = stream.getVideoTracks();
      this.#track.addEventListener("ended", () => this.#open());
      this.#video.srcObject = stream;
      this.#video.classList.toggle("is-outward", this.#facing === "environment");
      await this.#video.play();
    } catch {
      return false;
    }
    const can = this.#track.getCapabilities?.() ?? {};
    const devices = await navigator.mediaDevices.enumerateDevices();
    const others = devices.filter(({ kind }) => kind === "videoinput").length > 1;
    const detail = { torch: Boolean(can.torch), zoom: can.zoom?.max > can.zoom?.min ? can.zoom : null, others };
    this.dispatchEvent(new CustomEvent("opened", { detail }));
    return true;
  }

  async #look() {
    const picture = document.hidden ? null : this.#picture();
    if (picture) {
      await this.#read(picture);
    }
    setTimeout(() => this.#look(), PAUSE);
  }

  async #read({ image, from, scale }) {
    const { width, height, data } = image;
    const answer = new Promise((resolve) => (this.#reader.onmessage = resolve));
    this.#reader.postMessage({ rgba: data, width, height });
    const found = (await answer).data;
    found.codes.forEach((code) => this.saw(code));
    const { like } = found;
    this.#near = like && scale > 1 ? { x: from.x + like.x * scale, y: from.y + like.y * scale } : null;
    if (like && performance.now() - this.#likeAt > LIKE_EVERY) {
      this.#likeAt = performance.now();
      const jpeg = await smallJpeg(image);
      if (jpeg) {
        this.dispatchEvent(new CustomEvent("like", { detail: jpeg }));
      }
    }
  }

  // The whole picture made small; every other time the part around what seemed a symbol, as it is.
  #picture() {
    const { videoWidth, videoHeight } = this.#video;
    if (!videoWidth) {
      return null;
    }
    const scale = this.#near ? 1 : Math.max(1, videoWidth / WIDTH);
    const width = Math.min(WIDTH, videoWidth);
    const height = Math.round((videoHeight * width) / videoWidth);
    const within = (middle, part, whole) => Math.round(Math.min(Math.max(0, middle - part / 2), whole - part));
    const from = this.#near
      ? { x: within(this.#near.x, width, videoWidth), y: within(this.#near.y, height, videoHeight) }
      : { x: 0, y: 0 };
    [this.#canvas.width, this.#canvas.height] = [width, height];
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.#video, from.x, from.y, width * scale, height * scale, 0, 0, width, height);
    return { image: context.getImageData(0, 0, width, height), from, scale };
  }
}
