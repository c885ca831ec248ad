// Where the desk's form opens: under the words it is about, and scrolled so far that both are in view.

const ABOVE = 48;

export function openUnder(desk, mark, words) {
  mark.hidden = false;
  mark.classList.add("desk__mark--beside");
  const below = words - desk.getBoundingClientRect().top;
  mark.style.setProperty("--below", `${Math.round(below)}px`);
}

// Scrolls so far that both the words and the form are in view; the words come first.
export function showBoth(mark, words) {
  if (words.top < 0) return scrollBy({ top: words.top - ABOVE, behavior: "instant" });
  const place = mark.getBoundingClientRect();
  const isSheet = getComputedStyle(mark).position === "fixed";
  const hidden = isSheet ? words.bottom + 16 - place.top : place.bottom + 8 - innerHeight;
  if (hidden > 0) scrollBy({ top: Math.min(hidden, Math.max(words.top - 16, 0)), behavior: "instant" });
}
