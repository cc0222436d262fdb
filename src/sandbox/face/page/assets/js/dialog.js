// Dialogs: a modal of the bot's, a new thread, a new post. The browser keeps the focus inside.

import { live, open } from "./store.js";
import { freshId, h } from "./dom.js";
import { reason, t } from "./words.js";

/** A field with its label: a line or several, perhaps with bounds. */
export function field({ id, label, value = "", required = true, long = false, least = 0, most = 4000, placeholder, hint }) {
  const input = h(long ? "textarea" : "input", {
    id: freshId("field"), name: id, value, required, placeholder, maxlength: String(most), autocomplete: "off", rows: long ? "5" : null, type: long ? null : "text",
    minlength: least > 0 ? String(least) : null,
  });
  const needed = required && h("span", { class: "needed", "aria-hidden": "true", title: t("required") }, " *");
  return { input, element: h("div", { class: "form-field" }, h("label", { for: input.id }, label, needed), hint && h("p", { class: "dim small" }, hint), input) };
}

/** A dialog with fields; `run` gets their values and may fail with a sentence. */
export function dialog({ title, parts, submit, run, cancelled }) {
  const problem = h("p", { class: "form-problem", role: "alert", hidden: true });
  const send = h("button", { type: "submit", class: "button primary" }, submit);
  const titleId = freshId("title");
  const form = h("form", { method: "dialog", novalidate: false }, h("h2", { id: titleId }, title), parts, problem,
    h("div", { class: "form-foot" }, h("button", { type: "button", class: "button secondary", onclick: () => element.close() }, t("cancel")), send));
  const element = h("dialog", { class: "dialog", "aria-labelledby": titleId }, form);
  let done = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.setAttribute("aria-busy", "true");
    problem.hidden = true;
    try {
      await run();
      done = true;
      element.close();
    } catch (error) {
      problem.textContent = reason(error);
      problem.hidden = false;
    }
    send.removeAttribute("aria-busy");
  });
  const back = document.activeElement;
  element.addEventListener("close", () => {
    element.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
    if (!done) cancelled?.();
  });
  document.body.append(element);
  element.showModal();
  element.querySelector("input, textarea, select")?.focus();
  return element;
}

/** Asks for the name of a thread and opens it. */
export function askThread(channel, message, name) {
  const { input, element } = field({ id: "name", label: t("thread_name"), value: name, most: 100 });
  dialog({
    title: t("start_thread"), parts: [element], submit: t("start_thread"),
    run: async () => open(await live.ask("thread", { channel: channel.id, message: message?.id, name: input.value })),
  });
}
