// The desk's form as a little window beside the selected words: place → hidden fields, law → sent.
import { howKey, setHow, USUAL } from "./coding-how.js";
import { nameOf } from "./coding-keys.js";
import { LawMenu } from "./coding-laws.js";
import { placeOf } from "./coding-places.js";

const PLACE = ["from_sentence", "to_sentence", "from_offset", "to_offset", "exact"];

export class CodingForm {
  // `send` gets the fields of a mark; `closed` is called when the person is done here.
  constructor(desk, story, guides, { send, closed }) {
    const part = (name) => desk.querySelector(`[data-part="${name}"]`);
    Object.assign(this, { desk, story, send, closed, mark: part("mark"), form: part("form"), plain: part("plain"), quote: part("quote") });
    this.menu = new LawMenu(this.form, guides, (law) => this.submit(law));
    this.form.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => this.sending(event));
    part("cancel").addEventListener("click", () => this.close());
    part("cancel").hidden = false;
    // A form that came back with an error stays as it is, so that the links of the error summary lead to its fields.
    if (!this.failed) this.mark.hidden = true;
  }

  get failed() {
    return "failed" in this.mark.dataset;
  }

  get isOpen() {
    return !this.mark.hidden;
  }

  // Opens for the words in `range`, with `null` for the whole story; false when the range holds no words.
  open(range) {
    if (!this.take(range)) return false;
    const words = (range ?? this.story).getBoundingClientRect();
    this.plain.hidden = true;
    this.mark.hidden = false;
    this.mark.classList.add("desk__mark--beside");
    const below = (range ? words.bottom : Math.max(words.top, 0)) - this.desk.getBoundingClientRect().top;
    this.mark.style.setProperty("--below", `${Math.round(below)}px`);
    this.menu.open();
    if (range) this.show(words);
    return true;
  }

  // Scrolls so far that both the words and the form are in view; the words come first.
  show(words) {
    const place = this.mark.getBoundingClientRect();
    const isSheet = getComputedStyle(this.mark).position === "fixed";
    const hidden = isSheet ? words.bottom + 16 - place.top : place.bottom + 8 - innerHeight;
    if (hidden > 0) scrollBy({ top: Math.min(hidden, Math.max(words.top - 16, 0)), behavior: "instant" });
  }

  take(range) {
    const place = range === null ? {} : range && placeOf(this.story, range);
    if (!place) return false;
    const { elements } = this.form;
    const values = [place.fromSentence, place.toSentence, place.fromOffset, place.toOffset, place.exact];
    PLACE.forEach((name, index) => (elements[name].value = String(values[index] ?? "")));
    this.quote.textContent = place.exact ?? this.quote.dataset.whole;
    return true;
  }

  submit(law) {
    this.form.elements.law.value = law;
    const fields = Object.fromEntries(new FormData(this.form));
    this.menu.use(law);
    this.close();
    getSelection().removeAllRanges();
    this.send(this.form.action, fields);
  }

  // The button: with the list open it takes the active law; the form that came back with an error goes its plain way.
  sending(event) {
    if (this.plain.hidden === false) return;
    event.preventDefault();
    if (this.menu.active) this.submit(this.menu.active.dataset.value);
  }

  // Once more as the last time, on other words.
  repeat(range, last) {
    if (!this.take(range)) return;
    setHow(this.form, { ...USUAL, ...last });
    this.submit(last.law);
  }

  // There was no connection: what was chosen is there again, to be sent once more.
  reopen(fields) {
    if (this.isOpen) return;
    for (const [name, value] of Object.entries(fields)) this.form.elements[name].value = value;
    this.quote.textContent = fields.exact || this.quote.dataset.whole;
    this.mark.hidden = false;
    this.menu.open();
  }

  // `refocus` is false where the person is already busy elsewhere, for example beginning a new selection.
  close(refocus = true) {
    this.mark.hidden = true;
    this.menu.close();
    for (const name of PLACE) this.form.elements[name].value = "";
    setHow(this.form, USUAL);
    if (refocus) this.closed();
  }

  key(event) {
    const inMenu = this.menu.box.contains(event.target);
    const inList = event.target === this.menu.list;
    if (event.ctrlKey && event.key === "Enter") this.form.requestSubmit();
    else if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Escape") this.close();
    else if (inList && nameOf(event) === "/") this.menu.filter.focus();
    else if (inList && nameOf(event) === "r" && this.menu.recent.length) this.submit(this.menu.recent[0]);
    else if (inList && howKey(this.form, event)) return event.preventDefault();
    else if (!inMenu || !this.menu.key(event)) return;
    event.preventDefault();
  }
}
