// The coding desk by mouse and by keys. Without it the form with its lists does the same; see templates/coding/desk_help.html for the keys.
import { CodingForm } from "./coding-form.js";
import { Sentences } from "./coding-sentences.js";

const WRITING = "input, textarea, select, [contenteditable]";
const ACTING = "a, button, summary, label";

export function mount(desk) {
  const part = (name) => desk.querySelector(`[data-part="${name}"]`);
  const story = part("story");
  const form = new CodingForm(desk, story);
  const sentences = new Sentences(story);
  const help = part("help");
  const switches = keySwitch(part("keys-on"));
  part("keys").hidden = false;
  part("help-button").addEventListener("click", () => help.showModal());
  form.onclose = () => (sentences.current < 0 ? story.focus({ preventScroll: true }) : sentences.show());

  const selected = () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    return range && range.intersectsNode(story) ? range : null;
  };
  // After the browser has settled the selection, which it does after the event.
  const afterSelecting = (event) => setTimeout(() => {
    if (selected()) form.open(selected());
    else if (!event.target.closest("a")) sentences.goTo(event.target);
  });
  story.addEventListener("mouseup", afterSelecting);
  story.addEventListener("touchend", afterSelecting);
  document.addEventListener("mousedown", (event) => {
    if (form.isOpen && !form.mark.contains(event.target) && !("failed" in form.mark.dataset)) form.close(false);
  });

  const commands = {
    j: (event) => sentences.move(1, event.shiftKey),
    k: (event) => sentences.move(-1, event.shiftKey),
    enter: () => form.open(selected() ?? sentences.range()),
    "/": () => form.open(selected() ?? sentences.range()) && form.menu.filter.focus(),
    r: () => form.menu.recent.length && form.take(selected() ?? sentences.range()) && form.submit(form.menu.recent[0]),
    u: () => [...desk.querySelectorAll('.desk__mine [data-part="remove"]')].at(-1)?.requestSubmit(),
    f: () => focusOn(part("finish")?.querySelector("button")),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const command = commands[nameOf(event)];
    const elsewhere = event.target.closest(`${WRITING}, dialog`) || form.mark.contains(event.target);
    if (!command || elsewhere || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Enter" ? event.target.closest(ACTING) : !switches.on) return;
    event.preventDefault();
    command(event);
  });
  arrive(story, sentences);
}

// The letter on the key, also where the keyboard writes Cyrillic; `/` and `?` wherever they are.
function nameOf(event) {
  if (/^[\u0400-\u04ff]$/.test(event.key)) return event.code.replace("Key", "").toLowerCase();
  if (event.code === "Slash" && event.key === ".") return "/";
  if (event.code === "Slash" && event.key === ",") return "?";
  return event.key.toLowerCase();
}

function focusOn(element) {
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
}

// Single keys can get in the way of speech input, so they can be switched off; remembered in this browser.
function keySwitch(box) {
  const state = { on: true };
  try {
    state.on = localStorage.getItem("desk-keys") !== "off";
  } catch {
    // Storage may be closed to us; then the switch holds for this page.
  }
  box.checked = state.on;
  box.addEventListener("change", () => {
    state.on = box.checked;
    try {
      localStorage.setItem("desk-keys", box.checked ? "on" : "off");
    } catch {
      // As above.
    }
  });
  return state;
}

// After a mark the page comes back: at the sentence, scrolled as before.
function arrive(story, sentences) {
  const target = /^#s-\d+$/.test(location.hash) && story.querySelector(location.hash);
  if (!target) return;
  sentences.goTo(target);
  try {
    const [path, top] = (sessionStorage.getItem("desk-scroll") ?? "").split(" ");
    sessionStorage.removeItem("desk-scroll");
    if (path === location.pathname) scrollTo({ top: Number(top), behavior: "instant" });
  } catch {
    // The sentence is in view anyway.
  }
}
