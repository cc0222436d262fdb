// A slash command in the message box: its name, and a chip for each option that is given.

import { live, openGuild, present, state } from "./store.js";
import { calm, face, h, icon, refill, signButton } from "./dom.js";
import { choose, upload } from "./files.js";
import { slash } from "./act.js";
import { reason, t } from "./words.js";

const NUMBERS = new Set([4, 10]);
const SUGGEST_MS = 120;

/** Reads `/name option:value …`; text without a name belongs to the first option. Null if there is no such command. */
export function readLine(line, commands) {
  const typed = line.slice(1);
  const names = (it) => [it.shown, it.name].filter((name) => typed === name || typed.startsWith(`${name} `));
  const found = commands.map((it) => [it, names(it)[0]]).filter(([, name]) => name).sort((a, b) => b[1].length - a[1].length)[0];
  if (!found) return null;
  const [command, name] = found;
  return { command, given: readOptions(typed.slice(name.length), command.options) };
}

function readOptions(text, options) {
  const starts = [...text.matchAll(/(?<=^|\s)([^\s:]+):/g)].flatMap((it) => {
    const option = options.find((each) => each.shown === it[1] || each.name === it[1]);
    return option ? [{ option, from: it.index, to: it.index + it[0].length }] : [];
  });
  const given = starts.map((it, index) => [it.option, text.slice(it.to, starts[index + 1]?.from ?? text.length).trimStart()]);
  const head = text.slice(0, starts[0]?.from ?? text.length).trimStart();
  return head && options.length > 0 ? [[options[0], head], ...given] : given;
}

export class Command {
  #command;
  #popup;
  #channel;
  #leave;
  #sent;
  #chips = [];
  #asked = 0;
  #moved = false;
  #sending = false;
  #tail = this.#makeTail();
  #holder = h("div", { class: "chips" });
  #problem = h("span", { class: "command-problem", role: "alert" });
  element;

