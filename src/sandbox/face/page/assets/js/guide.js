// What can be tried first, pinned at the top of a channel. Each button acts for real.

import { live, on, openChannel, state } from "./store.js";
import { h, icon, refill } from "./dom.js";
import { interact, slash } from "./act.js";
import { complain } from "./notices.js";
import { language, t } from "./words.js";

const HIDDEN = "guide-hidden";

async function act(it) {
  const channel = state.channel;
  try {
    if (it.kind === "command") await slash(channel, it.name, it.options, it.name);
    if (it.kind === "say") await live.ask("say", { channel, text: it.text });
    if (it.kind === "begin") document.dispatchEvent(new CustomEvent("begin", { detail: it.name }));
    if (it.kind === "menu") {
      const message = await live.ask("say", { channel, text: it.text });
      await interact("menu", { message, command: it.command }, { label: it.command });
    }
  } catch (error) {
    complain(error);
  }
}

export function guide() {
  const section = h("section", { class: "guide", hidden: true });
  const draw = () => {
    const channel = openChannel();
    const found = state.guides.find((it) => it.locale.startsWith(language())) ?? state.guides[0];
    const here = found?.guide && channel?.name === found.guide.channel;
    section.hidden = !here;
    if (!here) return;
    const hidden = sessionStorage.getItem(HIDDEN) === "yes";
    const toggle = () => {
      sessionStorage.setItem(HIDDEN, hidden ? "no" : "yes");
      draw();
    };
    section.setAttribute("aria-label", t("pinned"));
    section.classList.toggle("folded", hidden);
    const { title, text, starters } = found.guide;
    refill(section,
      h("div", { class: "guide-head" }, icon("pin"), h("span", { class: "pill" }, t("pinned")), h("strong", { class: "grow" }, title),
        h("button", { type: "button", class: "link", "data-key": "toggle", "aria-expanded": String(!hidden), onclick: toggle }, hidden ? t("show_guide") : t("hide_guide"))),
      !hidden && !channel.last && h("p", { class: "dim" }, text),
      !hidden && h("div", { class: "starters" }, starters.map((it, index) => {
        const button = h("button", { type: "button", class: "starter", "data-key": `starter-${index}`, disabled: !state.app.online }, h("strong", {}, it.label), h("span", { class: "dim small" }, it.hint));
        button.addEventListener("click", async () => {
          if (button.getAttribute("aria-busy")) return;
          button.setAttribute("aria-busy", "true");
          await act(it.act);
          button.removeAttribute("aria-busy");
        });
        return button;
      })));
  };
  for (const it of ["world", "channel"]) on(it, draw);
  return section;
}
