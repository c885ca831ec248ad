// From a selection on the page to "so many solid characters into sentence N", as the server reads it (coding/domain/places.py).
// Blanks are not counted, because between blocks the text has line ends that a page does not show; characters are code points.

const BLANKS = new Set([" ", "\t", "\n", "\r", "\f"]);

function solidCount(text) {
  let count = 0;
  for (const character of text) if (!BLANKS.has(character)) count += 1;
  return count;
}

// Number of the sentence → the pieces of it, in order. A sentence is in pieces where a link or emphasis cuts it; only the first has an id.
export function sentencePieces(story) {
  const numbers = new Map();
  for (const first of story.querySelectorAll(".sentence[id]")) numbers.set(first.dataset.start, Number(first.id.slice(2)));
  const pieces = new Map();
  for (const piece of story.querySelectorAll(".sentence")) {
    const number = numbers.get(piece.dataset.start);
    pieces.set(number, [...(pieces.get(number) ?? []), piece]);
  }
  return pieces;
}

// The place that `range` covers, or null when there is no word in it.
export function placeOf(story, range) {
  let place = null;
  let exact = "";
  for (const [number, pieces] of sentencePieces(story)) {
    let before = 0;
    for (const node of pieces.flatMap(textsIn)) {
      if (range.intersectsNode(node)) {
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.length;
        const chosen = node.data.slice(from, to);
        const first = before + solidCount(node.data.slice(0, from));
        if (solidCount(chosen)) {
          place ??= { fromSentence: number, fromOffset: first };
          place.toSentence = number;
          place.toOffset = first + solidCount(chosen);
          exact += (exact ? " " : "") + chosen;
        }
      }
      before += solidCount(node.data);
    }
  }
  return place && { ...place, exact };
}

// The range of a place counted like this, for a mark that is already there; null when the page has no such place.
export function rangeOf(story, { fromSentence, toSentence, fromOffset, toOffset }) {
  const pieces = sentencePieces(story);
  const start = pointAt(pieces.get(fromSentence) ?? [], fromOffset, false);
  const end = pointAt(pieces.get(toSentence) ?? [], toOffset, true);
  if (!start || !end) return null;
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

// Before the solid character with `count` before it, or (`after`) behind the `count`-th one.
function pointAt(pieces, count, after) {
  let left = count;
  for (const node of pieces.flatMap(textsIn)) {
    let at = 0;
    for (const character of node.data) {
      if (!BLANKS.has(character)) {
        if (!after && left === 0) return [node, at];
        left -= 1;
        if (after && left === 0) return [node, at + character.length];
      }
      at += character.length;
    }
  }
  return null;
}

// The texts of a piece, without the little law numbers that stand outside the story's text.
function textsIn(piece) {
  const texts = [];
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("[data-outside-text]")) texts.push(walker.currentNode);
  }
  return texts;
}
