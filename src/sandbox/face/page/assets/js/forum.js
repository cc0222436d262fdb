// A forum: its posts as cards, filtered by tag, and a new post.

import { isForum, live, members, on, open, openChannel, state } from "./store.js";
import { h, icon, refill } from "./dom.js";
import { dialog, field } from "./dialog.js";
import { stamp, t } from "./words.js";

const DISCORD_EPOCH = 1_420_070_400_000n;
const sentAt = (id) => Number((BigInt(id) >> 22n) + DISCORD_EPOCH);

export function forum() {
  const section = h("section", { class: "forum", hidden: true });
  let tag = null;
  const draw = () => {
    const channel = openChannel();
    section.hidden = !isForum(channel);
    if (section.hidden) return;
    section.setAttribute("aria-label", channel.name);
    const posts = state.channels.filter((it) => it.parent === channel.id && (!tag || it.applied.includes(tag)));
    posts.sort((a, b) => (BigInt(b.last ?? b.id) > BigInt(a.last ?? a.id) ? 1 : -1));
    const filter = (id, name) =>
      h("button", { type: "button", class: "chip-button", "data-key": `tag-${id}`, "aria-pressed": String(tag === id), onclick: () => { tag = id; draw(); } }, name);
    refill(section,
      h("div", { class: "forum-head" }, channel.can.send && h("button", { type: "button", class: "button primary", "data-key": "new", onclick: () => ask(channel) }, icon("plus"), t("new_post")),
        channel.tags.length > 0 && h("div", { class: "tags", role: "group", "aria-label": t("post_tags") }, filter(null, t("all_tags")), channel.tags.map((it) => filter(it.id, it.name)))),
      posts.length === 0 && h("p", { class: "empty" }, t("no_posts")),
      h("ul", { class: "posts" }, posts.map((post) => h("li", {}, card(post, channel)))));
  };
  for (const it of ["world", "channel"]) on(it, draw);
  on("channel", () => { tag = null; });
  return section;
}

function card(post, channel) {
  const author = members().get(post.owner)?.name ?? "?";
  const names = channel.tags.filter((it) => post.applied.includes(it.id));
  return h("button", { type: "button", class: "post", "data-key": post.id, onclick: () => open(post.id) },
    names.length > 0 && h("span", { class: "tags" }, names.map((it) => h("span", { class: "chip" }, it.name))),
    h("span", { class: "post-title" }, post.name),
    h("span", { class: "dim small" }, [author, t("replies", { count: post.count }), stamp(sentAt(post.last ?? post.id)), post.locked ? t("locked") : post.archived && t("archived")].filter(Boolean).join(" · ")));
}

function ask(channel) {
  const title = field({ id: "title", label: t("post_title"), most: 100 });
  const text = field({ id: "text", label: t("post_text"), long: true, most: 2000 });
  const boxes = channel.tags.map((it) => ({ id: it.id, box: h("input", { type: "checkbox", name: "tag", value: it.id }), name: it.name }));
  dialog({
    title: t("new_post"), submit: t("post"),
    parts: [title.element, text.element, boxes.length > 0 && h("fieldset", {}, h("legend", {}, t("post_tags")), boxes.map(({ box, name }) => h("label", { class: "check" }, box, name)))],
    run: async () => {
      const tags = boxes.filter(({ box }) => box.checked).map(({ id }) => id);
      await open(await live.ask("post", { channel: channel.id, title: title.input.value, text: text.input.value, tags }));
    },
  });
}
