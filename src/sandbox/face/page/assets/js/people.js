// Right: the threads of the channel, and who is there.

import { isThread, isForum, on, open, openChannel, present, state } from "./store.js";
import { face, h, icon, refill } from "./dom.js";
import { threadsOf } from "./channels.js";
import { personMenu } from "./menu.js";
import { t } from "./words.js";

export function people() {
  const aside = h("aside", { class: "panel people", "data-panel": "people" });
  const group = (title, rows) => rows.length > 0 && [h("h3", {}, title), h("ul", {}, rows.map((it) => h("li", {}, it)))];
  const row = (it) =>
    h("button", { type: "button", class: "person", "data-key": `person-${it.id}`, "aria-haspopup": "menu", onclick: (event) => personMenu(event.currentTarget, it) },
      face(it.name, it.id, it.bot ? "bot" : ""), h("span", { class: "label" }, it.name),
      it.bot && h("span", { class: "tag" }, t("app")), it.owner && h("span", { class: "dim small" }, t("owner")));
  const draw = () => {
    aside.setAttribute("aria-label", t("members"));
    const channel = openChannel();
    const home = channel && (isThread(channel) ? { id: channel.parent } : channel);
    const threads = channel?.guild && !isForum(channel) ? threadsOf(home) : [];
    const thread = (it) =>
      h("button", { type: "button", class: "person", "data-key": `thread-${it.id}`, "aria-current": it.id === state.channel ? "page" : null, onclick: () => open(it.id) },
        icon("thread"), h("span", { class: "label" }, it.name), h("span", { class: "dim small" }, String(it.count)));
    const all = present();
    refill(aside,
      channel?.guild && !isForum(channel) && (threads.length > 0 ? group(t("threads"), threads.map(thread)) : [h("h3", {}, t("threads")), h("p", { class: "dim small" }, t("no_threads"))]),
      group(`${t("people_here")} — ${all.filter((it) => !it.bot).length}`, all.filter((it) => !it.bot).map(row)),
      group(`${t("apps_here")} — ${all.filter((it) => it.bot).length}`, all.filter((it) => it.bot).map(row)));
  };
  on("world", draw);
  on("channel", draw);
  return aside;
}
