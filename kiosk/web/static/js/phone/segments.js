// The data of a symbol: digits, letters and bytes, one after the other.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

// Returns the text in the data of a symbol of version 1 to 9 (ISO/IEC 18004, 7.4), or null.
export function textFrom(bytes) {
  const bits = new Bits(bytes);
  let text = "";
  while (bits.left >= 4) {
    const mode = bits.take(4);
    if (mode === 0) {
      break;
    }
    const part = segment(mode, bits);
    if (part === null) {
      return null;
    }
    text += part;
  }
  return bits.left < 0 ? null : text;
}

function segment(mode, bits) {
  if (mode === 1) {
    return digits(bits, bits.take(10));
  }
  if (mode === 2) {
    return letters(bits, bits.take(9));
  }
  if (mode === 4) {
    return Array.from({ length: bits.take(8) }, () => String.fromCharCode(bits.take(8))).join("");
  }
  return null;
}

function digits(bits, count) {
  let text = "";
  for (let left = count; left > 0; left -= 3) {
    const size = Math.min(3, left);
    text += String(bits.take([0, 4, 7, 10][size])).padStart(size, "0");
  }
  return text;
}

function letters(bits, count) {
  let text = "";
  for (let left = count; left > 0; left -= 2) {
    const value = bits.take(left > 1 ? 11 : 6);
    text += left > 1 ? (LETTERS[Math.floor(value / 45)] ?? "") + LETTERS[value % 45] : LETTERS[value];
  }
  return text;
}

class Bits {
  #bytes;
  #place = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get left() {
    return 8 * this.#bytes.length - this.#place;
  }

  take(count) {
    let value = 0;
    for (let end = this.#place + count; this.#place < end; this.#place += 1) {
      value = (value << 1) | (((this.#bytes[this.#place >> 3] ?? 0) >> (7 - (this.#place & 7))) & 1);
    }
    return value;
  }
}
