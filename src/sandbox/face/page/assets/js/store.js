// What the page knows: who I am, the world as I see it, the channel that is open. Components hear of changes.

import { Live } from "./live.js";

export const live = new Live();

export const state = {
  me: null,
  app: { id: "0", name: "", online: false },
  people: [],
  guilds: [],
  channels: [],
  channel: null,
  guides: [],
  connected: false,
  /** The last message that was seen in each channel, by person. */
  read: new Map(),
};

const heard = new Map();

/** Hears of a change: "world", "channel", "words", "connection". */
export function on(kind, run) {
  heard.set(kind, [...(heard.get(kind) ?? []), run]);
}

export function tell(kind, detail) {
  for (const run of heard.get(kind) ?? []) run(detail);
}

export const channelOf = (id) => state.channels.find((it) => it.id === id) ?? null;
export const openChannel = () => channelOf(state.channel);
export const guildOf = (channel) => state.guilds.find((it) => it.id === channel?.guild) ?? null;
export const openGuild = () => guildOf(openChannel());
export const isThread = (channel) => channel?.kind === 11 || channel?.kind === 12;
export const isForum = (channel) => channel?.kind === 15;

/** Everybody whose name the page may need, bots included. */
export function members() {
  const all = new Map(state.people.map((it) => [it.id, { ...it, bot: false }]));
  for (const guild of state.guilds) for (const it of guild.members) all.set(it.id, it);
  if (!all.has(state.app.id)) all.set(state.app.id, { id: state.app.id, name: state.app.name, bot: true });
  return all;
}

/** The members of the open channel's server, or the people of the conversation. */
export function present() {
  const guild = openGuild();
  if (guild) return guild.members;
  return [state.me && { ...state.me, bot: false }, { id: state.app.id, name: state.app.name, bot: true }].filter(Boolean);
}

const readKey = (channel) => `${state.me?.id} ${channel}`;
export const isUnread = (channel) =>
  Boolean(channel.last) && channel.id !== state.channel && BigInt(channel.last) > BigInt(state.read.get(readKey(channel.id)) ?? 0);
export function markRead(channel) {
  const found = channelOf(channel);
  if (found?.last) state.read.set(readKey(channel), found.last);
}

/** Opens a channel by id or name, as a person or as whoever I am. */
export async function open(channel, user = state.me?.id) {
  const { channel: opened } = await live.ask("open", { user, channel: channel ?? "" });
  markRead(state.channel);
  state.channel = opened;
  keep("user", user);
  keep("channel", opened ?? "");
  tell("channel");
}

// Each tab has its own person and channel; the look of the page is the same in all of them.
const keep = (key, value) => sessionStorage.setItem(key, value);
const kept = (key) => sessionStorage.getItem(key);

export function begin() {
  live.on("hello", async (hello) => {
    state.connected = true;
    state.guides = hello.guides;
    tell("connection");
    const known = kept("user");
    await open(kept("channel") ?? hello.channel, known ?? hello.user).catch(() => open(hello.channel, hello.user));
  });
  live.on("down", () => {
    state.connected = false;
    tell("connection");
  });
  live.on("world", ({ world }) => {
    const first = state.me?.id !== world.me?.id;
    Object.assign(state, world);
    if (first) for (const it of state.channels) if (!state.read.has(readKey(it.id))) markRead(it.id);
    if (state.channel) markRead(state.channel);
    tell("world");
  });
  live.on("closed", () => open(""));
  live.start();
}
