// Things that are made one by one: this part of the page is asked for again until all are there. Without scripts one reloads the page.
const EVERY_MS = 2000;

export function mount(section) {
  const again = async () => {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById(section.id);
      if (!answer.ok || !found) return;
      const before = section.querySelector("[role=status]")?.textContent;
      if (found.querySelector("[role=status]")?.textContent !== before) section.replaceChildren(...found.childNodes);
      if (found.dataset.done === "yes") return;
    } catch {
      // The network is away for a moment: the next turn asks again.
    }
    setTimeout(again, EVERY_MS);
  };
  setTimeout(again, EVERY_MS);
}
