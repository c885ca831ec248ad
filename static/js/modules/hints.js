// While one writes: "this looks like a phone number – hide it?" Hiding puts a placeholder there and can be undone; leaving it is remembered.
// data-hints: where to ask. The texts are in the template element of the part "hints". Places come in code points, fields count UTF-16.
const PAUSE_MS = 1200;

export function mount(form) {
  const field = form.querySelector("textarea[name=text]");
  const box = form.querySelector('[data-part="hints"]');
  const list = box.querySelector("ul");
  const model = box.querySelector("template").content.firstElementChild;
  const undo = box.querySelector('[data-part="undo"]');
  const left = new Set();
  let before = null;
  let timer = 0;
  let asked = "";

  const units = (text, points) => [...text].slice(0, points).join("").length;

  const replace = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const hide = (hint, words) => {
    const text = field.value;
    // The text may have grown meanwhile: only these very words are replaced.
    const start = text.startsWith(words, hint.from) ? hint.from : text.indexOf(words);
    if (start < 0) return;
    before = text;
    replace(text.slice(0, start) + hint.placeholder + text.slice(start + words.length));
    undo.hidden = false;
    undo.querySelector("button").focus();
    ask();
  };

  const line = (hint, text) => {
    const words = text.slice(hint.from, units(text, hint.end));
    const item = model.cloneNode(true);
    item.querySelector('[data-part="kind"]').textContent = hint.label;
    item.querySelector('[data-part="words"]').textContent = words;
    const [hiding, leaving] = item.querySelectorAll("button");
    hiding.setAttribute("aria-label", `${hiding.textContent}: ${words}`);
    leaving.setAttribute("aria-label", `${leaving.textContent}: ${words}`);
    hiding.addEventListener("click", () => hide(hint, words));
    leaving.addEventListener("click", () => {
      left.add(words);
      field.focus();
      show(asked, shown);
    });
    return item;
  };

  let shown = [];
  const show = (text, hints) => {
    shown = hints;
    const lines = hints
      .map((hint) => ({ ...hint, from: units(text, hint.start) }))
      .filter((hint) => !left.has(text.slice(hint.from, units(text, hint.end))))
      .slice(0, 5)
      .map((hint) => line(hint, text));
    list.replaceChildren(...lines);
    box.hidden = !lines.length && undo.hidden;
  };

  const ask = async () => {
    clearTimeout(timer);
    const text = field.value;
    if (text === asked) return;
    asked = text;
    try {
      const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, text });
      const response = await fetch(form.dataset.hints, { method: "POST", body, headers: { Accept: "application/json" } });
      if (response.ok && text === field.value) show(text, (await response.json()).hints);
    } catch {
      // Hints are a courtesy: the check page gives them again.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  undo.querySelector("button").addEventListener("click", () => {
    replace(before);
    undo.hidden = true;
    field.focus();
    ask();
  });
  if (field.value) ask();
}
