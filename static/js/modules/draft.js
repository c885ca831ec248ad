// Saves a form of telling on the server while one writes: two seconds after the last letter, and when the page is left for another.
// data-save: where to; data-failed: the sentence when the server does not answer. The button "Save and continue later" works without it.
const PAUSE_MS = 2000;
const ENOUGH = 20;

export function mount(form) {
  const part = (name) => form.querySelector(`[data-part="${name}"]`);
  const text = form.querySelector("textarea[name=text]");
  const state = part("state");
  let timer = 0;
  let saved = text.defaultValue;
  let isSaving = false;
  let isStopped = false;

  const show = (answer) => {
    form.elements.draft.value = answer.token;
    form.elements.draft_version.value = answer.version;
    const link = part("link");
    link.href = answer.address;
    link.textContent = link.href;
    part("draft").hidden = false;
    state.textContent = answer.saved;
    // Reloading, or coming back to this tab tomorrow, finds the draft again.
    if (location.pathname !== answer.address) history.replaceState(null, "", answer.address);
  };

  const stop = (answer) => {
    isStopped = true;
    state.textContent = answer.problem;
    if (!answer.address) return;
    const link = document.createElement("a");
    link.href = answer.address;
    link.textContent = form.dataset.newer;
    state.append(" ", link);
  };

  const save = async () => {
    clearTimeout(timer);
    const now = text.value;
    if (isSaving || isStopped || now === saved || now.trim().length < ENOUGH) return;
    isSaving = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const response = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: body.toString().length < 60000 });
      const isOurs = (response.headers.get("Content-Type") ?? "").includes("json");
      if (response.ok) {
        saved = now;
        show(await response.json());
      } else if (isOurs && [409, 410].includes(response.status)) {
        stop(await response.json());
      } else {
        state.textContent = form.dataset.failed;
      }
    } catch {
      state.textContent = form.dataset.failed;
    }
    isSaving = false;
    if (text.value !== saved && !isStopped) later();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  };

  form.addEventListener("input", later);
  if (text.value !== saved) later(); // Somebody wrote while the scripts were on their way.
  form.addEventListener("submit", () => { isStopped = true; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  const copy = part("copy");
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(part("link").href);
      copy.textContent = copy.dataset.done;
    });
  }
}
