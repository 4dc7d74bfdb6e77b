// Reads the badges of an event in a grey picture; what seems a symbol and is not read here goes
// to the computer at the desk, whose reader reads nearly everything.

import { isCode } from "./code.js";
import { findersIn, triplesOf } from "./finding.js";
import { gridsOf } from "./grids.js";
import { shadesOf } from "./shades.js";
import { suspectOf } from "./suspicion.js";
import { textOf } from "./symbol.js";

const SURELY = 2; // Lines on which a finder pattern was seen.

// Returns {codes, like}: the codes that were read; where something else looks like a symbol.
export function read(picture) {
  const { width, height } = picture;
  const shades = shadesOf(picture);
  const { dark, darker } = shades;
  const finders = findersIn(dark, width, height);
  const codes = new Set();
  const taken = new Set();
  for (const triple of triplesOf(finders)) {
    const three = [triple.corner, triple.right, triple.below];
    if (three.some((each) => taken.has(each))) {
      continue;
    }
    for (const grid of gridsOf(darker, width, height, triple)) {
      const text = textOf(grid);
      if (isCode(text)) {
        codes.add(text);
        finders.filter((each) => isWithin(each, triple)).forEach((each) => taken.add(each));
        break;
      }
    }
  }
  const left = finders.filter((each) => !taken.has(each) && each.seen >= SURELY);
  const suspect = codes.size === 0 ? suspectOf(shades, width, height) : null;
  const like = left.length > 1 ? left[0] : suspect;
  return { codes: [...codes], like: like ? { x: like.x, y: like.y } : null };
}

// Whether something lies on a symbol: what looks like a finder pattern there is part of it.
function isWithin(finder, { corner, right, below }) {
  const [x, y] = [(right.x + below.x) / 2, (right.y + below.y) / 2];
  const reach = 1.5 * Math.hypot(corner.x - x, corner.y - y);
  return Math.hypot(finder.x - x, finder.y - y) < reach;
}
