// Reads pictures beside the page, so that it never stands still.

import { read } from "./reading.js";

onmessage = ({ data: { rgba, width, height } }) => {
  const grey = new Uint8Array(width * height);
  for (let place = 0, at = 0; place < grey.length; place += 1, at += 4) {
    grey[place] = (77 * rgba[at] + 151 * rgba[at + 1] + 28 * rgba[at + 2]) >> 8;
  }
  postMessage(read({ grey, width, height }));
};
postMessage("ready");
