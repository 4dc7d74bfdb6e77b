// The picture beside the list of cameras moves, so that one sees which camera is which.

import { Preview } from "./preview.js";

const picture = document.querySelector("[data-live-picture]");
if (picture) {
  new Preview(picture, picture.src).start();
}
