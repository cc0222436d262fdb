// The page's own words, in the language of the person at the keyboard.

import { en } from "./words/en.js";
import { ko } from "./words/ko.js";
import { state } from "./store.js";

const LANGUAGES = { en, ko };

/** The language of the page: Korean for Korean readers, English for all others. */
export const language = () => (state.me?.locale?.startsWith("ko") ? "ko" : "en");

/** A sentence by its key, with `{name}` replaced, and `{name:이/가}` with the particle that fits. */
export function t(key, values = {}) {
  const text = LANGUAGES[language()][key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)(?::([^}/]+)\/([^}]+))?\}/g, (_, name, closed, open) => {
    const value = String(values[name] ?? "");
    return closed ? value + (endsClosed(value) ? closed : open) : value;
  });
}

/** Whether a name ends in a consonant when it is read aloud in Korean. */
function endsClosed(name) {
  const last = name.at(-1) ?? "";
  const code = last.charCodeAt(0) - 0xac00;
  if (code >= 0 && code < 11172) return code % 28 !== 0;
  return /[bcdgklmnpqrt013678]/i.test(last);
}

/** Why something was refused, in a sentence. */
export function reason(error) {
  const key = `no_${error?.name}`;
  return key in en ? t(key, { detail: error.detail ?? "" }) : String(error?.message ?? error);
}

// Making a format takes longer than using it.
const formats = new Map();

function written(ms, options) {
  const locale = state.me?.locale ?? "en-US";
  const key = locale + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, options));
  return formats.get(key).format(ms);
}

export const time = (ms) => written(ms, { hour: "numeric", minute: "2-digit" });
export const day = (ms) => written(ms, { year: "numeric", month: "long", day: "numeric" });
export const moment = (ms) => written(ms, { dateStyle: "full", timeStyle: "short" });

/** "Today at 9:05" as the client writes it. */
export function stamp(ms) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(ms).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return t("today_at", { time: time(ms) });
  if (days === 1) return t("yesterday_at", { time: time(ms) });
  return `${written(ms, { year: "numeric", month: "numeric", day: "numeric" })} ${time(ms)}`;
}

export function bytes(count) {
  if (count < 1024) return t("bytes", { count });
  const kilo = count / 1024;
  return kilo < 1024 ? `${kilo.toFixed(1)} KB` : `${(kilo / 1024).toFixed(2)} MB`;
}
