// Reed-Solomon over GF(256), as QR symbols have it (ISO/IEC 18004, 7.5): the polynomial is
// x^8 + x^4 + x^3 + x^2 + 1, the roots begin with 1.

const EXP = new Uint8Array(510);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = EXP[power + 255] = value;
  LOG[value] = power;
  value <<= 1;
  if (value > 255) {
    value ^= 0x11d;
  }
}

const times = (a, b) => (a === 0 || b === 0 ? 0 : EXP[LOG[a] + LOG[b]]);
const over = (a, b) => (a === 0 ? 0 : EXP[LOG[a] + 255 - LOG[b]]);

// Corrects a word in place, whose last `checks` values are checks; false where too much is wrong.
export function correct(word, checks) {
  const syndromes = syndromesOf(word, checks);
  if (syndromes.every((each) => each === 0)) {
    return true;
  }
  const locator = locatorOf(syndromes);
  const wrong = rootsOf(locator, word.length);
  if (wrong.length !== locator.length - 1 || 2 * wrong.length > checks) {
    return false;
  }
  repair(word, wrong, locator, syndromes);
  return syndromesOf(word, checks).every((each) => each === 0);
}

function syndromesOf(word, checks) {
  return Array.from({ length: checks }, (_, power) =>
    word.reduce((sum, value) => times(sum, EXP[power]) ^ value, 0),
  );
}

// Berlekamp and Massey: the shortest polynomial, lowest power first, that makes the syndromes.
function locatorOf(syndromes) {
  let locator = [1];
  let before = [1];
  let gap = 1;
  let scale = 1;
  syndromes.forEach((syndrome, n) => {
    const off = locator.reduce((sum, value, i) => sum ^ times(value, syndromes[n - i] ?? 0), 0);
    if (off === 0) {
      gap += 1;
      return;
    }
    const next = locator.slice();
    before.forEach((value, i) => {
      next[i + gap] = (next[i + gap] ?? 0) ^ times(value, over(off, scale));
    });
    for (let i = 0; i < next.length; i += 1) {
      next[i] ??= 0;
    }
    if (2 * (locator.length - 1) <= n) {
      before = locator;
      scale = off;
      gap = 1;
    } else {
      gap += 1;
    }
    locator = next;
  });
  while (locator.at(-1) === 0) {
    locator.pop();
  }
  return locator;
}

const valueAt = (polynomial, x) => polynomial.reduceRight((sum, value) => times(sum, x) ^ value, 0);

// The powers of x at which values are wrong, counted from the end of the word.
function rootsOf(locator, length) {
  const found = [];
  for (let power = 0; power < length; power += 1) {
    if (valueAt(locator, EXP[(255 - power) % 255]) === 0) {
      found.push(power);
    }
  }
  return found;
}

// Forney: how wrong each of them is.
function repair(word, wrong, locator, syndromes) {
  const evaluator = syndromes.map((_, n) =>
    locator.slice(0, n + 1).reduce((sum, value, i) => sum ^ times(value, syndromes[n - i]), 0),
  );
  const slope = locator.map((value, i) => (i % 2 === 1 ? value : 0)).slice(1);
  for (const power of wrong) {
    const inverse = EXP[(255 - power) % 255];
    const amount = times(EXP[power], over(valueAt(evaluator, inverse), valueAt(slope, inverse)));
    word[word.length - 1 - power] ^= amount;
  }
}
