// The browser's own camera, where the page may use it: its pictures go to the server one by one,
// the next when the previous was answered.

import { sendPicture } from "./scan-send.js";

const WIDTH = 960;
const PAUSE = 120;
const AFTER_FAILURE = 1500;

export class BrowserCamera extends EventTarget {
  #video;
  #url;
  #token;
  #canvas = document.createElement("canvas");
  #cameras = [];
  #chosen = 0;
  #running = false;

  constructor(video, url, token) {
    super();
    this.#video = video;
    this.#url = url;
    this.#token = token;
  }

  // Whether browsers give cameras to a page like this: https, or this computer itself.
  static get isPossible() {
    return window.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia);
  }

  get hasOthers() {
    return this.#cameras.length > 1;
  }

  async start() {
    if (!BrowserCamera.isPossible || !(await this.#open({ facingMode: "user" }))) {
      this.#tell("refused");
      return;
    }
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.#cameras = devices.filter((each) => each.kind === "videoinput");
    this.#tell("opened");
    if (!this.#running) {
      this.#running = true;
      this.#look();
    }
  }

  async next() {
    this.#chosen = (this.#chosen + 1) % this.#cameras.length;
    const { deviceId } = this.#cameras[this.#chosen];
    await this.#open({ deviceId: { exact: deviceId } });
  }

  async #open(wish) {
    this.#close();
    try {
      const video = { ...wish, width: { ideal: 1280 }, height: { ideal: 720 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      const [track] = stream.getVideoTracks();
      track.addEventListener("ended", () => this.#lost());
      const outward = track.getSettings?.().facingMode === "environment";
      this.#video.classList.toggle("is-outward", outward);
      this.#video.srcObject = stream;
      this.#video.hidden = false;
      await this.#video.play();
      return true;
    } catch {
      return false;
    }
  }

  #close() {
    this.#video.srcObject?.getTracks().forEach((each) => each.stop());
    this.#video.srcObject = null;
  }

  // A camera that was pulled is tried again until it is back.
  #lost() {
    this.#video.hidden = true;
    this.#tell("lost");
    setTimeout(() => this.start(), AFTER_FAILURE);
  }

  async #look() {
    const picture = document.hidden ? null : await this.#picture();
    let pause = PAUSE;
    if (picture) {
      const html = await sendPicture(this.#url, picture, this.#token, { frame: true });
      pause = html === null ? AFTER_FAILURE : PAUSE;
      if (html?.trim()) {
        this.dispatchEvent(new CustomEvent("answers", { detail: html }));
      }
    }
    setTimeout(() => this.#look(), pause);
  }

  #picture() {
    const { videoWidth, videoHeight } = this.#video;
    if (!videoWidth) {
      return null;
    }
    this.#canvas.width = Math.min(WIDTH, videoWidth);
    this.#canvas.height = Math.round((videoHeight * this.#canvas.width) / videoWidth);
    const { width, height } = this.#canvas;
    this.#canvas.getContext("2d").drawImage(this.#video, 0, 0, width, height);
    return new Promise((done) => this.#canvas.toBlob(done, "image/jpeg", 0.85));
  }

  #tell(type) {
    this.dispatchEvent(new Event(type));
  }
}
