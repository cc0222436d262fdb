// Timestamps: <t:1786000000:R> in the reader's zone and language; relative ones keep up with time.

import { h } from "../dom.js";
import { state } from "../store.js";

const STYLES = {
  t: { hour: "numeric", minute: "2-digit" },
  T: { hour: "numeric", minute: "2-digit", second: "2-digit" },
  d: { year: "numeric", month: "2-digit", day: "2-digit" },
  D: { year: "numeric", month: "long", day: "numeric" },
  f: { year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" },
  F: { weekday: "long", year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" },
  s: { year: "numeric", month: "2-digit", day: "2-digit", hour: "numeric", minute: "2-digit" },
  S: { year: "numeric", month: "2-digit", day: "2-digit", hour: "numeric", minute: "2-digit", second: "2-digit" },
};

const UNITS = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

const locale = () => state.me?.locale ?? "en-US";

function relative(seconds) {
  const apart = seconds - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(apart) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.trunc(apart / size), unit);
}

const written = (seconds, style) =>
  style === "R" ? relative(seconds) : new Date(seconds * 1000).toLocaleString(locale(), STYLES[style]);

/** The element of a timestamp; an impossible one stays as it was typed. */
export function timeNode(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return document.createTextNode(`<t:${seconds}:${style}>`);
  return h("time", {
    class: "stamp", datetime: date.toISOString(), title: written(seconds, "F"),
    "data-seconds": style === "R" ? String(seconds) : null,
  }, written(seconds, style));
}

setInterval(() => {
  for (const it of document.querySelectorAll("time[data-seconds]")) it.textContent = relative(Number(it.dataset.seconds));
}, 10_000);
