// The desk's form as a little window beside the selected words: place → hidden fields, law → sent.
import { formKey } from "./coding-form-keys.js";
import { setHow, USUAL } from "./coding-how.js";
import { LawMenu } from "./coding-laws.js";
import { placeOf } from "./coding-places.js";
import { openUnder, showBoth } from "./coding-window.js";

const PLACE = ["from_sentence", "to_sentence", "from_offset", "to_offset", "exact"];

export class CodingForm {
  // `send` gets the fields of a mark; `closed` is called when the person is done here.
  constructor(desk, story, guides, { send, closed }) {
    const part = (name) => desk.querySelector(`[data-part="${name}"]`);
    Object.assign(this, { desk, story, send, closed, mark: part("mark"), form: part("form"), plain: part("plain"), quote: part("quote") });
    this.menu = new LawMenu(this.form, guides, (law) => this.submit(law));
    this.form.addEventListener("keydown", (event) => formKey(this, event));
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
    this.unfold(range);
    this.menu.open();
    return true;
  }

  // Opens for a mark that is there, with what it says filled in; `range` are its words, null for the whole story.
  change(own, range) {
    Object.assign(this, { own, range });
    this.fill({ ...own.place, exact: "" }, own.exact);
    setHow(this.form, own);
    this.unfold(range);
    this.menu.open(own.law);
  }

  unfold(range) {
    const words = (range ?? this.story).getBoundingClientRect();
    this.plain.hidden = true;
    this.mark.toggleAttribute("data-changing", Boolean(this.own));
    openUnder(this.desk, this.mark, range ? words.bottom : Math.max(words.top, 0));
    if (range) showBoth(this.mark, words);
  }

  take(range) {
    const place = range === null ? {} : range && placeOf(this.story, range);
    if (!place) return false;
    this.range = range;
    this.fill(place, place.exact ?? this.quote.dataset.whole);
    return true;
  }

  fill(place, words) {
    const { elements } = this.form;
    const values = [place.fromSentence, place.toSentence, place.fromOffset, place.toOffset, place.exact];
    PLACE.forEach((name, index) => (elements[name].value = String(values[index] ?? "")));
    elements.coding.value = this.own?.id ?? "";
    elements.version.value = this.own?.version ?? "";
    this.quote.textContent = words;
  }

  submit(law) {
    this.form.elements.law.value = law;
    const fields = Object.fromEntries(new FormData(this.form));
    const address = this.own ? this.form.dataset.change : this.form.action;
    this.menu.use(law);
    this.close();
    getSelection().removeAllRanges();
    this.send(address, fields);
  }

  // The button: with the list open it takes the active law; the form that came back with an error goes its plain way.
  sending(event) {
    if (this.plain.hidden === false || event.submitter?.dataset.part === "propose") return;
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
    this.own = fields.coding ? { id: fields.coding, version: fields.version } : undefined;
    this.mark.toggleAttribute("data-changing", Boolean(this.own));
    this.mark.hidden = false;
    this.menu.open(fields.law);
  }

  // `refocus` is false where the person is already busy elsewhere, for example beginning a new selection.
  close(refocus = true) {
    this.mark.hidden = true;
    this.menu.close();
    this.own = undefined;
    this.fill({}, "");
    setHow(this.form, USUAL);
    if (refocus) this.closed();
  }
}
