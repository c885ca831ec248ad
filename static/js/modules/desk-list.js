// Single keys for a list of things to do: J and K move among [data-item]; any [data-key] is pressed by its letter, the current item's own first,
// else the last one of the page. data-key-focus: the letter only leads there, Enter confirms. Without it everything is links and buttons.
import { bindSwitch, isOther, keysAreOn, nameOf } from "./coding-keys.js";

export function mount(desk) {
  const part = (name) => desk.querySelector(`[data-part="${name}"]`);
  const help = part("help");
  const items = () => [...desk.querySelectorAll("[data-item]")];
  let current = -1;

  function show(index) {
    const all = items();
    if (!all.length) return;
    current = Math.min(Math.max(index, 0), all.length - 1);
    all.forEach((item, number) => item.toggleAttribute("data-current", number === current));
    (all[current].querySelector("[data-open]") ?? all[current]).focus();
    all[current].scrollIntoView({ block: "nearest" });
    point(all[current]);
  }

  function press(key) {
    const own = items()[current]?.querySelector(`[data-key="${key}"]`);
    const found = own ?? [...desk.querySelectorAll(`[data-key="${key}"]:not([data-item] *)`)].at(-1);
    if (found) found.click();
    else focusOn(desk.querySelector(`[data-key-focus="${key}"]`));
    return Boolean(found);
  }

  document.addEventListener("keydown", (event) => {
    if (isOther(event) || !keysAreOn() || event.shiftKey !== (event.key === "?")) return;
    const key = nameOf(event);
    if (key === "j" || key === "k") show(current + (key === "j" ? 1 : -1));
    else if (key === "?") help.showModal();
    else if (!/^[a-z]$/.test(key) || !desk.querySelector(`[data-key="${key}"], [data-key-focus="${key}"]`)) return;
    else press(key);
    event.preventDefault();
  });

  bindSwitch(part("keys-on"));
  part("help-button").addEventListener("click", () => help.showModal());
  part("keys").hidden = false;
  // Back from a button: go on with the next thing in the list.
  if (location.hash === "#marks") show(0);
}

// The place in the text that an item is about.
function point(item) {
  const href = item.querySelector("a[href^='#place-']")?.getAttribute("href");
  for (const place of document.querySelectorAll(".passage--here")) place.classList.remove("passage--here");
  if (href) document.querySelector(href)?.classList.add("passage--here");
}

function focusOn(element) {
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
}
