// Bottom left: who I am. Other people, their languages and the look of the page are chosen here.

import { live, on, open, state } from "./store.js";
import { face, h, icon, refill } from "./dom.js";
import { popMenu } from "./menu.js";
import { switchTheme, theme } from "./theme.js";
import { t } from "./words.js";

const spoken = (locale) => (locale.startsWith("ko") ? t("korean") : t("english"));

export function me() {
  const bar = h("div", { class: "me" });
  const menu = (event) => {
    const others = state.people.map((it) => ({
      label: it.name,
      detail: [spoken(it.locale), it.owns && t("owns", { guild: it.owns })].filter(Boolean).join(" · "),
      sign: face(it.name, it.id),
      checked: it.id === state.me.id,
      run: () => open(state.channel, it.id),
    }));
    const speak = (locale, label) => ({
      label, checked: state.me.locale.startsWith(locale.slice(0, 2)), run: () => live.ask("locale", { locale }),
    });
    popMenu(event.currentTarget, [
      { title: t("switch_user") }, ...others,
      { title: t("language") }, speak("en-US", t("english")), speak("ko", t("korean")),
      { title: t("theme") }, { label: theme() === "dark" ? t("to_light") : t("to_dark"), sign: icon(theme() === "dark" ? "sun" : "moon"), run: switchTheme },
    ]);
  };
  const draw = () => {
    if (!state.me) return;
    refill(bar, h("button", {
      type: "button", class: "whoami", "data-key": "me", "aria-haspopup": "menu", title: t("switch_user"),
      "aria-label": `${t("you_are", { name: state.me.name })}. ${t("switch_user")}`, onclick: menu,
    }, face(state.me.name, state.me.id),
    h("span", { class: "label" }, state.me.name, h("span", { class: "dim small" }, [spoken(state.me.locale), state.me.owns && t("owner")].filter(Boolean).join(" · "))),
    icon("down")));
  };
  on("world", draw);
  return bar;
}
