// The line above the messages: where I am, and what can be shown beside it.

import { channelOf, isThread, on, open, openChannel, state } from "./store.js";
import { h, icon, refill, signButton } from "./dom.js";
import { signOf } from "./channels.js";
import { t } from "./words.js";

export const nameOf = (channel) => (channel?.guild && !isThread(channel) ? `#${channel.name}` : channel?.name ?? "");

/** Shows or hides a panel: "people" or "operator" on the right, the channels on a narrow screen. */
export function showRight(panel) {
  const body = document.body;
  const shown = body.dataset.right === panel && (body.classList.contains("right-open") || wide());
  body.dataset.right = shown ? "none" : panel;
  body.classList.toggle("right-open", !shown);
  document.dispatchEvent(new CustomEvent("panel"));
}

const wide = () => matchMedia("(min-width: 1000px)").matches;

export function header() {
  document.body.dataset.right = "people";
  const bar = h("header", { class: "header" });
  const draw = () => {
    const channel = openChannel();
    const parent = isThread(channel) ? channelOf(channel.parent) : null;
    const panel = (name, sign, label) => {
      const on = document.body.dataset.right === name && (wide() || document.body.classList.contains("right-open"));
      return signButton(sign, label, () => showRight(name), { "data-key": name, "aria-pressed": String(on), "aria-controls": "right" });
    };
    refill(bar,
      signButton("menu", t("show_channels"), () => document.body.classList.toggle("side-open"), { class: "sign narrow-only", "data-key": "menu", "aria-controls": "side" }),
      parent && [h("button", { type: "button", class: "parent", "data-key": "parent", onclick: () => open(parent.id) }, nameOf(parent)), h("span", { class: "dim", "aria-hidden": "true" }, "›")],
      icon(signOf(channel)),
      h("h2", { class: "here" }, channel?.name ?? ""),
      channel?.topic && h("span", { class: "topic" }, channel.topic),
      channel?.locked && h("span", { class: "pill" }, t("locked")),
      h("span", { class: "grow" }),
      h("span", { class: `status ${state.app.online && state.connected ? "up" : "down"}`, role: "status" },
        h("span", { class: "dot", "aria-hidden": "true" }), h("span", { class: "wide-only" }, `${state.app.name} `, state.app.online && state.connected ? t("online") : t("offline"))),
      panel("operator", "tools", t("show_operator")),
      panel("people", "people", t("show_people")));
  };
  for (const it of ["world", "channel", "connection"]) on(it, draw);
  document.addEventListener("panel", draw);
  matchMedia("(min-width: 1000px)").addEventListener("change", draw);
  return bar;
}
