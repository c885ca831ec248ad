// Choosing words by mouse (the form opens when the button is let go) and by touch (a bar offers to mark what is selected, because there
// the ends of a selection are still moved about). A tap or click on a sentence makes it the current one.

export class Selecting {
  constructor(story, bar, { form, sentences }) {
    Object.assign(this, { story, bar, form, sentences, began: false, touch: false, kept: null });
    document.addEventListener("pointerdown", (event) => this.begin(event));
    document.addEventListener("mouseup", (event) => this.end(event));
    document.addEventListener("selectionchange", () => this.changed());
    bar.querySelector("button").addEventListener("click", () => this.take());
  }

  // What is selected in the story, if anything.
  range() {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
    return range?.intersectsNode(this.story) ? range : undefined;
  }

  begin(event) {
    const { form } = this;
    this.touch = event.pointerType !== "mouse";
    this.began = this.story.contains(event.target);
    // Pressing the bar may end the selection: it is kept for the click that follows.
    this.kept = this.bar.contains(event.target) ? this.range()?.cloneRange() : undefined;
    // While a mark is being changed, new words in the story become its bounds.
    if (form.own && this.began) return;
    if (form.isOpen && !form.failed && !form.mark.contains(event.target) && !this.bar.contains(event.target)) form.close(false);
  }

  // After the browser has settled the selection, which it does after the event.
  end(event) {
    if (!this.began) return;
    this.began = false;
    setTimeout(() => {
      if (this.range()) {
        if (this.form.own) this.form.take(this.range());
        else if (!this.touch) this.form.open(this.range());
      } else if (!this.form.own && !event.target.closest("a")) {
        this.sentences.goTo(event.target);
        this.changed();
      }
    });
  }

  changed() {
    this.bar.hidden = this.form.isOpen || (!this.range() && this.sentences.current < 0);
  }

  take() {
    if (this.form.open(this.kept ?? this.range() ?? this.sentences.range())) this.bar.hidden = true;
  }
}
