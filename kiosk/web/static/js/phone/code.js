// The code on a badge: 15 characters of Crockford's alphabet and a check character.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;

export function isCode(text) {
  if (text?.length !== LENGTH) {
    return false;
  }
  const values = Array.from(text, (each) => ALPHABET.indexOf(each));
  return !values.includes(-1) && checkOf(values.slice(0, -1)) === values.at(-1);
}

// Every place has its own weight, a power of x in GF(32), modulo x^5 + x^2 + 1.
function checkOf(values) {
  return values.reduce((total, value) => {
    const doubled = (total ^ value) << 1;
    return doubled & 32 ? doubled ^ 37 : doubled;
  }, 0);
}
