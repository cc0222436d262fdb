// The servers, at the far left, with the direct messages above them.

import { isUnread, on, open, openChannel, state } from "./store.js";
import { face, h, icon, refill } from "./dom.js";
import { t } from "./words.js";

export function rail() {
  const nav = h("nav", { class: "rail" });
  const draw = () => {
    nav.setAttribute("aria-label", t("servers"));
    const here = openChannel();
    const entry = (key, name, sign, active, unread, go) =>
      h("button", {
        type: "button", class: `server${active ? " active" : ""}${unread ? " unread" : ""}`, "data-key": key, title: name,
        "aria-label": unread && !active ? `${name}, ${t("unread")}` : name, "aria-current": active ? "true" : null, onclick: go,
      }, sign);
    const direct = state.channels.filter((it) => !it.guild);
    refill(nav,
      entry("direct", t("direct"), icon("direct"), here && !here.guild, direct.some(isUnread), () => open("dm")),
      h("span", { class: "line", role: "presentation" }),
      state.guilds.map((guild) => {
        const inside = state.channels.filter((it) => it.guild === guild.id);
        const first = inside.find((it) => it.kind === 0) ?? inside[0];
        return entry(guild.id, guild.name, face(guild.name, guild.id, "square"), here?.guild === guild.id, inside.some(isUnread), () => first && open(first.id));
      }));
  };
  on("world", draw);
  on("channel", draw);
  return nav;
}
