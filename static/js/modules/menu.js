// Closes an open details menu by Escape (focus back on its summary) and by a press anywhere else. It opens and closes without this, too.
export function mount(element) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && element.open) {
      element.open = false;
      element.querySelector("summary").focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (element.open && !element.contains(event.target)) element.open = false;
  });
}
