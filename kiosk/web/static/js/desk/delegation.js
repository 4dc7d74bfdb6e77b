// How many are ticked stands on the button that checks them in.
//
//   <form data-delegation>…<input type="checkbox" name="id">…<span data-ticked>7</span>

for (const form of document.querySelectorAll("[data-delegation]")) {
  form.addEventListener("change", () => {
    const ticked = form.querySelectorAll("input[name=id]:checked").length;
    form.querySelector("[data-ticked]").textContent = String(ticked);
  });
}
