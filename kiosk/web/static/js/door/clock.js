// The clock of the door shows the server's time in the zone of the event.

export class DoorClock {
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

  #tick() {
    const time = this.#format.format(new Date(Date.now() + this.#ahead));
    this.#element.textContent = this.#dot ? time.replace(":", ".") : time;
  }
}
