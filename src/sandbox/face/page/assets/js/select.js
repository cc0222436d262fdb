// A select menu of a message: one choice is sent at once, several are sent together.

import { openGuild, present, state } from "./store.js";
import { freshId, h, icon } from "./dom.js";
import { interact } from "./act.js";
import { t } from "./words.js";

/** Options of the kinds that Discord fills in itself: users, roles, channels. */
function ownOptions(kind) {
  const users = () => present().map((it) => ({ label: it.name, value: it.id }));
  const roles = () => (openGuild()?.roles ?? []).map((it) => ({ label: it.name, value: it.id }));
  if (kind === 5) return users();
  if (kind === 6) return roles();
  if (kind === 7) return [...users(), ...roles()];
  return state.channels.filter((it) => it.guild === openGuild()?.id).map((it) => ({ label: `#${it.name}`, value: it.id }));
}

export function select(it, message) {
  const options = it.type === 3 ? it.options : ownOptions(it.type);
  const [least, most] = [it.min_values ?? 1, it.max_values ?? 1];
  const several = most > 1;
  const chosen = new Set(options.filter((option) => option.default).map((option) => option.value));
  const id = freshId("select");
  const shown = h("span", { class: "label" });
  const label = () => {
    const names = options.filter((option) => chosen.has(option.value)).map((option) => option.label);
    shown.textContent = names.length === 0 ? it.placeholder ?? t("make_selection") : names.length < 3 ? names.join(", ") : t("chosen", { count: names.length });
    shown.classList.toggle("dim", names.length === 0);
  };
  const control = h("button", {
    type: "button", class: "select", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": id,
    "aria-label": it.placeholder ?? t("make_selection"), disabled: it.disabled === true, "data-key": `component-${it.custom_id}`,
  }, shown, icon("down"));
  const list = h("div", { class: "options", role: "listbox", id, "aria-multiselectable": several ? "true" : null, "aria-label": it.placeholder ?? t("make_selection") });
  const holder = h("div", { class: "select-holder" }, control);
  let active = 0;
  let rows = [];

  const send = () => {
    close();
    interact("select", { message: message.id, component: it.custom_id, values: [...chosen] }, { message: message.id });
  };
  const pick = (index) => {
    const { value } = options[index];
    if (!several) {
      chosen.clear();
      chosen.add(value);
      label();
      send();
      return;
    }
    if (chosen.has(value)) chosen.delete(value);
    else if (chosen.size < most) chosen.add(value);
    label();
    draw();
  };
  const draw = () => {
    rows = options.map((option, index) => h("div", {
      class: `option${index === active ? " active" : ""}`, role: "option", id: `${id}-${index}`, "aria-selected": String(chosen.has(option.value)),
      onpointerdown: (event) => {
        event.preventDefault();
        pick(index);
      },
      onpointermove: () => index !== active && move(index),
    }, option.emoji?.name && h("span", { class: "emoji" }, option.emoji.name), h("span", { class: "label" }, option.label, option.description && h("span", { class: "dim small" }, option.description)), chosen.has(option.value) && icon("check")));
    list.replaceChildren(...rows, ...(several ? [h("div", { class: "options-foot" }, h("span", { class: "dim small" }, t("choose_up_to", { min: least, max: most })),
      h("button", { type: "button", class: "button primary", tabindex: "-1", disabled: chosen.size < least, onpointerdown: (event) => { event.preventDefault(); send(); } }, t("apply")))] : []));
    control.setAttribute("aria-activedescendant", `${id}-${active}`);
  };
  const move = (to) => {
    rows[active]?.classList.remove("active");
    active = (to + options.length) % options.length;
    rows[active]?.classList.add("active");
    rows[active]?.scrollIntoView({ block: "nearest" });
    control.setAttribute("aria-activedescendant", `${id}-${active}`);
  };
  const isOpen = () => control.getAttribute("aria-expanded") === "true";
  const open = () => {
    active = Math.max(0, options.findIndex((option) => chosen.has(option.value)));
    draw();
    holder.append(list);
    control.setAttribute("aria-expanded", "true");
    const box = control.getBoundingClientRect();
    list.classList.toggle("up", box.bottom + list.offsetHeight + 8 > innerHeight && box.top > list.offsetHeight);
    list.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.remove();
    control.setAttribute("aria-expanded", "false");
    control.removeAttribute("aria-activedescendant");
  };
  control.addEventListener("click", () => (isOpen() ? close() : open()));
  control.addEventListener("blur", close);
  control.addEventListener("keydown", (event) => {
    if (!isOpen()) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      open();
    } else if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Home") move(0);
    else if (event.key === "End") move(options.length - 1);
    else if (event.key === "Enter" && several && event.ctrlKey) send();
    else if (event.key === "Enter" || event.key === " ") pick(active);
    else if (event.key === "Tab" && several && chosen.size >= least) return send();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  label();
  return holder;
}
