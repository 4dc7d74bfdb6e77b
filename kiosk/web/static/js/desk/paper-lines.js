// Lines from a paper list: each is sent and answered while the next is typed.
//
//   <form data-paper-lines="#lines">…</form><ol id="lines">…</ol>

for (const form of document.querySelectorAll("[data-paper-lines]")) {
  const lines = document.querySelector(form.dataset.paperLines);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, lines, new FormData(form));
    form.elements.who.value = "";
    form.elements.who.focus();
  });
}

async function send(form, lines, body) {
  const waiting = document.createElement("li");
  waiting.className = "paper-answer";
  waiting.textContent = `${body.get("who")} · ${body.get("time")} …`;
  lines.prepend(waiting);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "X-Partial": "1" },
      body,
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    waiting.outerHTML = await answer.text();
  } catch {
    giveBack(form, waiting, body);
  }
}

// Nothing is lost: what could not be sent goes back into the form.
function giveBack(form, waiting, body) {
  waiting.classList.add("is-no");
  waiting.append(" ✕");
  if (!form.elements.who.value) form.elements.who.value = body.get("who");
}
