// Files of a message: pictures are shown (SVG too, only ever as <img>), tables and texts can be read, all can be saved.

import { h, icon } from "./dom.js";
import { enlarge } from "./lightbox.js";
import { readTable } from "./csv.js";
import { resolve } from "./embed.js";
import { bytes, t } from "./words.js";

/** Larger files are not read into the page, only offered. */
const READ_BYTES = 512 * 1024;
const FEW_ROWS = 8;
const FEW_LINES = 8;

/** The files that an embed or component of the message shows; they do not stand below it once more. */
export function usedIn(message) {
  const used = new Set();
  for (const embed of message.embeds) {
    for (const url of [embed.image?.url, embed.thumbnail?.url, embed.author?.icon_url, embed.footer?.icon_url]) {
      const found = resolve(url, message);
      if (found?.id) used.add(found.id);
    }
  }
  return used;
}

export const attachments = (files) => files.length > 0 && h("div", { class: "attachments" }, files.map(attachment));

export function attachment(file) {
  if (file.content_type.startsWith("image/")) return picture(file, "image");
  const card = h("div", { class: "file" },
    h("div", { class: "file-head" }, icon("file"), h("span", { class: "label" }, h("a", { href: file.url, download: file.filename }, file.filename), h("span", { class: "dim small" }, bytes(file.size))),
      h("a", { class: "sign", href: file.url, download: file.filename, title: t("download", { name: file.filename }), "aria-label": t("download", { name: file.filename }) }, icon("download"))));
  const readable = /^text\/|json$/.test(file.content_type);
  if (readable && file.size <= READ_BYTES) read(file, card);
  return card;
}

/** A picture that can be enlarged. Its description is its alternative text. */
export function picture(file, kind) {
  const alt = file.description ?? file.filename;
  return h("button", { type: "button", class: `picture ${kind}`, "data-key": `picture-${file.id}`, title: file.description, "aria-label": t("enlarge", { name: alt }), onclick: () => enlarge(file) },
    h("img", { src: file.url, alt, loading: "lazy", width: file.width, height: file.height }));
}

async function read(file, card) {
  try {
    const answer = await fetch(file.url);
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    const isTable = /csv|tab-separated/.test(file.content_type);
    card.append(isTable ? table(file, readTable(text, file.content_type.includes("tab") ? "\t" : ",")) : lines(text));
  } catch {
    card.append(h("p", { class: "dim small" }, t("file_unreadable")));
  }
}

/** Shows a few of many parts, and all on demand. */
function folded(all, few, draw, wrap) {
  const holder = wrap(all.slice(0, few).map(draw));
  if (all.length <= few) return [holder.whole];
  let open = false;
  const toggle = h("button", { type: "button", class: "link fold", "aria-expanded": "false" }, t("show_all", { count: all.length }));
  toggle.addEventListener("click", () => {
    open = !open;
    holder.fill(all.slice(0, open ? all.length : few).map(draw));
    toggle.textContent = open ? t("show_less") : t("show_all", { count: all.length });
    toggle.setAttribute("aria-expanded", String(open));
  });
  return [holder.whole, toggle];
}

function table(file, rows) {
  const [head, ...body] = rows;
  const row = (cells) => h("tr", {}, head.map((_, column) => h("td", {}, cells[column] ?? "")));
  return h("div", { class: "table" }, folded(body, FEW_ROWS, row, (first) => {
    const tbody = h("tbody", {}, first);
    const whole = h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": t("table_of", { name: file.filename }) },
      h("table", {}, h("caption", { class: "dim small" }, t("lines", { rows: body.length, columns: head.length })), h("thead", {}, h("tr", {}, head.map((it) => h("th", { scope: "col" }, it)))), tbody));
    return { whole, fill: (next) => tbody.replaceChildren(...next) };
  }));
}

function lines(text) {
  return h("div", {}, folded(text.split("\n"), FEW_LINES, (line) => `${line}\n`, (first) => {
    const code = h("code", {}, first);
    return { whole: h("pre", { tabindex: "0" }, code), fill: (next) => code.replaceChildren(...next) };
  }));
}
