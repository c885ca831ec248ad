// Copies or prints the code of a story. The buttons are hidden until a script can serve them; the code itself is always on the page.
export function mount(element) {
  const code = element.querySelector("[data-code]").textContent.trim();
  const copy = element.querySelector("[data-copy]");
  const print = element.querySelector("[data-print]");
  if (navigator.clipboard) {
    const before = copy.textContent;
    copy.hidden = false;
    copy.setAttribute("aria-live", "polite");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code);
        copy.textContent = copy.dataset.done;
        setTimeout(() => { copy.textContent = before; }, 4000);
      } catch {
        getSelection().selectAllChildren(element.querySelector("[data-code]"));
      }
    });
  }
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
