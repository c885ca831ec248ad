// Moving one end of a passage by a word, with Shift and the arrows: right and left the end, down and up the beginning.
import { placeOf } from "./coding-places.js";

const ENDS = { ArrowRight: ["end", 1], ArrowLeft: ["end", -1], ArrowDown: ["start", 1], ArrowUp: ["start", -1] };
// The little law numbers are words to the browser but none of the story: they are stepped over.
const TRIES = 6;

// The range that this key makes of `range`, or null when the key means nothing here or there is no further word.
export function moved(story, range, event) {
  const [edge, step] = (event.shiftKey && ENDS[event.key]) || [];
  if (!edge || !range) return null;
  const selection = getSelection();
  const ends = { start: [range.startContainer, range.startOffset], end: [range.endContainer, range.endOffset] };
  const fixed = edge === "end" ? "start" : "end";
  selection.setBaseAndExtent(...ends[fixed], ...ends[edge]);
  const before = JSON.stringify(placeOf(story, range));
  for (let tried = 0; tried < TRIES; tried += 1) {
    selection.modify("extend", step > 0 ? "forward" : "backward", "word");
    const next = selection.getRangeAt(0);
    if (selection.isCollapsed || !story.contains(next.commonAncestorContainer) || turned(next, fixed, ends[fixed])) return null;
    const place = placeOf(story, next);
    if (place && JSON.stringify(place) !== before) return next.cloneRange();
  }
  return null;
}

// Shrunk past its other end.
function turned(range, fixed, [node, offset]) {
  return range[`${fixed}Container`] !== node || range[`${fixed}Offset`] !== offset;
}
