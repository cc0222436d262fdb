// Right: faults as switches, the bot's permissions, and what it asks of the REST API.

import { live, on, openChannel, state } from "./store.js";
import { h, refill } from "./dom.js";
import { nameOf } from "./header.js";
import { complain, refusal } from "./notices.js";
import { t } from "./words.js";

const FAULTS = ["slow", "late", "limited", "broken", "away"];
const PERMISSIONS = ["send", "embed", "attach", "threads"];

export function operator() {
  const aside = h("aside", { class: "panel operator", "data-panel": "operator" });
  let known = null;
  const ask = (what, given) => live.ask(what, given).catch(complain);
  const toggle = (key, name, detail, checked, change) => {
    const box = h("input", { type: "checkbox", role: "switch", class: "switch", "data-key": key, "data-on": String(checked), onchange: () => change(box.checked) });
    box.checked = checked;
    return h("label", { class: "toggle" }, h("span", { class: "label" }, name, detail && h("span", { class: "dim small" }, detail)), box);
  };
  const draw = () => {
    const channel = openChannel();
    const app = state.app.name;
    aside.setAttribute("aria-label", t("show_operator"));
    if (!known || !channel) return;
    refill(aside,
      h("h3", {}, t("faults")), h("p", { class: "dim small" }, t("faults_text", { app })),
      FAULTS.map((it) => toggle(`fault-${it}`, t(`fault_${it}`), t(`fault_${it}_text`), known.switches[it], (on) => ask("switch", { name: it, on }))),
      h("button", { type: "button", class: "button secondary wide", "data-key": "drop", onclick: () => ask("switch", { name: "drop", on: true }) }, t("fault_drop")),
      h("p", { class: "dim small" }, t("connections", known)),
      channel.guild && [h("h3", {}, t("permissions", { app, channel: nameOf(channel) })),
        PERMISSIONS.map((it) => toggle(`permit-${it}`, t(`permission_${it}`), null, channel.bot[it], (on) => ask("permit", { channel: channel.id, name: it, on })))],
      h("h3", {}, t("requests", { app })), h("p", { class: "dim small" }, known.total > 0 ? t("requests_total", { count: known.total }) : t("no_requests")),
      h("ol", { class: "requests" }, known.requests.map((it) => h("li", { class: it.status >= 400 ? "bad" : "" },
        h("div", {}, h("span", { class: "code" }, it.status || "…"), h("code", {}, `${it.method} ${it.path}`)), it.refusal && refusal(it.refusal, false)))));
  };
  const watch = () => {
    const on = document.body.dataset.right === "operator";
    live.ask("watch", { on }).catch(() => {});
    if (on) draw();
  };
  live.on("operator", (news) => {
    known = news.operator;
    draw();
  });
  document.addEventListener("panel", watch);
  on("channel", () => document.body.dataset.right === "operator" && watch());
  on("world", () => document.body.dataset.right === "operator" && draw());
  return aside;
}
