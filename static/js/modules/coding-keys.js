// Single keys at the desk: what they are called on any keyboard, whether they are on, and whether the person is writing.

const WRITING = "input, textarea, select, [contenteditable]";
const STORE = "desk-keys";

// The letter on the key, also where the keyboard writes Cyrillic; `/` and `?` wherever they are.
export function nameOf(event) {
  if (/^[\u0400-\u04ff]$/.test(event.key)) return event.code.replace("Key", "").toLowerCase();
  if (event.code === "Slash" && event.key === ".") return "/";
  if (event.code === "Slash" && event.key === ",") return "?";
  return event.key.toLowerCase();
}

// True for a key that is no command: typed into a field or a window, or part of a shortcut of the browser.
export function isOther(event) {
  return event.target.closest(`${WRITING}, dialog`) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
}

// Single keys can get in the way of speech input, so they can be switched off; remembered in this browser.
export function keysAreOn() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    // Storage may be closed to us.
    return true;
  }
}

export function bindSwitch(box) {
  box.checked = keysAreOn();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(STORE, box.checked ? "on" : "off");
    } catch {
      // Then the keys stay on.
    }
  });
}
