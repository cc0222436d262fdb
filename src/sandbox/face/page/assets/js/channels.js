// The channels of the open server with their threads, or the direct conversations.

import { isForum, isThread, isUnread, on, open, openChannel, openGuild, state } from "./store.js";
import { face, h, icon, refill } from "./dom.js";
import { t } from "./words.js";

export const signOf = (channel) => (isForum(channel) ? "forum" : isThread(channel) ? "thread" : channel?.guild ? "hash" : "direct");

/** Open threads of a channel, the newest first; the one that is open is always among them. */
export function threadsOf(channel) {
  const below = state.channels.filter((it) => it.parent === channel.id);
  return below.filter((it) => !it.archived || it.id === state.channel).sort((a, b) => (BigInt(b.last ?? b.id) > BigInt(a.last ?? a.id) ? 1 : -1));
}

/** Threads that the list under a channel shows. */
const LISTED = 6;

export function channels() {
  const title = h("h1", { class: "guild-name" });
  const list = h("ul", { class: "channel-list" });
  const nav = h("nav", { class: "channels" }, title, list);
  const entry = (channel, depth, sign, name = channel.name) => {
    const unread = isUnread(channel);
    return h("button", {
      type: "button", "data-key": channel.id, class: `channel depth-${depth}${unread ? " unread" : ""}`,
      "aria-current": channel.id === state.channel ? "page" : null, "aria-label": unread ? `${name}, ${t("unread")}` : name, onclick: () => open(channel.id),
    }, sign, h("span", { class: "label" }, name));
  };
  const draw = () => {
    const guild = openGuild();
    nav.setAttribute("aria-label", t("channels"));
    title.textContent = guild?.name ?? t("direct");
    if (!guild) {
      const direct = state.channels.filter((it) => !it.guild);
      refill(list, direct.map((it) => h("li", {}, entry(it, 0, it.kind === 1 ? face(it.name, state.app.id, "bot") : face(it.name, it.id), it.name))));
      return;
    }
    const places = state.channels.filter((it) => it.guild === guild.id && !isThread(it));
    refill(list, places.map((channel) => {
      const below = isForum(channel) ? threadsOf(channel).filter((it) => it.id === state.channel) : threadsOf(channel).slice(0, LISTED);
      return h("li", {}, entry(channel, 0, icon(signOf(channel))),
        below.length > 0 && h("ul", {}, below.map((it) => h("li", {}, entry(it, 1, icon("thread"))))));
    }));
    const here = openChannel();
    list.querySelector(`[data-key="${here?.id}"]`)?.scrollIntoView({ block: "nearest" });
  };
  on("world", draw);
  on("channel", draw);
  return nav;
}
