// What a person does to the bot: commands, buttons, menus, modals; and what they see when nothing comes back.

import { live } from "./store.js";
import { openModal } from "./modal.js";
import { complain } from "./notices.js";

/** Does something and shows what comes of it. Resolves when the bot has answered, or did not. */
export async function interact(what, given, about = {}) {
  try {
    const seen = await live.ask(what, given);
    if (seen.view === "modal") openModal(seen);
    if (seen.view === "silent") failed(about);
    return seen;
  } catch (error) {
    complain(error);
    return null;
  }
}

/** Sends a slash command. Fails when it could not be sent; the answer is shown when it comes. */
export async function slash(channel, name, options, shown) {
  const interaction = await live.ask("slash", { channel, name, options });
  const tell = (name) => document.dispatchEvent(new CustomEvent(name, { detail: { interaction, label: `/${shown}` } }));
  tell("sent");
  const answered = interact("answer", { interaction }, { label: `/${shown}` }).finally(() => tell("answered"));
  return { interaction, answered };
}

const failed = (about) => document.dispatchEvent(new CustomEvent("failed", { detail: about }));
