// What a feed has told so far, by name: HTML, or the rows of a list. Each change comes back as the
// message for the pages, or as null where they know it: after a break the server tells all again.

import { changed } from "./rows.js";

export class Partials {
  #told = new Map();

  html(name, html) {
    if (this.#told.get(name) === html) {
      return null;
    }
    this.#forgetWhatIsIn(name);
    this.#told.set(name, html);
    return { name, html };
  }

  rows(name, change) {
    const known = this.#told.get(name);
    if (change.all && known && JSON.stringify(change.all) === JSON.stringify(known)) {
      return null;
    }
    this.#told.set(name, changed(known ?? [], change));
    return { name, change };
  }

  // Everything, for a page that has just come.
  messages() {
    return [...this.#told].map(([name, told]) =>
      typeof told === "string" ? { name, html: told } : { name, change: { all: told } },
    );
  }

  // A frame that is shown anew is empty: what belongs in it is told after it, and shown again.
  #forgetWhatIsIn(frame) {
    for (const name of [...this.#told.keys()]) {
      if (name.startsWith(`${frame}-`)) {
        this.#told.delete(name);
      }
    }
  }
}
