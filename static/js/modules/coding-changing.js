// Changing a mark of one's own: C takes the one at the current sentence, once more the next one there; the list's link takes its own.
import { rangeOf } from "./coding-places.js";

export class Changing {
  constructor(desk, story, form, { sentences, saving }) {
    Object.assign(this, { story, form, sentences, saving, desk });
    form.next = () => this.open();
    desk.addEventListener("click", (event) => {
      const link = event.target.closest('[data-part="change"]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.take(link.closest("[data-mark]"));
    });
  }

  // The marks that touch the current sentence; without one all of them, the latest first.
  around() {
    const marks = [...this.desk.querySelectorAll("#codings [data-mark]")];
    const now = this.sentences.numbers[this.sentences.current];
    if (now === undefined) return marks.sort((one, other) => other.dataset.mark - one.dataset.mark);
    return marks.filter((mark) => {
      const { fromSentence, toSentence } = placeIn(mark);
      return fromSentence <= now && now <= toSentence;
    });
  }

  open() {
    const marks = this.around();
    const at = marks.findIndex((mark) => mark.dataset.mark === this.form.own?.id);
    if (!marks.length) this.saving.say("noMark");
    else this.take(marks[(at + 1) % marks.length]);
  }

  take(mark) {
    const place = placeIn(mark);
    const { mark: id, version, law, polarity, strength } = mark.dataset;
    const note = mark.querySelector(".coding__note")?.textContent ?? "";
    const exact = mark.querySelector(".coding__passage").textContent.trim();
    if (place.fromSentence) this.sentences.goOnFrom(place.fromSentence);
    this.form.change({ id, version, law, polarity, strength, note, place, exact }, place.fromSentence ? rangeOf(this.story, place) : null);
  }
}

function placeIn(mark) {
  const [fromSentence, toSentence, fromOffset, toOffset] = mark.dataset.place.split(" ").filter(Boolean).map(Number);
  return { fromSentence, toSentence, fromOffset, toOffset };
}
