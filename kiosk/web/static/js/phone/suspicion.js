// Where something is as busy as a symbol, though no finder pattern was seen: a square that is full
// of short strokes across and down. What is out of focus or small looks so.

const CELL = 12; // Pixels of a cell's side.
const FEWEST = 6; // Changes between dark and light in a cell, each way,
const MOST = 70;
const CONTRAST = 24; // Grey values between the darkest and the lightest of a cell.
const LEAST = 3; // Cells of a side of the square.
const FULL = 0.7;
const CALM = 0.8; // Of the cells around it.

// Returns the middle {x, y} of the largest such square, or null.
export function suspectOf({ dark, darker }, width, height) {
  const [across, down] = [Math.floor(width / CELL), Math.floor(height / CELL)];
  const busy = new Uint8Array(across * down);
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      busy[row * across + column] = isBusy(dark, darker, width, column * CELL, row * CELL) ? 1 : 0;
    }
  }
  const squares = groupsOf(busy, across, down).filter(
    (each) => isSquare(each) && isApart(each, busy, across, down),
  );
  squares.sort((a, b) => b.count - a.count);
  const [best] = squares;
  return best ? { x: ((best.left + best.right + 1) / 2) * CELL, y: ((best.top + best.bottom + 1) / 2) * CELL } : null;
}

function isBusy(dark, darker, width, left, top) {
  let [sideways, downwards, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let y = top; y < top + CELL - 1; y += 1) {
    for (let at = y * width + left, end = at + CELL - 1; at < end; at += 1) {
      sideways += dark[at] ^ dark[at + 1];
      downwards += dark[at] ^ dark[at + width];
      low = Math.min(low, darker[at]);
      high = Math.max(high, darker[at]);
    }
  }
  return high - low > CONTRAST && [sideways, downwards].every((each) => each >= FEWEST && each <= MOST);
}

// Groups of busy cells that touch: their box and how many there are.
function groupsOf(busy, across, down) {
  const groups = [];
  const left = busy.slice();
  for (let start = 0; start < left.length; start += 1) {
    if (!left[start]) {
      continue;
    }
    const group = { left: across, right: 0, top: down, bottom: 0, count: 0 };
    const open = [start];
    left[start] = 0;
    while (open.length > 0) {
      const at = open.pop();
      const [column, row] = [at % across, Math.floor(at / across)];
      group.count += 1;
      Object.assign(group, {
        left: Math.min(group.left, column),
        right: Math.max(group.right, column),
        top: Math.min(group.top, row),
        bottom: Math.max(group.bottom, row),
      });
      const beside = [[column - 1, row], [column + 1, row], [column, row - 1], [column, row + 1]];
      for (const [x, y] of beside) {
        if (x >= 0 && y >= 0 && x < across && y < down && left[y * across + x]) {
          left[y * across + x] = 0;
          open.push(y * across + x);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}

function isSquare({ left, right, top, bottom, count }) {
  const [wide, high] = [right - left + 1, bottom - top + 1];
  return Math.min(wide, high) >= LEAST && Math.max(wide, high) <= 1.7 * Math.min(wide, high) && count >= FULL * wide * high;
}

// Whether it is calm around: a symbol lies on paper.
function isApart({ left, right, top, bottom }, busy, across, down) {
  let [around, calm] = [0, 0];
  for (let row = top - 1; row <= bottom + 1; row += 1) {
    for (let column = left - 1; column <= right + 1; column += 1) {
      const isInside = row >= top && row <= bottom && column >= left && column <= right;
      if (!isInside && row >= 0 && row < down && column >= 0 && column < across) {
        around += 1;
        calm += busy[row * across + column] ? 0 : 1;
      }
    }
  }
  return calm >= CALM * around;
}
