// Puts the page together.

import { begin, on, openChannel, state } from "./store.js";
import { h } from "./dom.js";
import { language, t } from "./words.js";
import { rail } from "./rail.js";
import { channels } from "./channels.js";
import { header } from "./header.js";
import { log } from "./log.js";
import { forum } from "./forum.js";
import { composer } from "./composer.js";
import { people } from "./people.js";
import { me } from "./me.js";
import { notices } from "./notices.js";
import { operator } from "./operator.js";
import { guide } from "./guide.js";
import { wearTheme } from "./theme.js";

wearTheme();

const skip = h("a", { class: "skip", href: "#message-box" });
skip.addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector("#message-box textarea, #message-box input")?.focus();
});
const side = h("div", { class: "side", id: "side" }, rail(), h("div", { class: "places" }, channels(), me()));
const middle = h("main", { class: "middle" }, header(), h("div", { class: "stage" }, guide(), log(), forum()), notices(), composer());
const right = h("div", { class: "right", id: "right" }, people(), operator());
const shade = h("div", { class: "shade", onclick: () => document.body.classList.remove("side-open", "right-open") });
document.body.append(skip, side, middle, right, shade);

const words = () => {
  // A new language has the whole page styled anew.
  if (document.documentElement.lang !== language()) document.documentElement.lang = language();
  document.title = t("title", { app: state.app.name });
  skip.textContent = t("skip");
};
on("world", words);
on("channel", () => {
  document.body.classList.remove("side-open");
  document.body.classList.toggle("in-forum", openChannel()?.kind === 15);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.remove("side-open", "right-open");
});
words();
begin();