  constructor({ command, given, popup, channel, leave, sent }) {
    this.#command = command;
    this.#popup = popup;
    this.#channel = channel;
    this.#leave = leave;
    this.#sent = sent;
    const values = new Map(given.map(([option, value]) => [option.name, value]));
    for (const option of command.options) if (option.required || values.has(option.name)) this.#add(option, values.get(option.name) ?? "");
    this.element = h("div", { class: "command", role: "group", "aria-label": `/${command.shown}` },
      h("span", { class: "command-name" }, face(state.app.name, state.app.id, "bot tiny"), `/${command.shown}`), this.#holder, this.#problem,
      signButton("close", t("leave_command"), () => this.#leave()));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.#draw();
  }

  /** Goes to the first option that is empty, or behind the last one. */
  focus() {
    (this.#chips.find((it) => !it.value)?.input ?? this.#tail).focus();
  }

  /** Whether everything that is needed is there. */
  get isComplete() {
    return this.#chips.every((it) => it.value || !it.option.required);
  }

  async submit() {
    // Enter pressed twice sends once.
    if (this.#sending) return;
    this.#popup.hide();
    this.#problem.textContent = "";
    for (const chip of this.#chips) chip.element.classList.toggle("bad", chip.option.required && !chip.value);
    const missing = this.#chips.find((it) => it.option.required && !it.value);
    if (missing) {
      this.#problem.textContent = t("option_needed");
      missing.input.focus();
      return;
    }
    const options = this.#chips.filter((it) => it.value).map((it) => [it.option.name, it.value]);
    this.#sending = true;
    try {
      await slash(this.#channel, this.#command.name, options, this.#command.shown);
      this.#sent();
    } catch (error) {
      this.#problem.textContent = reason(error);
    } finally {
      this.#sending = false;
    }
  }

  get #unused() {
    return this.#command.options.filter((it) => !this.#chips.some((chip) => chip.option === it));
  }

  #add(option, value) {
    const input = h("input", {
      class: "chip-input", role: "combobox", "aria-expanded": "false", "aria-haspopup": "listbox", "aria-label": option.shown, autocomplete: "off", spellcheck: "false",
      inputmode: NUMBERS.has(option.type) ? "decimal" : null, value, "data-key": `option-${option.name}`, title: option.description, "aria-required": String(option.required),
      readonly: option.type === 11,
    });
    const name = h("span", { class: "chip-name", "aria-hidden": "true" }, option.shown);
    const chip = { option, input, value: value.trim(), element: h("label", { class: "option-chip" }, name, input) };
    this.#chips.push(chip);
    const suggest = calm(SUGGEST_MS, () => this.#suggest(chip));
    input.addEventListener("input", () => {
      chip.value = input.value.trim();
      chip.element.classList.remove("bad");
      if (!this.#goByName(input, chip)) option.autocomplete ? suggest() : this.#suggest(chip);
      size();
    });
    input.addEventListener("focus", () => this.#suggest(chip));
    input.addEventListener("blur", () => this.#popup.hide());
    if (option.type === 11) input.addEventListener("click", () => this.#chooseFile(chip));
    const size = () => { input.style.width = `${Math.min(Math.max([...input.value].reduce((sum, it) => sum + (it > "\u1100" ? 2 : 1), 1), 6), 46)}ch`; };
    chip.show = (shown, of) => {
      input.value = shown;
      chip.value = String(of);
      chip.element.classList.remove("bad");
      size();
    };
    size();
    return chip;
  }

  /** Behind the chips: what is optional is found here, and Enter sends. */
  #makeTail() {
    const tail = h("input", { class: "tail", role: "combobox", "aria-expanded": "false", "aria-haspopup": "listbox", "aria-label": t("options"), autocomplete: "off", spellcheck: "false", "data-key": "tail" });
    const list = () => {
      if (document.activeElement !== tail || this.#goByName(tail, null)) return;
      this.#moved = false;
      const typed = tail.value.trim().toLowerCase();
      const items = this.#unused.filter((it) => it.shown.includes(typed) || it.name.includes(typed)).map((it) => ({ label: it.shown, detail: it.description, option: it }));
      if (items.length === 0) this.#popup.hide();
      else this.#popup.show(tail, { title: t("options"), items, first: typed !== "", pick: ({ option }) => this.#take(option, "") });
    };
    tail.addEventListener("focus", list);
    tail.addEventListener("input", list);
    tail.addEventListener("blur", () => this.#popup.hide());
    return tail;
  }

  #draw() {
    const count = this.#unused.length;
    this.#tail.value = "";
    this.#tail.placeholder = count > 0 ? t("more_options", { count }) : "";
    refill(this.#holder, this.#chips.map((it) => it.element), this.#tail);
  }

  #take(option, value) {
    const chip = this.#add(option, value);
    this.#draw();
    chip.input.focus();
  }

  /** `… as_of:` typed at the end of a field goes on to that option. */
  #goByName(input, chip) {
    const found = /(?:^|\s)([^\s:]+):$/.exec(input.value);
    const option = found && this.#command.options.find((it) => it.shown === found[1] || it.name === found[1]);
    if (!option) return false;
    const before = input.value.slice(0, found.index);
    if (chip) chip.show(before, before.trim());
    if (option === chip?.option) return false;
    const there = this.#chips.find((it) => it.option === option);
    if (there) there.input.focus();
    else this.#take(option, "");
    return true;
  }

  #key(event) {
    if (event.isComposing) return;
    const chip = this.#chips.find((it) => it.input === event.target);
    const tail = event.target === this.#tail;
    // Tab goes on to the next field, unless somebody has moved in the list.
    if ((chip || tail) && (event.key !== "Tab" || this.#moved) && this.#popup.key(event)) {
      if (/^Arrow/.test(event.key)) this.#moved = true;
      return;
    }
    if (event.key === "Enter" && (chip || tail)) {
      event.preventDefault();
      if (chip?.option.type === 11 && !chip.value) this.#chooseFile(chip);
      else this.submit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#leave();
    } else if (event.key === "Backspace" && tail && this.#tail.value === "") {
      event.preventDefault();
      if (this.#chips.length > 0) this.#chips.at(-1).input.focus();
      else this.#leave();
    } else if (event.key === "Backspace" && chip && chip.input.value === "") {
      event.preventDefault();
      const index = this.#chips.indexOf(chip);
      if (!chip.option.required) {
        this.#chips.splice(index, 1);
        this.#draw();
        this.focus();
      } else if (index > 0) this.#chips[index - 1].input.focus();
      else this.#leave();
    }
  }

  async #suggest(chip) {
    const { option, input } = chip;
    if (document.activeElement !== input) return;
    this.#moved = false;
    const title = `${option.shown} — ${option.description}`;
    const pick = (it) => {
      chip.show(it.label, it.value);
      this.#popup.hide();
      (this.#chips.find((each) => !each.value && each !== chip)?.input ?? this.#tail).focus();
    };
    const typed = input.value.trim().toLowerCase();
    const fixed = this.#fixed(option);
    if (fixed) {
      const chosen = fixed.some((it) => it.label === input.value && String(it.value) === chip.value);
      const items = fixed.filter((it) => chosen || it.label.toLowerCase().includes(typed));
      this.#popup.show(input, { title, items, note: items.length === 0 ? t("no_match") : "", first: !chosen, pick });
      return;
    }
    if (!option.autocomplete) {
      this.#popup.show(input, { title, items: [], pick });
      return;
    }
    const turn = ++this.#asked;
    if (!this.#popup.isOpen) this.#popup.show(input, { title, note: t("loading"), pick });
    const others = this.#chips.filter((it) => it !== chip && it.value).map((it) => [it.option.name, it.value]);
    const seen = await live.ask("complete", { channel: this.#channel, name: this.#command.name, options: [...others, [option.name, input.value]] }).catch(() => null);
    if (turn !== this.#asked || document.activeElement !== input) return;
    const items = (seen?.view === "choices" ? seen.detail : []).map((it) => ({ label: it.name, value: it.value }));
    this.#popup.show(input, { title, items, note: items.length === 0 ? t("no_choices") : "", first: false, pick });
  }

  /** The values of an option that does not ask the bot. */
  #fixed(option) {
    if (option.choices) return option.choices.map((it) => ({ label: it.name, value: it.value }));
    const person = (it) => ({ label: it.name, value: it.id, sign: face(it.name, it.id, it.bot ? "bot" : "") });
    const role = (it) => ({ label: it.name, value: it.id });
    const guild = openGuild();
    switch (option.type) {
      case 5: return [{ label: t("yes"), value: "true" }, { label: t("no"), value: "false" }];
      case 6: return present().map(person);
      case 7: return state.channels.filter((it) => it.guild === guild?.id && (!option.channel_types || option.channel_types.includes(it.kind)))
        .map((it) => ({ label: it.kind === 0 ? `#${it.name}` : it.name, value: it.id }));
      case 8: return (guild?.roles ?? []).map(role);
      case 9: return [...present().map(person), ...(guild?.roles ?? []).map(role)];
      default: return null;
    }
  }

  async #chooseFile(chip) {
    const [file] = await choose(false);
    const taken = file && (await upload(file));
    if (taken) chip.show(taken.name, taken.id);
    chip.input.focus();
  }
}
