// Builds elements. Text only ever becomes text nodes: there is no way from a string to markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element: h("p", {class: "note", onclick: f, "aria-label": "…"}, "text", child, [children]). */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== false));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "style") for (const [key, it] of Object.entries(value)) element.style.setProperty(key, it);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** A drawn sign, hidden from readers of the screen: what it means is said by its button's name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const d of ICONS[name] ?? []) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

const ICONS = {
  hash: ["M9 4 7 20", "M17 4l-2 16", "M4 9h17", "M3 15h17"],
  forum: ["M4 5h16v11H11l-4 4v-4H4z", "M8 9h8", "M8 12h5"],
  thread: ["M5 4v9a4 4 0 0 0 4 4h10", "m15 13 4 4-4 4"],
  direct: ["M4 6h16v12H4z", "m4 7 8 6 8-6"],
  people: ["M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7", "M2.5 20a6.5 6.5 0 0 1 13 0", "M16 4.5a3.5 3.5 0 0 1 0 6.5", "M18 14a6 6 0 0 1 3.5 6"],
  menu: ["M4 6h16", "M4 12h16", "M4 18h16"],
  plus: ["M12 5v14", "M5 12h14"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  more: ["M5 12h.01", "M12 12h.01", "M19 12h.01"],
  reply: ["m9 6-6 6 6 6", "M3 12h11a6 6 0 0 1 6 6v1"],
  send: ["M4 12 3 4l18 8-18 8 1-8z", "M4 12h8"],
  pin: ["M9 3h6l-1 7 4 4H6l4-4z", "M12 14v7"],
  file: ["M6 3h8l4 4v14H6z", "M14 3v4h4"],
  download: ["M12 4v11", "m7 11 5 5 5-5", "M5 20h14"],
  sun: ["M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8", "M12 2v2", "M12 20v2", "M2 12h2", "M20 12h2", "m5 5 1.5 1.5", "m17.5 17.5 1.5 1.5", "m19 5-1.5 1.5", "m6.5 17.5-1.5 1.5"],
  moon: ["M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5"],
  tools: ["M14 7a4 4 0 0 0 5 5l-9 9-3-3 9-9a4 4 0 0 0-2-2z", "M14 7l3-3"],
  down: ["m6 9 6 6 6-6"],
  check: ["m5 12 5 5 9-10"],
  link: ["M14 4h6v6", "M20 4 10 14", "M18 14v6H4V6h6"],
  eye: ["M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7", "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6"],
  warn: ["M12 4 2 20h20z", "M12 10v4", "M12 17h.01"],
};

/** A button that shows a sign only; its name is said and shown on hover. */
export function signButton(sign, label, onclick, props = {}) {
  return h("button", { type: "button", class: "sign", "aria-label": label, title: label, onclick, ...props }, icon(sign));
}

/**
 * Gives an element new children. What would look the same stays as it is, so that a press is not lost and a list does
 * not lose its place; the focus goes back to the child with the same key.
 */
export function refill(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const wanted = children.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== false);
  const present = [...element.childNodes];
  wanted.forEach((it, index) => {
    const old = present[index];
    if (!old) element.append(it);
    else if (!old.isEqualNode(it)) replace(old, it);
  });
  for (const old of present.slice(wanted.length)) old.remove();
  if (key && !element.contains(document.activeElement)) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/** Within lists, only the entries that differ are replaced. */
function replace(old, fresh) {
  const list = old.nodeName === "UL" && fresh.nodeName === "UL" && old.className === fresh.className;
  if (list) refill(old, [...fresh.childNodes]);
  else old.replaceWith(fresh);
}

let count = 0;

/** An id that nothing else on the page has. */
export const freshId = (stem) => `${stem}-${++count}`;

/** A colour of the page's palette that always belongs to the same id. */
export const hue = (id) => `var(--hue-${Number(BigInt(id || 0) % 6n)})`;

/** The round sign of a person, bot or server. */
export function face(name, id, extra = "") {
  const letters = [...(name || "?")].slice(0, 1).join("").toUpperCase();
  return h("span", { class: `face ${extra}`, "aria-hidden": "true", style: { "--face": hue(id) } }, letters);
}

/** Calls a function once it has not been asked for during a while. */
export function calm(ms, run) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms, ...given);
  };
}
