// Files that are about to be sent: chosen, dropped or pasted.

import { state } from "./store.js";
import { h, icon, refill, signButton } from "./dom.js";
import { say } from "./notices.js";
import { bytes, t } from "./words.js";

const LARGEST = 10 * 1024 * 1024;
const MOST = 10;

/** Hands a file to the stand-in, which gives it an id. Says why if it cannot. */
export async function upload(file) {
  if (file.size > LARGEST) {
    say(t("file_too_large", { name: file.name }));
    return null;
  }
  try {
    const answer = await fetch(`files?user=${state.me.id}&name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json();
  } catch {
    say(t("file_failed", { name: file.name }));
    return null;
  }
}

/** Asks for files. */
export function choose(several) {
  return new Promise((done) => {
    const input = h("input", { type: "file", multiple: several, hidden: true, "aria-hidden": "true", tabindex: "-1", class: "file-input" });
    input.addEventListener("change", () => {
      done([...input.files]);
      input.remove();
    });
    input.addEventListener("cancel", () => {
      done([]);
      input.remove();
    });
    document.body.append(input);
    input.click();
  });
}

/** The files under the message box that wait to be sent. */
export class Waiting {
  #files = [];
  element = h("ul", { class: "waiting", hidden: true });

  get ids() {
    return this.#files.map((it) => it.id);
  }

  async add(files) {
    for (const file of files) {
      if (this.#files.length >= MOST) return say(t("too_many_files"));
      const taken = await upload(file);
      if (taken) this.#files.push(taken);
      this.#draw();
    }
  }

  clear() {
    this.#files = [];
    this.#draw();
  }

  #draw() {
    this.element.hidden = this.#files.length === 0;
    refill(this.element, this.#files.map((it) => h("li", { class: "waiting-file" }, icon("file"),
      h("span", { class: "label" }, it.name, h("span", { class: "dim small" }, bytes(it.size))),
      signButton("close", t("remove", { name: it.name }), () => {
        this.#files = this.#files.filter((other) => other !== it);
        this.#draw();
      }))));
  }
}
