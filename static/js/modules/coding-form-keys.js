// The keys of the open form: what the list, the words to find a law and the note make of them.
import { moved } from "./coding-bounds.js";
import { howKey } from "./coding-how.js";
import { nameOf } from "./coding-keys.js";

export function formKey(form, event) {
  const { menu } = form;
  if (event.ctrlKey && event.key === "Enter") form.form.requestSubmit();
  else if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === "Escape") form.close();
  else if (event.target === menu.list && listKey(form, event)) event.preventDefault();
  else if (!menu.box.contains(event.target) || !menu.key(event)) return;
  event.preventDefault();
}

// Only in the list: in a field these keys write.
function listKey(form, event) {
  const { menu } = form;
  const name = nameOf(event);
  const range = moved(form.story, form.range, event);
  if (range) form.take(range);
  else if (name === "/") menu.filter.focus();
  else if (name === "r" && menu.recent.length) form.submit(menu.recent[0]);
  else if (name === "p" && !form.own) form.mark.querySelector('[data-part="propose"]')?.click();
  else if (name === "c" && form.own) form.next();
  else return howKey(form.form, event);
  return true;
}
