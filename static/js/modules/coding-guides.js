// The laws beside the story: found by words to read them; while a law is being chosen only the one in question, open.
import { fit, lawOf, wordsOf } from "./coding-find.js";

const EDGE = 16;

export class Guides {
  constructor(aside) {
    this.aside = aside;
    this.guides = [...aside.querySelectorAll("[data-law]")];
    this.laws = new Map(this.guides.map((guide) => [guide.dataset.law, lawOf(guide)]));
    this.search = aside.querySelector('[data-part="laws-search"]');
    this.field = this.search.querySelector("input");
    this.said = this.search.querySelector("[data-empty]");
    this.search.hidden = this.guides.length === 0;
    this.field.addEventListener("input", () => this.narrow());
    this.field.addEventListener("keydown", (event) => this.key(event));
    for (const event of ["scroll", "resize"]) addEventListener(event, () => requestAnimationFrame(() => this.fit()), { passive: true });
    this.fit();
  }

  // As high as the window below its upper edge, so that its lower edge, which shows that there is more, is always in view.
  fit() {
    const top = Math.max(this.aside.getBoundingClientRect().top, EDGE);
    this.aside.style.setProperty("--room", `${Math.round(innerHeight - top - EDGE)}px`);
  }

  law(value) {
    return this.laws.get(value);
  }

  body(value) {
    return this.guides.find((guide) => guide.dataset.law === value)?.querySelector('[data-part="guide-body"]');
  }

  narrow() {
    const words = wordsOf(this.field.value);
    for (const guide of this.guides) guide.hidden = !fit(this.law(guide.dataset.law), words);
    for (const group of this.aside.querySelectorAll("section")) group.hidden = !group.querySelector("details:not([hidden])");
    const found = this.guides.filter((guide) => !guide.hidden);
    this.said.textContent = found.length ? "" : this.said.dataset.empty;
    if (words.length) found.forEach((guide) => (guide.open = found.length === 1));
  }

  key(event) {
    if (event.key !== "Escape" || !this.field.value) return;
    event.preventDefault();
    this.field.value = "";
    this.narrow();
  }

  // The law in question alone; with nothing all of them again, as they were before.
  show(value) {
    this.before ??= value ? { open: this.guides.filter((guide) => guide.open), top: this.aside.scrollTop } : null;
    this.aside.classList.toggle("desk__laws--choosing", Boolean(value));
    for (const guide of this.guides) {
      guide.classList.toggle("law-guide--active", guide.dataset.law === value);
      guide.open = value ? guide.dataset.law === value : (this.before?.open.includes(guide) ?? guide.open);
    }
    this.aside.scrollTop = value ? 0 : (this.before?.top ?? this.aside.scrollTop);
    if (!value) this.before = null;
  }
}
