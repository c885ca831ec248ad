// Solves the puzzle of a form: finds a number whose SHA-256 with the puzzle begins with 16 zero bits, a few hundred at a time.
// data-busy, data-done: what is said meanwhile. Who presses Send before it is solved need not press again: the form goes when it is.
// A code in the form, or saving for later, needs no solution. Without a script, or without crypto, one waits a minute instead.
const AT_ONCE = 256;

export async function mount(form) {
  if (!globalThis.crypto?.subtle) return;
  const state = form.querySelector('[data-part="state"]');
  const puzzle = form.elements.puzzle.value;
  const encoder = new TextEncoder();
  let pressed = null;
  const hold = (event) => {
    if (event.submitter?.hasAttribute("formaction") || form.elements.lift.value.trim()) return;
    event.preventDefault();
    pressed = event.submitter;
  };
  const isSolved = async (solution) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(`${puzzle}:${solution}`)));
    return digest[0] === 0 && digest[1] === 0;
  };
  form.addEventListener("submit", hold);
  state.textContent = form.dataset.busy;
  for (let first = 0; ; first += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, at) => String(first + at));
    const solved = await Promise.all(tries.map(isSolved));
    const found = solved.indexOf(true);
    if (found >= 0) {
      form.removeEventListener("submit", hold);
      form.elements.solution.value = tries[found];
      state.textContent = form.dataset.done;
      if (pressed) form.requestSubmit(pressed);
      return;
    }
  }
}
