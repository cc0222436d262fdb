// Short notices above the message box: what went wrong, what was refused, what was done.

import { live, on, state } from "./store.js";
import { h, icon, signButton } from "./dom.js";
import { reason, t } from "./words.js";

const MOST = 4;
const STAYS_MS = 6000;

const region = h("div", { class: "notices", role: "status", "aria-live": "polite" });

function put(element, stays) {
  region.append(element);
  while (region.children.length > MOST) region.firstElementChild.remove();
  if (!stays) setTimeout(() => element.remove(), STAYS_MS);
}

const closable = (element) => {
  element.append(signButton("close", t("close"), () => element.remove()));
  return element;
};

/** Says something in passing. */
export const say = (text) => put(h("div", { class: "notice" }, text), false);

/** Says why something could not be done. */
export const complain = (error) => put(closable(h("div", { class: "notice problem" }, icon("warn"), h("span", { class: "grow" }, reason(error)))), false);

/** A refusal of the stand-in, with code, and each field with its path. */
export function refusal({ method, path, status, code, message, fields }, whole = true) {
  return h("div", { class: "refusal" },
    h("div", {}, whole && h("code", {}, `${method} ${path}`), whole && ` → ${status}, `, `${t("code", { code })}: ${message}`),
    fields.map((it) => h("div", { class: "field" }, `${t("at_field")} `, h("code", {}, it.path), `: ${it.message} (${it.code})`)));
}

export function notices() {
  const connection = h("div", { class: "notice problem", hidden: true });
  const draw = () => {
    const lost = !state.connected;
    const away = state.connected && state.me && !state.app.online;
    connection.hidden = !lost && !away;
    connection.replaceChildren(icon("warn"), lost ? t("connection_lost") : t("bot_away", { app: state.app.name }));
  };
  for (const it of ["connection", "world"]) on(it, draw);
  live.on("refused", ({ list }) => {
    for (const it of list) {
      put(closable(h("div", { class: "notice problem tall" }, icon("warn"),
        h("div", { class: "grow" }, h("strong", {}, t("refused", { app: state.app.name })), refusal(it)))), true);
    }
  });
  return h("div", { class: "notice-area" }, connection, region);
}
