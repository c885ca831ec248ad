// "Why this result": what the link leads to is shown under the result instead, asked for when it is opened. Without scripts the link is one.
export function mount(details) {
  const link = details.querySelector("a");
  const ask = async () => {
    if (!details.open || details.dataset.asked) return;
    details.dataset.asked = "yes";
    try {
      const answer = await fetch(link.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("why");
      if (!answer.ok || !found) return;
      link.parentElement.replaceWith(...found.childNodes);
    } catch {
      delete details.dataset.asked; // The link is still there.
    }
  };
  details.addEventListener("toggle", ask);
  ask(); // Somebody may have opened it while the scripts were on their way.
}
