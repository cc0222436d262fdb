// One message.

import { channelOf, open, state } from "./store.js";
import { face, h, icon, signButton } from "./dom.js";
import { markdown, plain } from "./markdown/draw.js";
import { embeds } from "./embed.js";
import { attachments, usedIn } from "./attachment.js";
import { components } from "./components.js";
import { moment, stamp, t, time } from "./words.js";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const V2 = 1 << 15;

// Private messages that somebody has closed stay closed in this tab.
const DISMISSED = "dismissed";
export const dismissed = () => new Set(JSON.parse(sessionStorage.getItem(DISMISSED) ?? "[]"));

function dismiss(id) {
  sessionStorage.setItem(DISMISSED, JSON.stringify([...dismissed(), id].slice(-500)));
  document.dispatchEvent(new CustomEvent("dismiss", { detail: id }));
}

const nameOf = (user) => user?.global_name ?? user?.username ?? "?";

export function drawMessage(message) {
  const ephemeral = (message.flags & EPHEMERAL) !== 0;
  const loading = (message.flags & LOADING) !== 0;
  const name = nameOf(message.author);
  const mine = message.mention_everyone || message.mentions.some((it) => it.id === state.me?.id);
  const article = h("article", {
    class: `message${ephemeral ? " ephemeral" : ""}${mine ? " mentions-me" : ""}`, id: `m-${message.id}`, tabindex: "-1",
    "aria-label": t("message_of", { name, time: time(message.sent_ms) }),
  },
  above(message),
  face(name, message.author.id, message.author.bot ? "bot" : ""),
  h("span", { class: "short-time", "aria-hidden": "true" }, time(message.sent_ms)),
  h("div", { class: "body" },
    h("div", { class: "from" }, h("span", { class: "name" }, name), message.author.bot && h("span", { class: "tag" }, t("app")),
      h("time", { datetime: new Date(message.sent_ms).toISOString(), title: moment(message.sent_ms) }, stamp(message.sent_ms))),
    loading ? h("div", { class: "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), t("thinking", { app: name })) : content(message),
    thread(message), reactions(message),
    ephemeral && h("div", { class: "only-you" }, icon("eye"), t("only_you"), " · ",
      h("button", { type: "button", class: "link", "data-key": "dismiss", onclick: () => dismiss(message.id) }, t("dismiss")))),
  !loading && h("div", { class: "actions" },
    !ephemeral && signButton("reply", t("reply"), undefined, { class: "sign reply", tabindex: "-1" }),
    signButton("more", t("message_menu"), undefined, { class: "sign more", tabindex: "-1", "aria-haspopup": "menu" })));
  return article;
}

function content(message) {
  const used = usedIn(message);
  const rest = message.attachments.filter((it) => !used.has(it.id));
  return [
    message.content && h("div", { class: `content${onlySigns(message.content) ? " large" : ""}` }, markdown(message.content),
      message.edited_ms && h("span", { class: "edited", title: moment(message.edited_ms) }, ` ${t("edited")}`)),
    (message.flags & V2) === 0 && attachments(rest),
    embeds(message),
    components(message),
    !message.content && message.edited_ms && h("div", { class: "edited" }, t("edited")),
  ];
}

/** A few emoji alone are drawn large. */
const onlySigns = (text) => text.length < 40 && /^(?:\p{Extended_Pictographic}[\u{FE0F}\u{200D}\p{Emoji_Modifier}]*\s*)+$/u.test(text);

/** What the message answers: a command that somebody used, or another message. */
function above(message) {
  const used = message.interaction;
  if (used) {
    const who = nameOf(used.user);
    return h("div", { class: "above" }, face(who, used.user?.id, "tiny"), h("span", {}, t("used", { name: who }), " ", h("span", { class: "mention" }, `${message.type === 23 ? "" : "/"}${used.name}`)));
  }
  if (!message.message_reference) return null;
  const to = message.referenced_message;
  if (!to) return h("div", { class: "above dim" }, icon("reply"), t("gone"));
  const text = plain(to.content) || plain(to.embeds[0]?.title) || plain(to.embeds[0]?.description) || to.attachments[0]?.filename || t("no_text");
  const jump = () => document.dispatchEvent(new CustomEvent("jump", { detail: to.id }));
  return h("div", { class: "above" }, face(nameOf(to.author), to.author.id, "tiny"),
    h("button", { type: "button", class: "to", "data-key": "to", "aria-label": t("answer_to", { name: nameOf(to.author) }), onclick: jump }, h("strong", {}, nameOf(to.author)), " ", text));
}

function thread(message) {
  const id = message.thread?.id;
  const found = id && channelOf(id);
  if (!found) return null;
  return h("button", { type: "button", class: "thread-card", "data-key": "thread", onclick: () => open(id) }, icon("thread"),
    h("span", { class: "label" }, found.name), h("span", { class: "dim small" }, t("in_thread", { count: found.count })), h("span", { class: "link" }, t("see_thread")));
}

const reactions = (message) =>
  message.reactions?.length > 0 && h("div", { class: "reactions" }, message.reactions.map((it) => h("span", { class: "reaction" }, it.emoji.name, " ", String(it.count))));
