// The messages of the open channel: the newest below, older ones as one scrolls up.

import { isForum, live, on, openChannel, state } from "./store.js";
import { h } from "./dom.js";
import { dismissed, drawMessage } from "./message.js";
import { messageMenu } from "./menu.js";
import { nameOf } from "./header.js";
import { typing } from "./typing.js";
import { day, t } from "./words.js";

/** Messages of one person that follow each other within this time stand together. */
const TOGETHER_MS = 7 * 60_000;
/** As close to the bottom, one is reading what is newest. */
const NEAR = 60;
/** So far before the top, earlier messages are asked for. */
const AHEAD = 500;

/** A command that has no answer after this time is shown as on its way. */
const SLOW_MS = 500;
/** Messages that were there before are not read out; those that come afterwards are. */
const QUIET_MS = 600;

const earlier = (a, b) => (a.length === b.length ? a < b : a.length < b.length);

export function log() {
  const rows = new Map();
  const list = h("ol", { class: "messages" });
  const intro = h("div", { class: "intro" });
  const scroller = h("div", { class: "scroller", role: "log", "aria-live": "polite" }, h("div", { class: "push" }), intro, list);
  const below = h("button", { type: "button", class: "new-below", hidden: true, onclick: () => toBottom() });
  const area = h("section", { class: "log" }, scroller, below, typing());
  let more = false;
  let asking = false;
  let stuck = true;
  let seen = 0;

  const toBottom = () => {
    scroller.scrollTop = scroller.scrollHeight;
    stuck = true;
    below.hidden = true;
  };

  // Notes of the page itself stand between messages; these steps go from message to message.
  const before = (row) => step(row ? row.previousElementSibling : list.lastElementChild, "previousElementSibling");
  const after = (row) => step(row ? row.nextElementSibling : list.firstElementChild, "nextElementSibling");
  const step = (row, way) => {
    let it = row;
    while (it && !it.dataset.id) it = it[way];
    return it;
  };

  function put(message) {
    if ((message.flags & 64) !== 0 && dismissed().has(message.id)) return;
    const known = rows.get(message.id);
    const article = drawMessage(message);
    if (known) {
      const key = known.row.contains(document.activeElement) ? document.activeElement.dataset.key ?? "" : null;
      known.row.replaceChild(article, known.article);
      Object.assign(known, { message, article });
      if (key !== null) (key && article.querySelector(`[data-key="${CSS.escape(key)}"]`) || article).focus({ preventScroll: true });
    } else {
      const row = h("li", { class: "row" }, article);
      rows.set(message.id, { message, row, article });
      let next = null;
      for (let it = before(null); it && earlier(message.id, it.dataset.id); it = before(it)) next = it;
      row.dataset.id = message.id;
      list.insertBefore(row, next);
    }
    regroup(rows.get(message.id).row);
    regroup(after(rows.get(message.id).row));
  }

  /** A message under one of the same author stands without a face; the first of a day has the day above it. */
  function regroup(row) {
    const own = rows.get(row?.dataset.id);
    if (!own) return;
    const last = rows.get(before(row)?.dataset.id)?.message;
    const { message, article } = own;
    const newDay = !last || day(last.sent_ms) !== day(message.sent_ms);
    const follows = !newDay && last.author.id === message.author.id && message.sent_ms - last.sent_ms < TOGETHER_MS
      && !message.message_reference && !message.interaction && (last.flags & 64) === (message.flags & 64);
    article.classList.toggle("follow", follows);
    row.querySelector(".day")?.remove();
    if (newDay) row.prepend(h("div", { class: "day", role: "separator" }, h("span", {}, day(message.sent_ms))));
  }

  function begin() {
    const channel = openChannel();
    if (!channel) return;
    scroller.setAttribute("aria-label", t("messages_in", { name: nameOf(channel) }));
    below.textContent = t("new_below");
    intro.hidden = more;
    const direct = !channel.guild;
    intro.replaceChildren(h("h3", {}, direct || channel.parent ? channel.name : t("begin_channel", { name: channel.name })),
      h("p", {}, direct ? t("begin_direct", { name: channel.name }) : channel.parent ? t("begin_thread") : t("begin_text")));
  }

  live.on("messages", ({ channel, fresh, put: list_, gone, more: further }) => {
    if (fresh || asking) {
      scroller.setAttribute("aria-live", "off");
      setTimeout(() => scroller.setAttribute("aria-live", "polite"), QUIET_MS);
    }
    if (fresh) {
      rows.clear();
      list.replaceChildren();
      asking = false;
    }
    const first = after(null)?.dataset.id;
    const height = scroller.scrollHeight;
    const top = scroller.scrollTop;
    more = further;
    for (const id of gone) {
      const row = rows.get(id)?.row;
      const next = row && after(row);
      row?.remove();
      rows.delete(id);
      regroup(next);
    }
    let mine = false;
    let newest = false;
    for (const message of list_) {
      const isNew = !rows.has(message.id);
      newest ||= isNew && Boolean(first) && !earlier(message.id, first);
      mine ||= isNew && !fresh && (message.author.id === state.me?.id || message.interaction?.user?.id === state.me?.id);
      put(message);
    }
    begin();
    rove();
    if (fresh || stuck || mine) toBottom();
    else if (newest) below.hidden = false;
    // Chromium keeps the place by itself unless one is at the very top.
    if (!fresh && first && top === 0 && after(null)?.dataset.id !== first) scroller.scrollTop = scroller.scrollHeight - height;
    if (list_.length > 0) asking = false;
    document.dispatchEvent(new CustomEvent("drawn", { detail: channel }));
  });

  scroller.addEventListener("scroll", () => {
    const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    // Only a person scrolls up; what grows or shrinks does not.
    stuck = near || (stuck && scroller.scrollTop >= seen - 1);
    seen = scroller.scrollTop;
    if (near) below.hidden = true;
    if (more && !asking && scroller.scrollTop < AHEAD) {
      asking = true;
      live.ask("older").catch(() => { asking = false; });
    }
  }, { passive: true });
  new ResizeObserver(() => stuck && toBottom()).observe(list);
  new ResizeObserver(() => stuck && toBottom()).observe(scroller);

  // One message can be reached by Tab; arrow keys go on from there.
  let reached = null;
  const rove = (to = rows.get(before(null)?.dataset.id)?.article) => {
    if (reached && reached !== to) reached.tabIndex = -1;
    if (to) to.tabIndex = 0;
    reached = to;
    return to;
  };
  const replyTo = (message) => document.dispatchEvent(new CustomEvent("reply", { detail: message }));
  const menuOf = (article, point) => {
    const message = rows.get(article.closest("li").dataset.id)?.message;
    if (message) messageMenu(point ? article : article.querySelector(".actions .more") ?? article, message, { reply: () => replyTo(message) }, point);
  };
  list.addEventListener("keydown", (event) => {
    const article = event.target;
    if (!article.matches?.("article")) return;
    const row = article.closest("li");
    const to = { ArrowUp: before(row), ArrowDown: after(row), Home: after(null), End: before(null) }[event.key];
    if (to) rove(to.querySelector("article"))?.focus();
    else if (event.key === "Enter" || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) menuOf(article);
    else if (event.key === "r") replyTo(rows.get(row.dataset.id).message);
    else if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
  });
  list.addEventListener("contextmenu", (event) => {
    const article = event.target.closest("article");
    if (!article || event.target.closest("a, input, textarea, dialog")) return;
    event.preventDefault();
    menuOf(article, event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : null);
  });
  list.addEventListener("click", (event) => {
    const article = event.target.closest("article");
    if (event.target.closest(".actions .reply")) replyTo(rows.get(article.closest("li").dataset.id).message);
    else if (event.target.closest(".actions .more")) menuOf(article);
  });

  document.addEventListener("failed", ({ detail: { message, label } }) => {
    const article = message && rows.get(message)?.article;
    if (article) {
      article.querySelector(".failed")?.remove();
      article.querySelector(".body").append(h("div", { class: "failed" }, t("failed_component")));
    } else if (!message) {
      list.append(h("li", { class: "row" }, h("div", { class: "failed alone" }, label && h("code", {}, label), " ", t("failed_slash"))));
    }
    if (stuck) toBottom();
  });
  const sending = new Map();
  document.addEventListener("sent", ({ detail: { interaction, label } }) => {
    const show = () => {
      sending.get(interaction).row = h("li", { class: "row" }, h("div", { class: "sending" }, h("code", {}, label), " ", t("sending")));
      list.append(sending.get(interaction).row);
      if (stuck) toBottom();
    };
    sending.set(interaction, { row: null, timer: setTimeout(show, SLOW_MS) });
  });
  document.addEventListener("answered", ({ detail: { interaction } }) => {
    clearTimeout(sending.get(interaction)?.timer);
    sending.get(interaction)?.row?.remove();
    sending.delete(interaction);
  });
  document.addEventListener("dismiss", ({ detail }) => {
    rows.get(detail)?.row.remove();
    rows.delete(detail);
  });
  document.addEventListener("jump", ({ detail }) => {
    const article = rows.get(detail)?.article;
    if (!article) return;
    rove(article).focus({ preventScroll: true });
    article.scrollIntoView({ block: "center" });
    article.classList.add("found");
    setTimeout(() => article.classList.remove("found"), 1600);
  });
  // Names, times and notes are in the language of whoever reads.
  let spoken = "";
  on("world", () => {
    const now = `${state.me?.id} ${state.me?.locale} ${[...state.channels].map((it) => it.id + it.name).join()}`;
    begin();
    if (spoken && now !== spoken) for (const { message } of [...rows.values()]) put(message);
    spoken = now;
  });
  on("channel", () => {
    area.hidden = isForum(openChannel());
    stuck = true;
    begin();
  });
  return area;
}
