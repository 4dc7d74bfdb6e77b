// The clock of the door shows the server's time in the zone of the event, and the door says where
// its own clock and the computer's are apart.

const APART = 60_000;

export function initClock(kiosk, stream) {
  const clock = new DoorClock(kiosk.querySelector("[data-clock]"), kiosk.dataset.zone);
  const note = kiosk.querySelector("[data-clocks-apart]");
  stream.addEventListener("pulse", ({ detail }) => {
    clock.set(detail.now);
    // The stream is opened anew, so that the computer hears of a clock that was set meanwhile.
    if (note.hidden === clock.isApart) {
      note.hidden = !clock.isApart;
      stream.open();
    }
  });
}

class DoorClock {
  #element;
  #ahead = 0;
  #format;
  #dot;

  constructor(element, zone) {
    this.#element = element;
    this.#dot = document.documentElement.lang === "id";
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
    this.#format = new Intl.DateTimeFormat("en-GB", form);
    setInterval(() => this.#tick(), 1000);
  }

  set(now) {
    this.#ahead = now - Date.now();
    this.#tick();
  }

  get isApart() {
    return Math.abs(this.#ahead) >= APART;
  }

  #tick() {
    const time = this.#format.format(new Date(Date.now() + this.#ahead));
    this.#element.textContent = this.#dot ? time.replace(":", ".") : time;
  }
}
