// Moving through a story by sentences: a current one, and a chosen stretch that begins or ends with it.
import { sentencePieces } from "./coding-places.js";

export class Sentences {
  constructor(story) {
    this.story = story;
    this.pieces = [...sentencePieces(story).values()];
    this.anchor = this.current = -1;
  }

  // One sentence on (1) or back (-1); with `extend` the stretch grows or shrinks instead of starting anew.
  move(step, extend) {
    if (!this.pieces.length) return;
    this.current = Math.min(Math.max(this.current + step, 0), this.pieces.length - 1);
    if (!extend || this.anchor < 0) this.anchor = this.current;
    this.show();
  }

  // The sentence that holds `element`, or the one with this id.
  goTo(element) {
    const found = this.pieces.findIndex((pieces) => pieces.some((piece) => piece.contains(element)));
    if (found < 0) return;
    this.anchor = this.current = found;
    this.show();
  }

  show() {
    const [first, last] = this.ends();
    this.pieces.forEach((pieces, index) => {
      for (const piece of pieces) {
        piece.classList.toggle("sentence--current", index === this.current);
        piece.classList.toggle("sentence--chosen", index >= first && index <= last && first < last);
      }
    });
    const [head] = this.pieces[this.current];
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    head.scrollIntoView({ block: "nearest" });
  }

  // A range over the chosen sentences, or null before the first move.
  range() {
    if (this.current < 0) return null;
    const [first, last] = this.ends();
    const range = document.createRange();
    range.setStartBefore(this.pieces[first][0]);
    range.setEndAfter(this.pieces[last].at(-1));
    return range;
  }

  ends() {
    return [Math.min(this.anchor, this.current), Math.max(this.anchor, this.current)];
  }
}
