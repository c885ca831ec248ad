// How a passage shows a law: polarity, strength and note of the desk's form, and their keys in the list of laws.

const POLARITY_KEYS = { "+": "upholds", "-": "violates", "−": "violates", "=": "mixed" };
const STRONGER = { ArrowLeft: -1, ArrowRight: 1 };
export const USUAL = { polarity: "upholds", strength: "2", note: "" };

export function setHow(form, values) {
  for (const name of Object.keys(USUAL)) if (name in values) form.elements[name].value = values[name];
}

// True when the key meant something here.
export function howKey(form, event) {
  const step = event.shiftKey ? 0 : STRONGER[event.key];
  const polarity = POLARITY_KEYS[event.key];
  if (polarity) setHow(form, { polarity });
  else if (step) setHow(form, { strength: String(Math.min(Math.max(Number(form.elements.strength.value) + step, 1), 3)) });
  return Boolean(polarity || step);
}
