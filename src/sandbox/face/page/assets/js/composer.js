// The message box: text with mentions, slash commands with their options, a reply, files.

import { isForum, live, on, openChannel, present, state } from "./store.js";
import { face, h, icon, signButton } from "./dom.js";
import { Popup } from "./popup.js";
import { Command, readLine } from "./command.js";
import { Waiting, choose } from "./files.js";
import { complain } from "./notices.js";
import { nameOf } from "./header.js";
import { t } from "./words.js";

const MOST = 2000;
const WARN = 200;
/** Typing is told this often at most. */
const TELL_MS = 8000;

export function composer() {
  const popup = new Popup();
  const waiting = new Waiting();
  const text = h("textarea", { class: "input", rows: "1", role: "combobox", "aria-expanded": "false", "aria-haspopup": "listbox", autocomplete: "off", spellcheck: "false" });
  const count = h("span", { class: "count", role: "status", hidden: true });
  const replyBar = h("div", { class: "reply-bar", hidden: true });
  const attach = signButton("plus", "", async () => waiting.add(await choose(true)), { class: "sign attach" });
  const sendButton = signButton("send", "", () => submit(), { class: "sign send" });
  const box = h("div", { class: "box" }, attach, text, count, sendButton);
  const form = h("div", { class: "composer", id: "message-box" }, popup.element, replyBar, waiting.element, box);
  let reply = null;
  let command = null;
  let commands = [];
  let told = 0;

  const channelId = () => state.channel;
  const fit = () => {
    text.style.height = "auto";
    if (text.value) text.style.height = `${Math.min(text.scrollHeight, innerHeight / 2.5)}px`;
    const length = [...text.value.trim()].length;
    const left = MOST - length;
    count.hidden = left > WARN;
    count.textContent = String(left);
    count.title = left < 0 ? t("left", { count: -left }) : "";
    count.classList.toggle("over", left < 0);
  };
  const fetchCommands = async () => {
    commands = (await live.ask("commands", { channel: channelId() }).catch(() => ({ slash: [] }))).slash;
  };

  function draw() {
    const channel = openChannel();
    form.hidden = !channel || isForum(channel);
    if (!channel) return;
    const may = channel.can.send;
    text.disabled = !may;
    attach.hidden = !may || !channel.can.attach;
    sendButton.hidden = !may;
    text.placeholder = may ? t("write_to", { name: nameOf(channel) }) : channel.locked ? t("thread_locked") : t("read_only");
    text.setAttribute("aria-label", text.placeholder);
    for (const [button, name] of [[attach, "attach"], [sendButton, "send"]]) {
      button.title = t(name);
      button.setAttribute("aria-label", t(name));
    }
    drawReply();
  }

  function drawReply() {
    replyBar.hidden = !reply;
    if (!reply) return;
    const name = reply.message.author.global_name ?? reply.message.author.username;
    const ping = h("button", { type: "button", class: "link", "aria-pressed": String(reply.pings), "aria-label": t("ping"), onclick: () => { reply.pings = !reply.pings; drawReply(); } }, t(reply.pings ? "ping_on" : "ping_off"));
    replyBar.replaceChildren(icon("reply"), h("span", { class: "grow" }, t("replying", { name })), ping, signButton("close", t("cancel"), () => { reply = null; drawReply(); text.focus(); }));
  }

  // --- commands

  function begin(chosen, given = []) {
    leave(false);
    popup.hide();
    command = new Command({ command: chosen, given, popup, channel: channelId(), leave: () => leave(true), sent: () => leave(true) });
    box.replaceChild(command.element, text);
    attach.hidden = true;
    command.focus();
  }

  function leave(focus) {
    if (!command) return;
    box.replaceChild(text, command.element);
    command = null;
    popup.hide();
    text.value = "";
    fit();
    draw();
    if (focus) text.focus();
  }

  const commandItems = (typed) => {
    const wanted = typed.slice(1).toLowerCase();
    const starts = (it) => it.shown.toLowerCase().startsWith(wanted) || it.name.toLowerCase().startsWith(wanted);
    const holds = (it) => it.shown.toLowerCase().includes(wanted) || it.name.includes(wanted);
    const found = [...commands.filter(starts), ...commands.filter((it) => !starts(it) && holds(it))];
    return found.map((it) => ({
      label: `/${it.shown}`, detail: it.description, sign: face(state.app.name, state.app.id, "bot"), aside: state.app.name, command: it,
    }));
  };

  /** A line such as `/fact query:H100 count`, typed or pasted, becomes a command with its options. */
  function asCommand() {
    const read = text.value.startsWith("/") && readLine(text.value, commands);
    if (read) begin(read.command, read.given);
    return Boolean(read);
  }

  // --- mentions

  const word = () => {
    const before = text.value.slice(0, text.selectionStart);
    return /(?:^|\s)([@#][^\s@#]*)$/.exec(before)?.[1] ?? null;
  };
  const mentionItems = (typed) => {
    const wanted = typed.slice(1).toLowerCase();
    if (typed[0] === "@") {
      return present().filter((it) => it.name.toLowerCase().startsWith(wanted)).map((it) => ({
        label: it.name, sign: face(it.name, it.id, it.bot ? "bot" : ""), aside: it.bot ? t("app") : "", text: `@${it.name} `,
      }));
    }
    return state.channels.filter((it) => it.guild === openChannel()?.guild && it.name.toLowerCase().startsWith(wanted)).map((it) => ({
      label: `#${it.name}`, text: `#${it.name} `,
    }));
  };
  const insert = (typed, replacement) => {
    const end = text.selectionStart;
    text.setRangeText(replacement, end - typed.length, end, "end");
    text.dispatchEvent(new Event("input"));
  };

  async function suggest() {
    const value = text.value;
    if (value.startsWith("/") && !value.includes("\n")) {
      if (commands.length === 0) await fetchCommands();
      if (text.value !== value) return;
      // "/name " with a space is that command, unless a longer one begins so.
      if (/\s$/.test(value) || value.includes(":")) {
        const typed = value.slice(1).trimEnd().toLowerCase();
        const longer = commands.some((it) => it.shown.toLowerCase().startsWith(`${typed} `) || it.name.startsWith(`${typed} `));
        if (!longer && asCommand()) return;
      }
      const items = commandItems(value.trimEnd());
      popup.show(text, { title: t("commands"), items, note: items.length === 0 ? t("no_match") : "", pick: (it) => begin(it.command) });
      return;
    }
    const typed = word();
    const items = typed ? mentionItems(typed) : [];
    if (items.length === 0) popup.hide();
    else popup.show(text, { title: t(typed[0] === "@" ? "people" : "channels"), items, pick: (it) => insert(typed, it.text) });
  }

  let sending = false;
  async function submit() {
    if (command) return command.submit();
    if (asCommand()) return command.isComplete ? command.submit() : null;
    const value = text.value.trim();
    if (!value && sending) return;
    if ((!value && waiting.ids.length === 0) || !openChannel()?.can.send) return;
    if ([...value].length > MOST) return complain({ name: "length", detail: MOST });
    const named = value.replace(/(?<![\p{L}\p{N}<])#([\p{L}\p{N}_-]+)/gu, (all, name) => {
      const found = state.channels.find((it) => it.name === name && it.guild === openChannel().guild);
      return found ? `<#${found.id}>` : all;
    });
    sending = true;
    try {
      const files = waiting.ids;
      const answers = reply?.message.id;
      text.value = "";
      fit();
      popup.hide();
      await live.ask("say", { channel: channelId(), text: named, files, answers, pings: reply?.pings ?? false });
      waiting.clear();
      reply = null;
      drawReply();
    } catch (error) {
      // Nothing that was typed is lost.
      if (!text.value) text.value = value;
      fit();
      complain(error);
    } finally {
      sending = false;
    }
  }

  text.addEventListener("input", () => {
    fit();
    suggest();
    const now = Date.now();
    if (text.value && !text.value.startsWith("/") && now - told > TELL_MS) {
      told = now;
      live.ask("typing", { channel: channelId() }).catch(() => {});
    }
  });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || popup.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && reply) {
      reply = null;
      drawReply();
    } else if (event.key === "ArrowUp" && text.value === "") {
      const last = document.querySelector(".messages article[tabindex='0']");
      if (last) {
        event.preventDefault();
        last.focus();
      }
    }
  });
  text.addEventListener("blur", () => popup.hide());
  text.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      waiting.add(files);
    }
  });
  for (const name of ["dragover", "drop"]) {
    document.addEventListener(name, (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      document.body.classList.toggle("dropping", name === "dragover");
      if (name === "drop" && openChannel()?.can.attach) waiting.add([...event.dataTransfer.files]);
    });
  }
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? document.body.classList.remove("dropping"));
  document.addEventListener("reply", ({ detail }) => {
    reply = { message: detail, pings: true };
    leave(false);
    drawReply();
    text.focus();
  });
  document.addEventListener("write", ({ detail }) => {
    leave(false);
    text.value = text.value ? `${text.value.trimEnd()} ${detail}` : detail;
    text.focus();
    text.dispatchEvent(new Event("input"));
  });
  document.addEventListener("begin", async ({ detail }) => {
    await fetchCommands();
    const found = commands.find((it) => it.name === detail);
    if (found) begin(found);
  });
  const drafts = new Map();
  let key = "";
  on("channel", () => {
    const now = `${state.me?.id} ${state.channel}`;
    if (now !== key) {
      // What is begun stays in its channel, with its author.
      if (!command) drafts.set(key, text.value);
      leave(false);
      reply = null;
      popup.hide();
      text.value = drafts.get(now) ?? "";
      fit();
      fetchCommands();
    }
    key = now;
    draw();
  });
  let spoken = "";
  on("world", () => {
    const now = `${state.me?.id} ${state.me?.locale} ${state.commands}`;
    if (now !== spoken && state.channel) fetchCommands();
    spoken = now;
    draw();
  });
  return form;
}
