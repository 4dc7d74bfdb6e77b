// A grid laid over a symbol of version 1, from the middles of its three finder patterns.

import { SIDE } from "./symbol.js";

const FINDER = 3.5; // Modules from a symbol's edge to the middle of a finder pattern.
export const APART = SIDE - 2 * FINDER;
const SLANTS = slants();

// Yields the modules of a symbol as dark and light: 441 values each; the fourth corner is tried
// where it is without perspective, and around that.
export function* gridsOf(darker, width, height, { corner, right, below }) {
  const u = [(right.x - corner.x) / APART, (right.y - corner.y) / APART];
  const v = [(below.x - corner.x) / APART, (below.y - corner.y) / APART];
  for (const [a, b] of SLANTS) {
    const grid = gridOf(darker, width, height, corner, u, v, a, b);
    if (grid) {
      yield grid;
    }
  }
}

// A projective grid that has the three middles where they were seen: w = 1 + a (column) + b (row).
function gridOf(darker, width, height, corner, u, v, a, b) {
  const grid = new Uint8Array(SIDE * SIDE);
  const [far, low] = [1 + a * APART, 1 + b * APART];
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const [c, r] = [column + 0.5 - FINDER, row + 0.5 - FINDER];
      const w = 1 + a * c + b * r;
      const [across, down] = [(c * far) / w, (r * low) / w];
      const x = corner.x + across * u[0] + down * v[0] - 0.5;
      const y = corner.y + across * u[1] + down * v[1] - 0.5;
      if (x < 0 || y < 0 || x >= width - 1 || y >= height - 1) {
        return null;
      }
      grid[row * SIDE + column] = between(darker, width, x, y) > 0 ? 1 : 0;
    }
  }
  return grid;
}

// The value between four pixels.
function between(values, width, x, y) {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = top * width + left;
  const [across, down] = [x - left, y - top];
  const above = values[at] + (values[at + 1] - values[at]) * across;
  const below = values[at + width] + (values[at + width + 1] - values[at + width]) * across;
  return above + (below - above) * down;
}

function slants() {
  const steps = [0, 0.006, -0.006, 0.013, -0.013];
  return steps.flatMap((a) => steps.map((b) => [a, b])).sort((p, q) => Math.hypot(...p) - Math.hypot(...q));
}
