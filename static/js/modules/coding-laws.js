// The list of laws in the desk's form: the laws used last first (keys 1–9), narrowed by words, one of them active.
// Built from the form's own <select>, so that both always offer the same.

export class LawMenu {
  constructor(desk, form, apply) {
    const part = (name) => form.querySelector(`[data-part="${name}"]`);
    this.desk = desk;
    this.box = part("menu");
    this.list = part("list");
    this.filter = part("filter");
    this.empty = part("empty");
    this.apply = apply;
    this.recent = form.dataset.recent.split(" ").filter(Boolean);
    this.build(form.elements.law);
    this.filter.addEventListener("input", () => this.narrow());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[data-value]");
      if (item) this.apply(item.dataset.value);
    });
  }

  build(select) {
    const options = [...select.options].filter((option) => option.value);
    const rank = (option) => (this.recent.indexOf(option.value) + 1 || 100);
    this.items = options.sort((one, other) => rank(one) - rank(other)).map((option, index) => {
      const item = document.createElement("li");
      item.id = `law-option-${option.value}`;
      item.className = "law-menu__law";
      item.setAttribute("role", "option");
      item.dataset.value = option.value;
      const guide = this.guide(option.value);
      item.dataset.words = `${option.textContent} ${guide?.textContent ?? ""}`.toLowerCase();
      if (this.recent.includes(option.value) && index < 9) {
        const key = document.createElement("kbd");
        key.textContent = String(index + 1);
        item.append(key, " ");
        item.dataset.key = String(index + 1);
      }
      item.append(option.textContent);
      return item;
    });
    this.list.append(...this.items);
  }

  guide(value) {
    return this.desk.querySelector(`[data-law="${CSS.escape(value)}"]`);
  }

  open() {
    this.box.hidden = false;
    this.filter.value = "";
    this.narrow();
    this.list.focus({ preventScroll: true });
  }

  narrow() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of this.items) item.hidden = !words.every((word) => item.dataset.words.includes(word));
    this.activate(this.shown()[0]);
    this.empty.textContent = this.active ? "" : this.box.dataset.empty;
  }

  shown() {
    return this.items.filter((item) => !item.hidden);
  }

  // Marks an item as the one that Enter takes, and opens what the law says beside the story.
  activate(item) {
    this.active?.removeAttribute("aria-selected");
    const before = this.active && this.guide(this.active.dataset.value);
    if (before) before.open = false;
    this.active = item;
    for (const element of [this.list, this.filter]) {
      if (item) element.setAttribute("aria-activedescendant", item.id);
      else element.removeAttribute("aria-activedescendant");
    }
    if (!item) return;
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    const guide = this.guide(item.dataset.value);
    if (guide) guide.open = true;
  }

  // True when the key meant something here.
  key(event) {
    const shown = this.shown();
    const at = shown.indexOf(this.active);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.activate(shown[(at + step + shown.length) % shown.length]);
    else if (event.key === "Enter" && this.active) this.apply(this.active.dataset.value);
    else if (event.target === this.list && /^[1-9]$/.test(event.key)) {
      const item = this.items.find((candidate) => candidate.dataset.key === event.key);
      if (item) this.apply(item.dataset.value);
    } else return false;
    return true;
  }
}
