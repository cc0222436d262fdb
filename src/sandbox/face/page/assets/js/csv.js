// Reads a table: commas or tabs, quotes, line breaks in quotes.

/** The rows of a table, each a list of cells. An empty text has one empty row. */
export function readTable(text, comma = ",") {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/^\u{FEFF}/u, "").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === comma || sign === "\n") {
      rows.at(-1).push(cell);
      cell = "";
      if (sign === "\n") rows.push([]);
    } else cell += sign;
  }
  rows.at(-1).push(cell);
  return rows;
}
