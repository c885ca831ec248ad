// Suggestions under a search box: the combobox of the ARIA authoring practices (a list to choose from by hand, nothing is filled in unasked).
// The form works without it. An option is followed where it leads; Enter without one searches as ever.
const WAIT_MS = 150;
let boxes = 0;

export function mount(input) {
  const known = new Map();
  const id = `suggestions-${(boxes += 1)}`;
  const list = make("div", { id, class: "suggestions", role: "listbox", "aria-label": input.dataset.label });
  const said = make("div", { class: "visually-hidden", role: "status" });
  let asking = null;
  let timer = 0;
  let active = null;

  list.hidden = true;
  input.after(list, said);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];

  function activate(option) {
    active?.setAttribute("aria-selected", "false");
    active = option ?? null;
    if (!active) return input.removeAttribute("aria-activedescendant");
    active.setAttribute("aria-selected", "true");
    active.scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", active.id);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    activate(null);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function show({ said: words, groups }) {
    activate(null);
    list.replaceChildren(...groups.map((group, place) => groupOf(group, `${id}-${place}`)));
    list.hidden = groups.length === 0;
    input.setAttribute("aria-expanded", String(groups.length > 0));
    said.textContent = words;
  }

  async function ask() {
    const typed = input.value.trimStart();
    asking?.abort();
    if (!typed) return close();
    if (!known.has(typed)) {
      asking = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
        if (!answer.ok) return close();
        known.set(typed, await answer.json());
      } catch {
        return undefined; // Typed on meanwhile, or the network is away: the box works as it is.
      }
    }
    // What came too late for the words in the box is not shown.
    if (input.value.trimStart() === typed && document.activeElement === input) show(known.get(typed));
    return undefined;
  }

  function move(step) {
    const all = options();
    const at = all.indexOf(active);
    // One place before the first and after the last is the box itself.
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    activate(all[next]);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (open) move(event.key === "ArrowDown" ? 1 : -1);
      else ask();
    } else if (event.key === "Escape" && open) close();
    else if (event.key === "Enter" && active) location.assign(active.dataset.address);
    else {
      // The caret moves, so does the attention.
      if (event.key === "Home" || event.key === "End") activate(null);
      return;
    }
    event.preventDefault();
  });
  // The box keeps the focus, so that the list is still there when the finger is lifted.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
}

function groupOf({ label, options }, id) {
  const group = make("div", { class: "suggestions__group", role: "group", "aria-labelledby": id });
  const title = make("div", { id, class: "suggestions__title", role: "presentation" });
  title.textContent = label;
  group.append(title);
  options.forEach(({ text, address }, place) => {
    const option = make("div", { id: `${id}-${place}`, class: "suggestions__option", role: "option", "aria-selected": "false" });
    option.dataset.address = address;
    option.textContent = text;
    group.append(option);
  });
  return group;
}

function make(tag, attributes) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
