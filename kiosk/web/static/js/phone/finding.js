// Where symbols of version 1 may be: their three finder patterns.

import { APART } from "./grids.js";

const MOST_FINDERS = 14;

// Returns the middles of finder patterns: {x, y, module, seen}.
export function findersIn(dark, width, height) {
  const found = [];
  for (let y = 0; y < height; y += 1) {
    const runs = [];
    let start = 0;
    for (let x = 1; x <= width; x += 1) {
      if (x === width || dark[y * width + x] !== dark[y * width + x - 1]) {
        runs.push(x - start);
        start = x;
        if (runs.length >= 5 && dark[y * width + x - 1] === 1) {
          const five = runs.slice(-5);
          if (moduleOf(five)) {
            note(found, dark, width, height, x - five[4] - five[3] - five[2] / 2, y);
          }
        }
      }
    }
  }
  return found.sort((a, b) => b.seen - a.seen).slice(0, MOST_FINDERS);
}

// The module's size where five runs are as 1 : 1 : 3 : 1 : 1, else 0.
function moduleOf([a, b, c, d, e]) {
  const module = (a + b + c + d + e) / 7;
  const off = 0.25 + module * 0.5;
  const fits = [a, b, d, e].every((each) => Math.abs(each - module) <= off);
  return fits && Math.abs(c - 3 * module) <= 3 * off ? module : 0;
}

function note(found, dark, width, height, x, y) {
  const known = found.find((each) => Math.abs(each.x - x) < 2 * each.module && Math.abs(each.y - y) < 2 * each.module);
  if (known) {
    known.seen += 1;
    return;
  }
  const down = crossed(dark, width, height, Math.floor(x), y, 0, 1);
  if (!down) {
    return;
  }
  const across = crossed(dark, width, height, Math.floor(x), Math.floor(down.y), 1, 0);
  if (across && Math.max(across.module, down.module) < 1.7 * Math.min(across.module, down.module)) {
    found.push({ x: across.x, y: down.y, module: (across.module + down.module) / 2, seen: 1 });
  }
}

// The middle of a finder pattern along a line through (x, y), or null.
function crossed(dark, width, height, x, y, dx, dy) {
  const isDark = (step) => dark[(y + step * dy) * width + x + step * dx];
  const isInside = (step) => {
    const [px, py] = [x + step * dx, y + step * dy];
    return px >= 0 && py >= 0 && px < width && py < height;
  };
  const ends = [];
  const lengths = [];
  for (const way of [-1, 1]) {
    let step = way === 1 ? 1 : 0;
    for (const wanted of [1, 0, 1]) {
      const begin = step;
      while (isInside(step) && isDark(step) === wanted) {
        step += way;
      }
      lengths.push(Math.abs(step - begin));
      if (wanted === 1 && ends.length < (way === -1 ? 1 : 2)) {
        ends.push(step);
      }
    }
  }
  const [backDark, backLight, backEdge, aheadDark, aheadLight, aheadEdge] = lengths;
  const module = moduleOf([backEdge, backLight, backDark + aheadDark, aheadLight, aheadEdge]);
  const middle = (ends[0] + 1 + ends[1]) / 2;
  return module ? { x: x + dx * middle + (dx ? 0 : 0.5), y: y + dy * middle + (dy ? 0 : 0.5), module } : null;
}

// Yields three finder patterns that lie as those of one symbol: {corner, right, below}.
export function* triplesOf(finders) {
  for (const corner of finders) {
    for (const right of finders) {
      for (const below of finders) {
        if (corner !== right && corner !== below && right !== below && areOne(corner, right, below)) {
          yield { corner, right, below };
        }
      }
    }
  }
}

function areOne(corner, right, below) {
  const sizes = [corner.module, right.module, below.module];
  const [u, v] = [right, below].map((each) => [each.x - corner.x, each.y - corner.y]);
  const [across, down] = [Math.hypot(...u), Math.hypot(...v)];
  const turn = u[0] * v[1] - u[1] * v[0];
  const module = (sizes[0] + sizes[1] + sizes[2]) / 3;
  return (
    Math.max(...sizes) < 1.6 * Math.min(...sizes) &&
    Math.max(across, down) < 1.8 * Math.min(across, down) &&
    turn > 0.7 * across * down &&
    Math.max(across, down) > 0.65 * APART * module &&
    Math.max(across, down) < 1.5 * APART * module
  );
}
