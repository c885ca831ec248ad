// Moving through a story by sentences: a current one, and a chosen stretch that begins or ends with it.
import { sentencePieces } from "./coding-places.js";

export class Sentences {
  constructor(story) {
    this.story = story;
    this.anchor = this.current = -1;
    this.read();
  }

  read() {
    const pieces = sentencePieces(this.story);
    this.numbers = [...pieces.keys()];
    this.pieces = [...pieces.values()];
  }

  // The story's text was put in anew: the same place in it, and the focus where it was.
  renew() {
    this.read();
    if (this.current < 0) return;
    this.paint();
    if (document.activeElement === document.body) this.focus();
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

  // After a mark one goes on from the last sentence that it covers.
  goOnFrom(number) {
    const found = this.numbers.indexOf(number);
    if (found < 0) return;
    this.anchor = this.current = found;
    this.paint();
    this.focus();
  }

  show() {
    this.paint();
    this.focus();
    this.pieces[this.current][0].scrollIntoView({ block: "nearest" });
  }

  focus() {
    const [head] = this.pieces[this.current];
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
  }

  paint() {
    const [first, last] = this.ends();
    this.pieces.forEach((pieces, index) => {
      for (const piece of pieces) {
        piece.classList.toggle("sentence--current", index === this.current);
        piece.classList.toggle("sentence--chosen", index >= first && index <= last && first < last);
      }
    });
  }

  // A range over the chosen sentences; undefined before the first move.
  range() {
    if (this.current < 0) return undefined;
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
