// "… is typing": who writes at the moment, at the lower edge of the messages.

import { live, members, on, state } from "./store.js";
import { h } from "./dom.js";
import { t } from "./words.js";

export function typing() {
  const line = h("div", { class: "typing", role: "status" });
  let until = new Map();
  const draw = () => {
    const now = Date.now();
    const names = [...until].filter(([, end]) => end > now).map(([id]) => members().get(id)?.name ?? "?");
    const [name, other] = names;
    const text = names.length === 0 ? "" : names.length === 1 ? t("typing_one", { name }) : names.length === 2 ? t("typing_two", { name, other }) : t("typing_many");
    line.replaceChildren(...(text ? [h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), text] : []));
    const next = Math.min(...[...until.values()].filter((end) => end > now));
    if (Number.isFinite(next)) setTimeout(draw, next - now + 20);
  };
  live.on("typing", ({ channel, who }) => {
    if (channel !== state.channel) return;
    until = new Map(who.map(({ user, ms }) => [user, Date.now() + ms]));
    draw();
  });
  on("channel", () => {
    until = new Map();
    draw();
  });
  return line;
}
