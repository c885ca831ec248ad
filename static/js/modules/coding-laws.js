// The list of laws in the desk's form: the laws used last first (keys 1–9), narrowed by words, one of them active.
// Built from the form's own <select>, so that both always offer the same.
import { fit, wordsOf } from "./coding-find.js";

const KEYS = 9;

export class LawMenu {
  constructor(form, guides, apply) {
    const part = (name) => form.querySelector(`[data-part="${name}"]`);
    this.guides = guides;
    this.box = part("menu");
    this.list = part("list");
    this.filter = part("filter");
    this.empty = part("empty");
    this.guide = part("guide");
    this.apply = apply;
    const options = [...form.elements.law.options].filter((option) => option.value);
    this.items = options.map((option) => this.item(option));
    this.recent = form.dataset.recent.split(" ").filter((value) => this.find(value));
    this.filter.addEventListener("input", () => this.arrange());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[data-value]");
      // A finger reads first what the law says; its second tap, or the button, marks.
      if (item && event.pointerType === "touch" && item !== this.active) this.activate(item);
      else if (item) this.apply(item.dataset.value);
    });
  }

  item(option) {
    const item = document.createElement("li");
    item.id = `law-option-${option.value}`;
    item.className = "law-menu__law";
    item.setAttribute("role", "option");
    item.dataset.value = option.value;
    item.append(document.createElement("kbd"), option.textContent);
    return item;
  }

  find(value) {
    return this.items.find((item) => item.dataset.value === value);
  }

  // This law was used just now: it comes first from now on.
  use(value) {
    this.recent = [value, ...this.recent.filter((other) => other !== value)].slice(0, KEYS);
  }

  // With `value` that law is the active one.
  open(value) {
    this.box.hidden = false;
    this.filter.value = "";
    this.arrange();
    if (value && this.find(value)) this.activate(this.find(value));
    this.list.focus({ preventScroll: true });
  }

  close() {
    this.activate();
  }

  // Without words the recent laws and then all others in the library's order; with words what fits, the best first.
  arrange() {
    const words = wordsOf(this.filter.value);
    const rank = new Map();
    for (const item of this.items) {
      const { value } = item.dataset;
      const place = this.recent.indexOf(value);
      const law = this.guides.law(value);
      item.hidden = Boolean(law) && !fit(law, words);
      rank.set(item, words.length && law ? fit(law, words) : place < 0 ? 0 : KEYS - place);
      item.firstChild.textContent = place < 0 ? "" : String(place + 1);
      item.classList.toggle("law-menu__law--last", !words.length && place === this.recent.length - 1 && place >= 0);
    }
    const inOrder = [...this.items].sort((one, other) => rank.get(other) - rank.get(one));
    this.list.append(...inOrder);
    this.shown = inOrder.filter((item) => !item.hidden);
    this.list.scrollTop = 0;
    this.activate(this.shown[0]);
    this.empty.textContent = this.active ? "" : this.box.dataset.empty;
  }

  // Marks an item as the one that Enter takes, and shows what the law says beside the story (and in here where there is no beside).
  activate(item) {
    this.active?.removeAttribute("aria-selected");
    this.active = item;
    for (const element of [this.list, this.filter]) {
      if (item) element.setAttribute("aria-activedescendant", item.id);
      else element.removeAttribute("aria-activedescendant");
    }
    this.guides.show(item?.dataset.value);
    this.guide.replaceChildren();
    if (!item) return;
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    const body = this.guides.body(item.dataset.value);
    if (body) this.guide.append(...body.cloneNode(true).childNodes);
  }

  // True when the key meant something here.
  key(event) {
    const at = this.shown.indexOf(this.active);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.active) this.activate(this.shown[(at + step + this.shown.length) % this.shown.length]);
    else if (event.key === "Enter" && this.active) this.apply(this.active.dataset.value);
    else if (event.target === this.list && /^[1-9]$/.test(event.key)) {
      const value = this.recent[Number(event.key) - 1];
      if (value) this.apply(value);
    } else return false;
    return true;
  }
}
