// Shows the rows of a form as they are needed: those that are filled in or failed, the first one at least, and one more at a press.
export function mount(element) {
  const rows = [...element.querySelectorAll("[data-row]")];
  const add = element.querySelector("[data-add]");
  const isNeeded = (row) => [...row.querySelectorAll("input, select")].some((field) => field.value || field.ariaInvalid === "true");
  const last = rows.map(isNeeded).lastIndexOf(true);
  const next = () => rows.find((row) => row.hidden);
  rows.slice(Math.max(last, 0) + 1).forEach((row) => { row.hidden = true; });
  add.hidden = !next();
  add.addEventListener("click", () => {
    const row = next();
    row.hidden = false;
    add.hidden = !next();
    row.querySelector("input").focus();
  });
}
