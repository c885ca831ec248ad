// Turns the folded styles of a citation into tabs, and adds a button that copies to each. Without it they are a list to fold open.
export function mount(element) {
  const styles = [...element.querySelectorAll("details[data-style]")];
  const list = document.createElement("div");
  list.className = "citing__tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", element.dataset.label);
  const prefix = `cite-${[...document.querySelectorAll("[data-module~=citing]")].indexOf(element)}`;
  styles[0].before(list);
  const tabs = styles.map((details) => tabOf(details, prefix, list));
  const panels = styles.map((details, at) => panelOf(details, tabs[at], element.dataset));

  const choose = (at, focus) => {
    tabs.forEach((tab, place) => {
      tab.setAttribute("aria-selected", String(place === at));
      tab.tabIndex = place === at ? 0 : -1;
      panels[place].hidden = place !== at;
    });
    if (focus) tabs[at].focus();
  };
  tabs.forEach((tab, at) => tab.addEventListener("click", () => choose(at, false)));
  list.addEventListener("keydown", (event) => {
    const now = tabs.indexOf(event.target);
    const last = tabs.length - 1;
    const places = { ArrowRight: now === last ? 0 : now + 1, ArrowLeft: now === 0 ? last : now - 1, Home: 0, End: last };
    if (now < 0 || !(event.key in places)) return;
    event.preventDefault();
    choose(places[event.key], true);
  });
  choose(0, false);
}

function tabOf(details, prefix, list) {
  const tab = document.createElement("button");
  tab.type = "button";
  tab.className = "citing__tab";
  tab.id = `${prefix}-${details.dataset.style}`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", `${tab.id}-panel`);
  tab.textContent = details.querySelector("summary").textContent;
  list.append(tab);
  return tab;
}

function panelOf(details, tab, texts) {
  const panel = document.createElement("div");
  panel.className = "citing__panel";
  panel.id = `${tab.id}-panel`;
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", tab.id);
  details.querySelector("summary").remove();
  panel.append(...details.children);
  details.replaceWith(panel);
  addCopy(panel, texts);
  return panel;
}

function addCopy(panel, texts) {
  if (!navigator.clipboard) return;
  let acts = panel.querySelector(".citing__acts");
  if (!acts) {
    acts = document.createElement("p");
    acts.className = "citing__acts";
    panel.append(acts);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small";
  button.textContent = texts.copy;
  button.setAttribute("aria-live", "polite");
  const citation = panel.querySelector("[data-citation]");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(citation.textContent);
      button.textContent = texts.copied;
      setTimeout(() => { button.textContent = texts.copy; }, 4000);
    } catch {
      getSelection().selectAllChildren(citation);
    }
  });
  acts.prepend(button);
}
