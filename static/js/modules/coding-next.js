// N goes to the next story of the queue, before and after finishing.
import { isOther, keysAreOn, nameOf } from "./coding-keys.js";

export function mount(desk) {
  for (const hint of desk.querySelectorAll('[data-part="next-hint"]')) hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (nameOf(event) !== "n" || event.shiftKey || isOther(event) || !keysAreOn()) return;
    document.querySelector('a[rel~="next"]')?.click();
  });
}
