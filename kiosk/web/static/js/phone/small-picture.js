// A picture as it is sent to the computer: grey, and small enough for a weak network.

const MOST_BYTES = 30_000;
const QUALITIES = [0.7, 0.5, 0.35, 0.2];
const canvas = document.createElement("canvas");

// Returns ImageData as JPEG, or null where it cannot be made small enough.
export async function smallJpeg({ width, height, data }) {
  for (let at = 0; at < data.length; at += 4) {
    data[at] = data[at + 1] = data[at + 2] = (77 * data[at] + 151 * data[at + 1] + 28 * data[at + 2]) >> 8;
  }
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d").putImageData(new ImageData(data, width, height), 0, 0);
  for (const quality of QUALITIES) {
    const jpeg = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (jpeg && jpeg.size <= MOST_BYTES) {
      return jpeg;
    }
  }
  return null;
}
