// A modal of the bot: its text inputs, and the texts between them.

import { h } from "./dom.js";
import { dialog, field } from "./dialog.js";
import { interact } from "./act.js";
import { live } from "./store.js";
import { markdown } from "./markdown/draw.js";
import { t } from "./words.js";

export function openModal({ interaction, detail: modal }) {
  const inputs = [];
  const input = (it, label, hint) => {
    const made = field({
      id: it.custom_id, label: label ?? it.label ?? "", value: it.value ?? "", required: it.required !== false, long: it.style === 2, placeholder: it.placeholder,
      least: it.min_length ?? 0, most: it.max_length ?? 4000, hint,
    });
    inputs.push([it.custom_id, made.input]);
    return made.element;
  };
  const part = (it) => {
    if (it.type === 1) return (it.components ?? []).map((child) => input(child));
    if (it.type === 18 && it.component?.type === 4) return input(it.component, it.label, it.description);
    if (it.type === 10) return h("div", { class: "content" }, markdown(it.content));
    return null;
  };
  dialog({
    title: modal.title, parts: (modal.components ?? []).map(part), submit: t("submit"),
    run: async () => {
      const values = inputs.map(([id, element]) => [id, element.value]);
      const seen = await live.ask("modal", { interaction, values });
      if (seen.view === "silent") interact("answer", { interaction: seen.interaction }, { label: modal.title });
    },
  });
}
