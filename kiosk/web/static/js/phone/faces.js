// The answer of the phone itself, where the computer does not answer: with the door's own faces.

// Returns the HTML of an answer; `problem` is what the computer says where it refused a scan.
export function offlineAnswer(kiosk, { reason, person, session, opensNext }, problem = "") {
  const holder = document.createElement("template");
  const known = kiosk.querySelector(`[data-face="${reason}"]`) ?? kiosk.querySelector('[data-face="error"]');
  holder.innerHTML = known.innerHTML;
  const answer = holder.content.querySelector("[data-answer]");
  answer.dataset.at = Date.now();
  answer.dataset.age = 0;
  const words = kiosk.querySelector("[data-offline-words]").dataset;
  const sentence = answer.querySelector(".answer__sentence");
  if (person?.name) {
    sentence.before(element("span", "answer__name", person.name));
    sentence.before(element("p", "answer__place", person.place));
  }
  sentence.textContent = problem || sentenceOf(reason, { session, opensNext, zone: kiosk.dataset.zone }, words) || sentence.textContent;
  sentence.after(element("p", "phone__offline", reason === "error" ? "" : words.offline));
  const holderOf = document.createElement("div");
  holderOf.append(holder.content);
  return holderOf.innerHTML;
}

// What to do, or where; empty where the face says it already.
function sentenceOf(reason, { session, opensNext, zone }, words) {
  if (reason === "unknown") {
    return words.unknown;
  }
  if (reason === "invalid_time" && opensNext) {
    return `${opensNext.name} · ${hourOf(opensNext.opens, zone)}`;
  }
  return ["ok", "already_checked_in"].includes(reason) ? (session?.name ?? "") : "";
}

// A time as the event's zone shows it: 07.45.
export function hourOf(time, zone) {
  const how = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone || undefined };
  return new Date(time).toLocaleTimeString("id", how);
}

function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
