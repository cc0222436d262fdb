// Discord's markdown as a tree. Reads text only; drawing is another file's work.
//
// Blocks (headings, subtext, quotes, lists) are known at the start of a line; everything else anywhere.

/** Marks within marks are read this deep; what lies deeper stays text. */
const DEPTH = 10;

const BLOCKS = {
  heading: /(#{1,3})[ \t]+([^\n]+?)[ \t]*(?:\n|$)/y,
  subtext: /-#[ \t]+([^\n]+?)[ \t]*(?:\n|$)/y,
  rest: / {0,3}>>> ([\s\S]*)/y,
  quote: /(?: {0,3}> ?[^\n]*(?:\n|$))+/y,
  list: /(?: {0,10}(?:[-*]|\d{1,9}\.) +[^\n]+(?:\n|$))(?: {0,10}(?:[-*]|\d{1,9}\.) +[^\n]+(?:\n|$)| {2,}[^\s][^\n]*(?:\n|$))*/y,
};

const MARKS = [
  ["text", /¯\\_\(ツ\)_\/¯/y],
  ["escape", /\\([^0-9A-Za-z\s])/y],
  ["fence", /```(?:([a-z0-9_+\-.#]+)\n)?\n*([^\n][\s\S]*?)\n*```\n?/iy],
  ["code", /(`+)([\s\S]*?[^`])\1(?!`)/y],
  ["angle", /<(https?:\/\/[^\s<>]+)>/y],
  ["masked", /\[((?:\\[\s\S]|\[[^\[\]]*\]|[^\[\]\\])+)\]\(\s*(?:<([^\s<>]+)>|((?:\\.|\([^\s()]*\)|[^\s()\\])+))(?:\s+"([^"]*)")?\s*\)/y],
  ["user", /<@!?(\d{1,20})>/y],
  ["role", /<@&(\d{1,20})>/y],
  ["channel", /<#(\d{1,20})>/y],
  ["command", /<\/([^:<>\n]{1,100}):(\d{1,20})>/y],
  ["emoji", /<a?:(\w{1,32}):\d{1,20}>/y],
  ["time", /<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y],
  ["all", /@(everyone|here)(?!\w)/y],
  ["link", /https?:\/\/[^\s<]*[^\s<.,:;!?"'\]*_~|]/y],
];

// Of these the longest match counts; at equal length the first.
const STYLES = [
  ["italic", /\b_((?:__|\\[\s\S]|[^\\_])+?)_\b|\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y],
  ["bold", /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y],
  ["underline", /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y],
  ["strike", /~~([\s\S]+?)~~(?!_)/y],
  ["spoiler", /\|\|([\s\S]+?)\|\|/y],
];

const SPECIAL = /[\\`<\[@h*_~|¯\n]/;

const at = (pattern, text, index) => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/** The nodes of a text. `blocks` are read unless it is false, `[label](address)` unless `links` is. */
export function parse(text, { blocks = true, links = true, quotes = true } = {}, depth = 0) {
  const nodes = [];
  const options = { blocks, links, quotes };
  let plain = "";
  const flush = () => {
    if (plain) nodes.push({ type: "text", text: plain });
    plain = "";
  };
  let index = 0;
  while (index < text.length) {
    const starts = blocks && (index === 0 || text[index - 1] === "\n");
    const found = depth < DEPTH && ((starts && block(text, index, options, depth)) || mark(text, index, options, depth));
    if (found) {
      if (found.node.type === "text") plain += found.node.text;
      else {
        flush();
        nodes.push(found.node);
      }
      index = found.end;
    } else {
      if (text[index] === "\n") {
        flush();
        nodes.push({ type: "break" });
      } else plain += text[index];
      index += 1;
    }
  }
  flush();
  return nodes;
}

function block(text, index, options, depth) {
  const inner = (of, more = {}) => parse(of, { ...options, ...more }, depth + 1);
  let it = at(BLOCKS.heading, text, index);
  if (it) return done(it, { type: "heading", level: it[1].length, children: inner(it[2], { blocks: false }) }, index);
  it = at(BLOCKS.subtext, text, index);
  if (it) return done(it, { type: "subtext", children: inner(it[1], { blocks: false }) }, index);
  it = options.quotes && at(BLOCKS.rest, text, index);
  if (it) return done(it, { type: "quote", children: inner(it[1], { quotes: false }) }, index);
  it = options.quotes && at(BLOCKS.quote, text, index);
  if (it && /^ {0,3}> /.test(it[0])) {
    const lines = it[0].replace(/\n$/, "").split("\n").map((line) => line.replace(/^ {0,3}> ?/, ""));
    return done(it, { type: "quote", children: inner(lines.join("\n"), { quotes: false }) }, index);
  }
  it = at(BLOCKS.list, text, index);
  if (it) {
    const lines = it[0].replace(/\n$/, "").split("\n");
    const { node, used } = list(lines, inner);
    const length = used < lines.length ? lines.slice(0, used).join("\n").length + 1 : it[0].length;
    return { node, end: index + length };
  }
  return null;
}

/** Lines as a list, up to one that begins another list; lines that stand further in belong to the item before them. */
function list(lines, inner) {
  const entryOf = (line) => /^( *)([-*]|\d+\.) +(.*)$/.exec(line);
  const [, { length: indent }, sign] = entryOf(lines[0]);
  const ordered = /\d/.test(sign);
  const items = [];
  let used = 0;
  for (; used < lines.length; used += 1) {
    const entry = entryOf(lines[used]);
    const own = entry && (entry[1].length <= indent || items.length === 0);
    if (own && /\d/.test(entry[2]) !== ordered) break;
    if (own) items.push({ text: entry[3], below: [] });
    else items.at(-1).below.push(lines[used]);
  }
  return { node: { type: "list", start: ordered ? Number.parseInt(sign, 10) : null, items: items.map((it) => item(it, inner)) }, used };
}

function item({ text, below }, inner) {
  const children = inner(text, { blocks: false });
  let rest = below;
  while (rest.length > 0 && /^ *(?:[-*]|\d+\.) +/.test(rest[0])) {
    const { node, used } = list(rest, inner);
    children.push(node);
    rest = rest.slice(used);
  }
  if (rest.length > 0) children.push({ type: "break" }, ...inner(rest.map((it) => it.trim()).join("\n"), { blocks: false }));
  return children;
}

function mark(text, index, options, depth) {
  if (!SPECIAL.test(text[index])) return null;
  for (const [type, pattern] of MARKS) {
    const it = at(pattern, text, index);
    const node = it && read(type, it, text, index, options, depth);
    if (node) return done(it, node, index);
  }
  let best = null;
  for (const [type, pattern] of STYLES) {
    const it = at(pattern, text, index);
    if (it && (!best || it[0].length > best.it[0].length)) best = { type, it };
  }
  if (!best) return null;
  const children = parse(best.it[1] ?? best.it[2], { ...options, blocks: false }, depth + 1);
  return done(best.it, { type: best.type, children }, index);
}

function read(type, it, text, index, options, depth) {
  switch (type) {
    case "text": return { type, text: it[0] };
    case "escape": return { type: "text", text: it[1] };
    case "fence": return { type, language: it[1] ?? "", text: it[2] };
    case "code": return { type, text: it[2].trim() };
    case "angle": return { type: "link", address: it[1], children: [{ type: "text", text: it[1] }] };
    case "link":
      if (/\w/.test(text[index - 1] ?? "")) return null;
      // A bracket that was not opened in the address belongs to the sentence.
      while (it[0].endsWith(")") && it[0].split(")").length > it[0].split("(").length) it[0] = it[0].slice(0, -1);
      return { type, address: it[0], children: [{ type: "text", text: it[0] }] };
    case "masked": {
      const address = it[2] ?? it[3].replace(/\\(.)/g, "$1");
      const label = it[1].trim();
      if (!options.links || !/^https?:\/\//.test(address) || !label || /https?:\/\//.test(label)) return null;
      return { type: "link", address, title: it[4], children: parse(label, { blocks: false, links: false }, depth + 1) };
    }
    case "command": return { type, name: it[1] };
    case "emoji": return { type: "text", text: `:${it[1]}:` };
    case "time": return { type, seconds: Number(it[1]), style: it[2] ?? "f" };
    case "all": return { type, name: it[1] };
    default: return { type, id: it[1] };
  }
}

const done = (it, node, index) => ({ node, end: index + it[0].length });
