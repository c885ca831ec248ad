// Marks and removals go to the server without leaving the page: the answer is the page anew, and its changed parts are swapped in.
// Anything but that answer (an error, a changed text, a session that ended) is left to the browser: it sends the form and shows what comes.

export class Saving {
  // `swapped` is called when the page has changed; `failed` when there was no connection, with what was to be sent.
  constructor(desk, { swapped, failed }) {
    Object.assign(this, { desk, swapped, failed, last: Promise.resolve() });
    this.said = desk.querySelector('[data-part="said"]');
    this.token = desk.querySelector('[name="csrf_token"]').value;
  }

  say(what, more = "") {
    this.said.textContent = [this.said.dataset[what], more].filter(Boolean).join(" ");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.said.textContent = ""), 6000);
  }

  mark(address, fields) {
    return this.send(address, fields, (before) => {
      const fresh = this.ids().filter((id) => !before.includes(id))[0] ?? fields.coding;
      const said = this.desk.querySelectorAll(`#coding-${fresh} .coding__said > *`);
      this.say(fields.coding ? "changed" : "marked", [...said].map((part) => part.textContent.trim()).join(" · "));
    });
  }

  remove(id) {
    return this.send(this.mine().dataset.remove, { csrf_token: this.token, coding: id }, () => this.say("removed"));
  }

  // One step back or forth through what was done in this story, in this sitting or an earlier one.
  step(way) {
    return this.enqueue(() => {
      const form = this.desk.querySelector(`[data-part="${way}"]`);
      if (!form) return this.say(`${way}Nothing`);
      const what = form.querySelector('[data-part="what"]').textContent.trim();
      return this.post(form.action, { csrf_token: this.token }, () => this.say(way, what));
    });
  }

  mine() {
    return document.getElementById("codings");
  }

  ids() {
    return [...this.mine().querySelectorAll('[data-part="remove"] [name="coding"]')].map((field) => field.value);
  }

  send(address, fields, done) {
    return this.enqueue(() => this.post(address, fields, done));
  }

  // One after the other, so that the parts on the page are always those of the latest answer.
  enqueue(task) {
    this.last = this.last.then(task);
    return this.last;
  }

  async post(address, fields, done) {
    const before = this.ids();
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields), keepalive: true });
    } catch {
      this.say("offline");
      this.failed(address, fields);
      return;
    }
    const page = answer.ok && answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    if (!page?.querySelector('[data-swap="story"]')) {
      sendByForm(address, fields);
      return;
    }
    for (const part of document.querySelectorAll("[data-swap]")) {
      const fresh = page.querySelector(`[data-swap="${part.dataset.swap}"]`);
      if (fresh) part.replaceChildren(...fresh.childNodes);
    }
    done(before);
    this.swapped();
  }
}

function sendByForm(address, fields) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    [field.name, field.value] = [name, value];
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
