// Buttons, menus and the second generation of components.

import { state } from "./store.js";
import { h, icon } from "./dom.js";
import { link, markdown } from "./markdown/draw.js";
import { interact } from "./act.js";
import { attachment } from "./attachment.js";
import { media, resolve } from "./embed.js";
import { select } from "./select.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link-button", 6: "primary" };

export const components = (message) =>
  message.components.length > 0 && h("div", { class: "components" }, message.components.map((it) => draw(it, message)));

function draw(it, message) {
  const inside = () => (it.components ?? []).map((child) => draw(child, message));
  switch (it.type) {
    case 1: return h("div", { class: "component-row" }, inside());
    case 2: return button(it, message);
    case 3: case 5: case 6: case 7: case 8: return select(it, message);
    case 9: return h("div", { class: "section" }, h("div", { class: "grow" }, inside()), it.accessory && draw(it.accessory, message));
    case 10: return h("div", { class: "content" }, markdown(it.content));
    case 11: return media(it.media, message, "thumbnail");
    case 12: return h("div", { class: "gallery" }, (it.items ?? []).map((item) => media(item.media, message, "image")));
    case 13: {
      const file = resolve(it.file?.url, message);
      return file?.id ? attachment(file) : null;
    }
    case 14: return it.divider === false ? h("div", { class: "gap" }) : h("hr");
    case 17: return h("div", { class: "embed container", style: { "--bar": Number.isInteger(it.accent_color) ? `#${it.accent_color.toString(16).padStart(6, "0")}` : "var(--line-strong)" } }, h("div", { class: "embed-text" }, inside()));
    default: return null;
  }
}

function button(it, message) {
  const label = [it.emoji?.name && h("span", { class: "emoji" }, it.emoji.name), it.label];
  if (it.url) return link(it.url, [...label, icon("link")], null, { class: "button secondary" });
  const element = h("button", { type: "button", class: `button ${STYLES[it.style] ?? "secondary"}`, disabled: it.disabled === true, "data-key": `component-${it.custom_id}` }, label);
  element.addEventListener("click", async () => {
    if (element.getAttribute("aria-busy")) return;
    element.setAttribute("aria-busy", "true");
    await interact("click", { message: message.id, component: it.custom_id, user: state.me.id }, { message: message.id });
    element.removeAttribute("aria-busy");
  });
  return element;
}
