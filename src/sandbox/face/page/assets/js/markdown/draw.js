// Draws Discord's markdown as elements: every text becomes a text node, every address one that is known to be harmless.

import { channelOf, members, open, state } from "../store.js";
import { h } from "../dom.js";
import { t } from "../words.js";
import { parse } from "./parse.js";
import { timeNode } from "./time.js";

/** A text as nodes, ready to be put on the page. */
export function markdown(text, options) {
  const fragment = document.createDocumentFragment();
  fragment.append(...parse(text ?? "", options).map(draw));
  return fragment;
}

/** A text as one line without marks, for replies and names. */
export function plain(text) {
  const flat = (nodes) => nodes.map((it) => it.text ?? (it.type === "break" ? " " : it.items ? it.items.map(flat).join(" ") : it.children ? flat(it.children) : drawn(it))).join("");
  const drawn = (it) => draw(it).textContent;
  return flat(parse(text ?? "")).replace(/\s+/g, " ").trim();
}

function draw(node) {
  const inside = () => node.children.map(draw);
  switch (node.type) {
    case "text": return document.createTextNode(node.text);
    case "break": return h("br");
    case "bold": return h("strong", {}, inside());
    case "italic": return h("em", {}, inside());
    case "underline": return h("u", {}, inside());
    case "strike": return h("s", {}, inside());
    case "code": return h("code", {}, node.text);
    case "fence": return h("pre", { tabindex: "0" }, h("code", { "data-language": node.language || null }, node.text));
    case "heading": return h("div", { class: `heading heading-${node.level}`, role: "heading", "aria-level": String(node.level + 3) }, inside());
    case "subtext": return h("div", { class: "subtext" }, inside());
    case "quote": return h("blockquote", {}, inside());
    case "list": return h(node.start === null ? "ul" : "ol", { start: node.start }, node.items.map((item) => h("li", {}, item.map(draw))));
    case "spoiler": return spoiler(inside());
    case "link": return link(node.address, inside(), node.title);
    case "time": return timeNode(node.seconds, node.style);
    case "user": return h("span", { class: "mention", "data-user": node.id }, `@${members().get(node.id)?.name ?? t("unknown_user")}`);
    case "role": return h("span", { class: "mention" }, `@${roleName(node.id)}`);
    case "all": return h("span", { class: "mention" }, `@${node.name}`);
    case "command": return h("span", { class: "mention" }, `/${node.name}`);
    case "channel": return channelLink(node.id);
    default: return document.createTextNode("");
  }
}

function roleName(id) {
  for (const guild of state.guilds) {
    const found = guild.roles.find((it) => it.id === id);
    if (found) return found.name;
  }
  return t("unknown_role");
}

function channelLink(id) {
  const channel = channelOf(id);
  if (!channel) return h("span", { class: "mention" }, `#${t("unknown_channel")}`);
  return h("button", { type: "button", class: "mention", onclick: () => open(id) }, `#${channel.name}`);
}

function spoiler(children) {
  const show = () => {
    element.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  };
  const element = h("span", {
    class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler"), onclick: show,
    onkeydown: (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        show();
      }
    },
  }, h("span", {}, children));
  return element;
}

const INSIDE = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?\/?$/;

/** A link. One to a channel of this world leads there; all others leave the page. */
export function link(address, children, title, props = {}) {
  const inside = INSIDE.exec(address);
  if (inside && channelOf(inside[1])) {
    const go = async () => {
      await open(inside[1]);
      if (inside[2]) document.dispatchEvent(new CustomEvent("jump", { detail: inside[2] }));
    };
    return h("button", { type: "button", class: "link", title, onclick: go, ...props }, children);
  }
  if (!/^https?:\/\//.test(address)) return h("span", props, children);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", title, ...props }, children);
}
