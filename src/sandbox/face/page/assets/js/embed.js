// Embeds: what a bot shows as a card.

import { h } from "./dom.js";
import { link, markdown } from "./markdown/draw.js";
import { picture } from "./attachment.js";
import { stamp, t } from "./words.js";

const TITLES = { blocks: false, links: false };

export const embeds = (message) => message.embeds.length > 0 && h("div", { class: "embeds" }, message.embeds.map((it) => draw(it, message)));

/** Where an embed's picture is: a file of the message, or outside and then not loaded. */
export function resolve(url, message) {
  if (!url) return null;
  const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
  if (name) return message.attachments.find((it) => it.filename === name) ?? null;
  return { outside: url };
}

export function media(of, message, kind) {
  const found = resolve(of?.url, message);
  if (!found) return null;
  if (found.outside) {
    let host = "";
    try {
      host = new URL(found.outside).host;
    } catch {
      return null;
    }
    return h("div", { class: `outside ${kind}` }, link(found.outside, [t("picture_outside", { host })]));
  }
  return picture(found, kind);
}

function draw(embed, message) {
  const color = Number.isInteger(embed.color) ? `#${embed.color.toString(16).padStart(6, "0")}` : "var(--line-strong)";
  const title = embed.title && markdown(embed.title, TITLES);
  const footer = [embed.footer?.text, embed.timestamp && stamp(Date.parse(embed.timestamp))].filter(Boolean).join(" · ");
  return h("div", { class: `embed${embed.thumbnail ? " with-thumbnail" : ""}`, role: "group", "aria-label": embed.title ?? null, style: { "--bar": color } },
    h("div", { class: "embed-text" },
      embed.author?.name && h("div", { class: "embed-author" }, embed.author.url ? link(embed.author.url, [embed.author.name]) : embed.author.name),
      title && h("div", { class: "embed-title" }, embed.url ? link(embed.url, [title]) : title),
      embed.description && h("div", { class: "embed-description content" }, markdown(embed.description)),
      embed.fields?.length > 0 && h("dl", { class: "fields" }, fields(embed.fields))),
    embed.thumbnail && media(embed.thumbnail, message, "thumbnail"),
    embed.image && media(embed.image, message, "image"),
    footer && h("div", { class: "embed-footer" }, footer));
}

/** Inline fields stand beside each other, three in a row at most. */
function fields(list) {
  return list.map((field, index) => {
    const run = (step) => {
      let count = 0;
      for (let at = index + step; list[at]?.inline; at += step) count += 1;
      return count;
    };
    let span = 12;
    if (field.inline) {
      const [before, after] = [run(-1), run(1)];
      const size = before + after + 1;
      const inRow = Math.min(3, size - Math.floor(before / 3) * 3);
      span = 12 / inRow;
    }
    return h("div", { class: "field", style: { "--span": String(span) } }, h("dt", {}, markdown(field.name, TITLES)), h("dd", { class: "content" }, markdown(field.value)));
  });
}
