// Asks for suggestions for what is chosen in the story: the sentences of the selection, else the chosen ones. G does the same as the button.
import { isOther, keysAreOn, nameOf } from "./coding-keys.js";

export function mount(form) {
  const story = document.querySelector('[data-part="story"]');
  form.querySelector('[data-part="key"]').hidden = false;
  form.querySelector("button").addEventListener("click", () => choose(form, story));
  document.addEventListener("keydown", (event) => {
    if (nameOf(event) !== "g" || isOther(event) || !keysAreOn() || event.target.closest('[data-part="mark"]')) return;
    event.preventDefault();
    choose(form, story);
    form.requestSubmit();
  });
}

// Without anything chosen the lists stay as they are.
function choose(form, story) {
  const numbers = sentences(story).map((element) => Number(element.id.slice(2)));
  if (!numbers.length) return;
  form.elements.from_sentence.value = Math.min(...numbers);
  form.elements.to_sentence.value = Math.max(...numbers);
}

function sentences(story) {
  const all = [...story.querySelectorAll('[id^="s-"]')];
  const selection = document.getSelection();
  if (selection.rangeCount && !selection.isCollapsed) {
    const range = selection.getRangeAt(0);
    const touched = all.filter((element) => range.intersectsNode(element));
    if (touched.length) return touched;
  }
  const chosen = all.filter((element) => element.classList.contains("sentence--chosen"));
  return chosen.length ? chosen : all.filter((element) => element.classList.contains("sentence--current"));
}
