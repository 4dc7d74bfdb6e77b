// Lists that are sent row by row. A change is {all: [[key, html], …]} or {steps: […]}, each step
// ["-", key], ["=", key, html], or ["+", key, key of the next row or null, html].

const keysOf = new WeakMap();

// Returns a list, pairs of key and HTML, as it is after a change.
export function changed(rows, { all, steps }) {
  if (all) {
    return all;
  }
  const next = [...rows];
  const keys = next.map(([key]) => key);
  follow(keys, steps, {
    remove: (place) => next.splice(place, 1),
    replace: (place, html) => (next[place] = [keys[place], html]),
    insert: (place, html) => next.splice(place, 0, [keys[place], html]),
  });
  return next;
}

// Changes the children of an element, a row each. The other rows stay what they are.
export function show(element, { all, steps }) {
  if (all) {
    element.innerHTML = all.map(([, html]) => html).join("");
    keysOf.set(element, all.map(([key]) => key));
    return;
  }
  follow(keysOf.get(element) ?? [], steps, {
    remove: (place) => element.children[place]?.remove(),
    replace: (place, html) => element.children[place]?.replaceWith(...made(element, html)),
    insert: (place, html) =>
      element.insertBefore(made(element, html)[0], element.children[place] ?? null),
  });
}

function follow(keys, steps, list) {
  for (const [kind, key, ...rest] of steps) {
    const place = keys.indexOf(key);
    if (kind === "=") {
      list.replace(place, rest[0]);
      continue;
    }
    if (place >= 0) {
      keys.splice(place, 1);
      list.remove(place);
    }
    if (kind === "+") {
      const next = rest[0] === null ? keys.length : keys.indexOf(rest[0]);
      keys.splice(next, 0, key);
      list.insert(next, rest[1]);
    }
  }
}

// Made in an element of the same kind: a row of a table, or a mark of a drawing, is one only there.
function made(element, html) {
  const place = element.cloneNode(false);
  place.innerHTML = html;
  return [...place.children];
}
