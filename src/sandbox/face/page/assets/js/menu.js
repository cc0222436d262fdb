// Menus: of a message, of a person, of myself. Arrow keys move, Enter chooses, Escape closes.

import { live, open, openChannel, state } from "./store.js";
import { h, icon } from "./dom.js";
import { interact } from "./act.js";
import { say } from "./notices.js";
import { t } from "./words.js";
import { plain } from "./markdown/draw.js";
import { askThread } from "./dialog.js";

let opened = null;

export function closeMenu(back = true) {
  if (!opened) return;
  const { menu, anchor, away } = opened;
  opened = null;
  document.removeEventListener("pointerdown", away, true);
  menu.remove();
  if (back && anchor.isConnected) anchor.focus({ preventScroll: true });
}

/** A menu at an element or a point: entries with `label`, `run`, and perhaps `detail`, `sign`, `checked`; `title` begins a group. */
export function popMenu(anchor, entries, point = null) {
  closeMenu(false);
  const items = [];
  const parts = entries.filter(Boolean).map((it) => {
    if (it.title) return h("div", { class: "menu-title", role: "presentation" }, it.title);
    const item = h("button", {
      type: "button", class: `menu-item${it.danger ? " danger" : ""}`, role: it.checked === undefined ? "menuitem" : "menuitemradio", tabindex: "-1",
      "aria-checked": it.checked === undefined ? null : String(it.checked),
      onclick: () => {
        closeMenu();
        it.run();
      },
    }, it.sign, h("span", { class: "label" }, it.label, it.detail && h("span", { class: "dim small" }, it.detail)), it.checked && icon("check"));
    items.push(item);
    return item;
  });
  const menu = h("div", { class: "menu", role: "menu", "aria-label": t("message_menu") }, parts);
  menu.addEventListener("keydown", (event) => {
    const index = items.indexOf(document.activeElement);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[to % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") closeMenu();
    else if (event.key.length === 1 && event.key !== " ") items.find((it) => it.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const away = (event) => menu.contains(event.target) || closeMenu(false);
  document.addEventListener("pointerdown", away, true);
  document.body.append(menu);
  opened = { menu, anchor, away };
  const box = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = point?.x ?? Math.min(box.left, box.right - width > 8 && box.left + width > innerWidth - 8 ? box.right - width : box.left);
  const top = point?.y ?? (box.bottom + height + 4 < innerHeight ? box.bottom + 4 : box.top - height - 4);
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  items[0]?.focus({ preventScroll: true });
}

const copy = (text) => navigator.clipboard.writeText(text).then(() => say(t("copied")), () => {});

/** The menu of a message, with the commands that applications have for messages. */
export async function messageMenu(anchor, message, { reply }, point) {
  const channel = openChannel();
  const commands = await live.ask("commands", { channel: channel.id }).catch(() => ({ message: [] }));
  const named = plain(message.content).slice(0, 60) || plain(message.embeds[0]?.title).slice(0, 60) || t("threads");
  const ephemeral = (message.flags & 64) !== 0;
  popMenu(anchor, [
    channel.can.send && !ephemeral && { label: t("reply"), sign: icon("reply"), run: reply },
    channel.can.threads && !message.thread && !ephemeral && { label: t("start_thread"), sign: icon("thread"), run: () => askThread(channel, message, named) },
    message.content && { label: t("copy_text"), sign: icon("file"), run: () => copy(message.content) },
    { label: t("copy_id"), sign: icon("file"), run: () => copy(message.id) },
    commands.message.length > 0 && { title: t("apps") },
    ...commands.message.map((it) => ({
      label: it.shown, sign: icon("tools"), run: () => interact("menu", { message: message.id, command: it.name }, { label: it.shown }),
    })),
  ], point);
}

/** The menu of a person or an application. */
export async function personMenu(anchor, person) {
  const channel = openChannel();
  const commands = await live.ask("commands", { channel: channel.id }).catch(() => ({ user: [] }));
  popMenu(anchor, [
    { title: person.name },
    person.id === state.app.id && { label: t("direct"), sign: icon("direct"), run: () => open("dm") },
    { label: `@${person.name}`, sign: icon("people"), run: () => document.dispatchEvent(new CustomEvent("write", { detail: `@${person.name} ` })) },
    commands.user.length > 0 && { title: t("apps") },
    ...commands.user.map((it) => ({
      label: it.shown, sign: icon("tools"),
      run: () => interact("user_menu", { channel: channel.id, user: person.id, command: it.name }, { label: it.shown }),
    })),
  ]);
}
