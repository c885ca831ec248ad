// Asks the browser for a passkey and sends its answer with the form. <form data-module="passkey" data-passkey="get|create" data-options="…JSON…">
// with a hidden input name=credential, a button [data-use] (hidden until a script can serve it) and a place for a message [data-said].
export function mount(form) {
  const button = form.querySelector("[data-use]");
  const said = form.querySelector("[data-said]");
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    said.textContent = form.dataset.unable ?? "";
    return;
  }
  const options = JSON.parse(form.dataset.options);
  const ask = form.dataset.passkey === "create"
    ? () => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : () => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    said.textContent = "";
    try {
      const credential = await ask();
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      said.textContent = form.dataset.failed;
    }
  });
}
