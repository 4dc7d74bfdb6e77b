// A badge photographed with the phone in one's hand: its code goes into the field it stands beside.
//
//   <span data-photo="q" data-reading="/kiosk/reading" data-token="…" data-nothing="…" hidden>
//     <label><input type="file" accept="image/*" capture="environment"></label>

const WIDTH = 1600;

for (const photo of document.querySelectorAll("[data-photo]")) {
  const input = photo.querySelector("input");
  photo.hidden = false;
  input.addEventListener("change", () => read(photo, input));
}

async function read(photo, input) {
  const [file] = input.files;
  if (!file) return;
  photo.classList.add("is-busy");
  const code = await codeIn(file, photo).catch(() => "");
  photo.classList.remove("is-busy");
  input.value = "";
  const says = document.getElementById(`${photo.dataset.photo}-photo-says`);
  says.textContent = code ? "" : photo.dataset.nothing;
  says.hidden = Boolean(code);
  if (code) fill(document.getElementById(photo.dataset.photo), code);
}

function fill(field, code) {
  field.value = code;
  if (field.form?.role === "search") field.form.requestSubmit();
  else field.focus();
}

async function codeIn(file, photo) {
  const body = new FormData();
  body.set("csrf_token", photo.dataset.token);
  body.set("picture", await smaller(file), "badge.jpg");
  const answer = await fetch(photo.dataset.reading, { method: "POST", body });
  return answer.ok ? (await answer.json()).code : "";
}

// What a phone photographs is larger than a symbol needs, and slow in a weak network.
async function smaller(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, WIDTH / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
}
