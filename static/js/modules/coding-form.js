// The desk's form as a little window beside the selected words: place → hidden fields, law → submit.
import { LawMenu } from "./coding-laws.js";
import { placeOf } from "./coding-places.js";

const POLARITY_KEYS = { "+": "upholds", "-": "violates", "−": "violates", "=": "mixed" };

export class CodingForm {
  constructor(desk, story) {
    const part = (name) => desk.querySelector(`[data-part="${name}"]`);
    this.desk = desk;
    this.story = story;
    this.mark = part("mark");
    this.form = part("form");
    this.plain = part("plain");
    this.quote = part("quote");
    this.cancel = part("cancel");
    this.menu = new LawMenu(desk, this.form, (value) => this.submit(value));
    this.form.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", () => this.keepScroll());
    this.cancel.addEventListener("click", () => this.close());
    this.cancel.hidden = false;
    // A form that came back with an error stays as it is, so that the links of the error summary lead to its fields.
    if (!("failed" in this.mark.dataset)) this.mark.hidden = true;
  }

  get isOpen() {
    return !this.mark.hidden;
  }

  // Opens for the words in `range`; false when there are none.
  open(range) {
    if (!this.take(range)) return false;
    const words = range.getBoundingClientRect();
    this.plain.hidden = true;
    this.mark.hidden = false;
    this.mark.classList.add("desk__mark--beside");
    this.mark.style.insetBlockStart = `${Math.round(words.bottom - this.desk.getBoundingClientRect().top)}px`;
    this.menu.open();
    return true;
  }

  take(range) {
    const place = range && placeOf(this.story, range);
    if (!place) return false;
    const { elements } = this.form;
    elements.from_sentence.value = String(place.fromSentence);
    elements.to_sentence.value = String(place.toSentence);
    elements.from_offset.value = String(place.fromOffset);
    elements.to_offset.value = String(place.toOffset);
    elements.exact.value = place.exact;
    this.quote.textContent = place.exact;
    return true;
  }

  submit(law) {
    if (this.sent) return;
    this.form.elements.law.value = law;
    this.sent = true;
    this.form.requestSubmit();
  }

  // `refocus` is false where the person is already busy elsewhere, for example beginning a new selection.
  close(refocus = true) {
    this.mark.hidden = true;
    for (const name of ["from_sentence", "to_sentence", "from_offset", "to_offset", "exact"]) this.form.elements[name].value = "";
    if (refocus) this.onclose?.();
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const inMenu = this.menu.box.contains(event.target);
    if (event.key === "Escape") this.close();
    else if (inMenu && event.key === "/" && event.target !== this.menu.filter) this.menu.filter.focus();
    else if (event.target === this.menu.list && POLARITY_KEYS[event.key]) this.choose(POLARITY_KEYS[event.key]);
    else if (!inMenu || !this.menu.key(event)) return;
    event.preventDefault();
  }

  choose(polarity) {
    for (const radio of this.form.querySelectorAll('[name="polarity"]')) radio.checked = radio.value === polarity;
  }

  // The page that follows is this very page: it opens where this one was.
  keepScroll() {
    try {
      sessionStorage.setItem("desk-scroll", `${location.pathname} ${scrollY}`);
    } catch {
      // Without storage the browser goes to the sentence instead.
    }
  }
}
