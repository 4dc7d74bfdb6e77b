// Dark and light: each pixel against its surroundings, because light is uneven.

const SHADE = 6; // Grey values below its surroundings that make a pixel dark.

// Returns how much darker each pixel is than its surroundings, and whether it is dark: 1 or 0.
export function shadesOf({ grey, width, height }) {
  const sums = sumsOf(grey, width, height);
  const reach = Math.max(8, Math.round(Math.max(width, height) / 24));
  const darker = new Int16Array(grey.length);
  const dark = new Uint8Array(grey.length);
  for (let y = 0; y < height; y += 1) {
    const top = Math.max(0, y - reach);
    const bottom = Math.min(height, y + reach + 1);
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const across = width + 1;
      const sum =
        sums[bottom * across + right] - sums[top * across + right] - sums[bottom * across + left] + sums[top * across + left];
      const place = y * width + x;
      darker[place] = sum / ((bottom - top) * (right - left)) - grey[place];
      dark[place] = darker[place] > SHADE ? 1 : 0;
    }
  }
  return { darker, dark };
}

function sumsOf(grey, width, height) {
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += grey[y * width + x];
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  return sums;
}
