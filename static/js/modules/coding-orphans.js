// Marks that lost their place, one key each: O goes to the next, a number takes that place, H the selected words, D drops the mark.
import { isOther, keysAreOn, nameOf } from "./coding-keys.js";
import { placeOf } from "./coding-places.js";

export function mount(section) {
  const story = document.querySelector('[data-part="story"]');
  const orphans = [...section.querySelectorAll('[data-part="orphan"]')];
  let kept = null;

  for (const hidden of section.querySelectorAll('[data-part="here"], [data-part="orphan-keys"]')) hidden.hidden = false;
  // Pressing a button may end the selection.
  document.addEventListener("selectionchange", () => (kept = selected(story) ?? kept));
  section.addEventListener("submit", (event) => {
    if (event.submitter?.dataset.part === "here" && !fill(event.target, kept && placeOf(story, kept))) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (isOther(event) || !keysAreOn()) return;
    const name = nameOf(event);
    const at = orphans.findIndex((orphan) => orphan.contains(document.activeElement));
    if (name === "o") orphans[(at + 1) % orphans.length].focus();
    else if (at >= 0) orphans[at].querySelector(`[data-key="${CSS.escape(name)}"]`)?.click();
  });
}

function selected(story) {
  const selection = document.getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  return range && range.intersectsNode(story) ? range.cloneRange() : null;
}

function fill(form, place) {
  if (!place) return false;
  const { elements } = form;
  elements.from_sentence.value = place.fromSentence;
  elements.to_sentence.value = place.toSentence;
  elements.from_offset.value = place.fromOffset;
  elements.to_offset.value = place.toOffset;
  elements.exact.value = place.exact;
  return true;
}
