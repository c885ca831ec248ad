// Marking a passage brings the list of marked laws up to date; whatever was chosen in it stays chosen.
export function mount(list) {
  let chosen = list.value;
  list.addEventListener("change", () => (chosen = list.value));
  new MutationObserver(() => {
    list.value = chosen;
    if (list.selectedIndex < 0) list.value = chosen = "";
  }).observe(list, { childList: true, subtree: true });
}
