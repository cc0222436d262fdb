// A list of suggestions above the message box. The text field keeps the focus; arrow keys move in the list.

import { freshId, h } from "./dom.js";

export class Popup {
  #id = freshId("popup");
  #items = [];
  #active = -1;
  #field = null;
  #pick = null;
  #title = h("div", { class: "popup-title" });
  #list = h("div", { class: "popup-list", role: "listbox", id: this.#id });
  #note = h("div", { class: "popup-note", role: "status" });
  element = h("div", { class: "popup", hidden: true }, this.#title, this.#list, this.#note);

  get isOpen() {
    return !this.element.hidden;
  }

  get active() {
    return this.#items[this.#active] ?? null;
  }

  /** Shows items with `label`, and perhaps `detail`, `sign` and `group`. `first` makes the first one active. */
  show(field, { title = "", items = [], note = "", first = true, pick }) {
    // Who has moved to an entry stays on it when the list comes anew.
    const before = this.#field === field && !first ? this.active?.label : undefined;
    if (this.#field !== field) this.hide();
    this.#field = field;
    this.#items = items;
    this.#pick = pick;
    this.#active = first && items.length > 0 ? 0 : items.findIndex((it) => it.label === before);
    this.element.dataset.typed = field.value;
    this.#title.textContent = title;
    this.#note.textContent = note;
    this.#note.hidden = !note;
    this.#list.setAttribute("aria-label", title);
    this.#list.replaceChildren(...items.map((it, index) => {
      const row = h("div", {
        class: "popup-item", role: "option", id: `${this.#id}-${index}`, "aria-selected": "false",
        onpointerdown: (event) => {
          event.preventDefault();
          this.#pick(it);
        },
        onpointermove: () => index !== this.#active && this.#mark(index, false),
      }, it.sign, h("span", { class: "label" }, it.label, it.detail && h("span", { class: "dim small" }, it.detail)), it.aside && h("span", { class: "dim small" }, it.aside));
      return row;
    }));
    this.element.hidden = false;
    for (const [name, value] of [["aria-expanded", "true"], ["aria-controls", this.#id], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);
    this.#mark(this.#active, true);
  }

  hide() {
    this.element.hidden = true;
    this.#items = [];
    this.#active = -1;
    this.#field?.setAttribute("aria-expanded", "false");
    this.#field?.removeAttribute("aria-activedescendant");
    this.#field = null;
  }

  /** Handles a key; true if it was for the list. */
  key(event) {
    if (!this.isOpen || event.isComposing) return false;
    const last = this.#items.length - 1;
    if (event.key === "ArrowDown" && last >= 0) this.#mark(this.#active >= last ? 0 : this.#active + 1, true);
    else if (event.key === "ArrowUp" && last >= 0) this.#mark(this.#active <= 0 ? last : this.#active - 1, true);
    else if (event.key === "Escape") this.hide();
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && this.active) this.#pick(this.active);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #mark(index, scroll) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const row = this.#list.children[index];
    if (!row) return this.#field?.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    this.#field?.setAttribute("aria-activedescendant", row.id);
    if (scroll) row.scrollIntoView({ block: "nearest" });
  }
}
