// Says how long a text is, in characters as the server counts them (code points), once it is getting long.
// data-max: the most; data-text: the sentence with {count}.
export function mount(element) {
  const field = element.querySelector("textarea");
  const max = Number(element.dataset.max);
  const line = document.createElement("p");
  line.className = "field__count";
  line.setAttribute("role", "status");
  element.append(line);
  const show = () => {
    const count = [...field.value.replace(/\r\n?/g, "\n")].length;
    line.textContent = count > max * 0.8 ? element.dataset.text.replace("{count}", count.toLocaleString(document.documentElement.lang)) : "";
    line.classList.toggle("field__count--over", count > max);
  };
  field.addEventListener("input", show);
  show();
}
