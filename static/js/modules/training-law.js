// The law chosen in the training's form is shown open beside the story, alone; nothing chosen: all of them again.
export function mount(element) {
  const select = element.querySelector("select[name=law]");
  const aside = element.querySelector('[data-part="laws"]');
  const guides = [...aside.querySelectorAll("[data-law]")];

  const show = () => {
    aside.classList.toggle("desk__laws--choosing", select.value !== "");
    for (const guide of guides) {
      const active = guide.dataset.law === select.value;
      guide.classList.toggle("law-guide--active", active);
      guide.open = active;
    }
    aside.scrollTop = 0;
  };

  select.addEventListener("change", show);
  show();
}
