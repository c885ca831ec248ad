// Moves the focus to the error summary when a form comes back, so that keyboard and screen reader users hear what is wrong first.
export function mount(element) {
  element.focus();
}
