// A symbol of version 1 (ISO/IEC 18004): from its 21 × 21 modules to its text.

import { correct } from "./correction.js";
import { textFrom } from "./segments.js";

export const SIDE = 21;

const CODEWORDS = 26;
const CHECKS = [10, 7, 17, 13]; // by the two bits of the level: M, L, H, Q
const MASKS = [
  (row, column) => (row + column) % 2,
  (row) => row % 2,
  (_row, column) => column % 3,
  (row, column) => (row + column) % 3,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2,
  (row, column) => ((row * column) % 2) + ((row * column) % 3),
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2,
];
const FORMATS = Array.from({ length: 32 }, (_, data) => {
  let rest = data << 10;
  for (let bit = 14; bit >= 10; bit -= 1) {
    if (rest & (1 << bit)) {
      rest ^= 0x537 << (bit - 10);
    }
  }
  return ((data << 10) | rest) ^ 0x5412;
});
const MOST_WRONG_BITS = 3;
const PATH = pathOf();

// Returns the text, or null. `dark` is 441 values, row by row; 1 is dark.
export function textOf(dark) {
  const format = formatOf(dark);
  if (format === null) {
    return null;
  }
  const mask = MASKS[format & 7];
  const word = new Array(CODEWORDS).fill(0);
  PATH.forEach(([row, column], place) => {
    const bit = dark[row * SIDE + column] ^ (mask(row, column) === 0 ? 1 : 0);
    word[place >> 3] |= bit << (7 - (place & 7));
  });
  const checks = CHECKS[format >> 3];
  return correct(word, checks) ? textFrom(word.slice(0, CODEWORDS - checks)) : null;
}

function formatOf(dark) {
  const at = ([row, column]) => dark[row * SIDE + column];
  const both = FORMAT_PLACES.map((places) => places.reduce((bits, each) => (bits << 1) | at(each), 0));
  let best = null;
  let least = MOST_WRONG_BITS + 1;
  FORMATS.forEach((format, data) => {
    for (const bits of both) {
      const wrong = ones(format ^ bits);
      if (wrong < least) {
        [best, least] = [data, wrong];
      }
    }
  });
  return best;
}

function ones(bits) {
  let count = 0;
  for (let left = bits; left; left &= left - 1) {
    count += 1;
  }
  return count;
}

const FORMAT_PLACES = [
  [
    [8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8],
    [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8],
  ],
  [
    [20, 8], [19, 8], [18, 8], [17, 8], [16, 8], [15, 8], [14, 8],
    [8, 13], [8, 14], [8, 15], [8, 16], [8, 17], [8, 18], [8, 19], [8, 20],
  ],
];

// Where the bits of the codewords lie, in their order.
function pathOf() {
  const places = [];
  let up = true;
  for (let right = SIDE - 1; right > 0; right -= 2) {
    const column = right <= 6 ? right - 1 : right;
    for (let step = 0; step < SIDE; step += 1) {
      const row = up ? SIDE - 1 - step : step;
      for (const each of [column, column - 1]) {
        if (!isFixed(row, each)) {
          places.push([row, each]);
        }
      }
    }
    up = !up;
  }
  return places;
}

function isFixed(row, column) {
  const top = row <= 8;
  const left = column <= 8;
  return row === 6 || column === 6 || (top && left) || (top && column >= 13) || (left && row >= 13);
}
