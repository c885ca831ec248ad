// While one proposes a law: which laws and proposals sound like it. data-ask: where to ask. A status line says how many, so that it is heard;
// without this script the button of the same part asks on the server.
const PAUSE_MS = 700;

export function mount(form) {
  const box = form.querySelector('[data-part="look-alikes"]');
  const list = box.querySelector('[data-part="list"]');
  const said = box.querySelector('[data-part="said"]');
  const model = box.querySelector("template").content.firstElementChild;
  const fields = [form.elements.name, form.elements.statement];
  const typed = () => fields.map((field) => field.value.trim()).join("\n").trim();
  let asked = typed();
  let timer = 0;

  const line = (law) => {
    const item = model.cloneNode(true);
    item.querySelector("a").href = law.address;
    for (const part of ["key", "name", "statement", "state"]) item.querySelector(`[data-part="${part}"]`).textContent = law[part];
    for (const part of ["name", "statement"]) item.querySelector(`[data-part="${part}"]`).lang = law.lang;
    return item;
  };

  const show = (answer) => {
    list.replaceChildren(...answer.laws.map(line));
    list.hidden = !answer.laws.length;
    // Said again only when it changes: a reader is not told the same thing at every word.
    if (said.textContent !== answer.said) said.textContent = answer.said;
  };

  const ask = async () => {
    const text = typed();
    if (text === asked) return;
    asked = text;
    if (text.length < 8) {
      show({ laws: [], said: "" });
      return;
    }
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    for (const field of fields) body.set(field.name, field.value);
    try {
      const response = await fetch(form.dataset.ask, { method: "POST", body, headers: { Accept: "application/json" } });
      if (response.ok && text === typed()) show(await response.json());
    } catch {
      // Looking is a courtesy: the button asks again.
    }
  };

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    });
  }
  const check = box.querySelector('[data-part="check"]');
  if (check) check.hidden = true;
  // A status line is heard only if it was there before its words came.
  box.hidden = false;
}
