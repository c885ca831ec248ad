// The coding desk by mouse, by touch and by keys. Without it the form with its lists does the same; see templates/coding/desk_help.html.
import { Changing } from "./coding-changing.js";
import { CodingForm } from "./coding-form.js";
import { Guides } from "./coding-guides.js";
import { bindSwitch, isOther, keysAreOn, nameOf } from "./coding-keys.js";
import { Saving } from "./coding-saving.js";
import { Selecting } from "./coding-selecting.js";
import { Sentences } from "./coding-sentences.js";

const ACTING = "a, button, summary, label";

export function mount(desk) {
  const part = (name) => desk.querySelector(`[data-part="${name}"]`);
  const story = part("story");
  const help = part("help");
  const guides = new Guides(part("laws"));
  const sentences = new Sentences(story);
  let last = null;

  const saving = new Saving(desk, {
    swapped: () => sentences.renew(),
    failed: (address, fields) => fields.law && form.reopen(fields),
  });
  const form = new CodingForm(desk, story, guides, {
    send: (address, fields) => {
      last = fields;
      sentences.goOnFrom(Number(fields.to_sentence));
      saving.mark(address, fields);
    },
    closed: () => (sentences.current < 0 ? story.focus({ preventScroll: true }) : sentences.focus()),
  });
  const selecting = new Selecting(story, part("bar"), { form, sentences });
  const changing = new Changing(desk, story, form, { sentences, saving });
  const chosen = () => selecting.range() ?? sentences.range();
  const openWhole = () => form.open(null);

  const commands = {
    j: (event) => sentences.move(1, event.shiftKey),
    k: (event) => sentences.move(-1, event.shiftKey),
    enter: () => form.open(chosen()),
    w: openWhole,
    "/": () => (form.open(chosen()) ? form.menu.filter : guides.field).focus(),
    r: () => repeat(form, chosen(), last),
    u: (event) => saving.step(event.shiftKey ? "redo" : "undo"),
    c: () => changing.open(),
    f: () => focusOn(part("finish")?.querySelector("button")),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const command = commands[nameOf(event)];
    if (!command || isOther(event) || form.mark.contains(event.target)) return;
    if (event.key === "Enter" ? event.target.closest(ACTING) : !keysAreOn()) return;
    event.preventDefault();
    command(event);
  });

  bindSwitch(part("keys-on"));
  part("help-button").addEventListener("click", () => help.showModal());
  part("whole-button").addEventListener("click", openWhole);
  desk.addEventListener("submit", (event) => submitted(event, saving));
  part("keys").hidden = false;
  arrive(story, sentences);
}

// Without a mark in this sitting: the law used last, as it is marked by default.
function repeat(form, range, last) {
  const [law] = form.menu.recent;
  if (range && law) form.repeat(range, last ? { law, polarity: last.polarity, strength: last.strength } : { law });
}

// Removing goes as quietly as marking; finishing waits for what is still on its way.
function submitted(event, saving) {
  const { target } = event;
  if (target.dataset.part === "remove" && saving.mine().contains(target)) {
    event.preventDefault();
    saving.remove(target.elements.coding.value);
  } else if (/^(undo|redo)$/.test(target.dataset.part)) {
    event.preventDefault();
    saving.step(target.dataset.part);
  } else if (target.dataset.part === "finish") {
    event.preventDefault();
    saving.enqueue(() => target.submit());
  }
}

function focusOn(element) {
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
}

// A page that comes back with the place in its address begins there.
function arrive(story, sentences) {
  const target = /^#s-\d+$/.test(location.hash) && story.querySelector(location.hash);
  if (target) sentences.goTo(target);
}
