// A picture as large as the window.

import { h, icon } from "./dom.js";
import { t } from "./words.js";

export function enlarge(file) {
  const close = () => dialog.close();
  const dialog = h("dialog", { class: "lightbox", "aria-label": file.description ?? file.filename, onclick: (event) => event.target === dialog && close() },
    h("img", { src: file.url, alt: file.description ?? file.filename }),
    h("div", { class: "lightbox-foot" }, h("span", { class: "label" }, file.description ?? file.filename),
      h("a", { class: "sign", href: file.url, download: file.filename, title: t("download", { name: file.filename }), "aria-label": t("download", { name: file.filename }) }, icon("download")),
      h("button", { type: "button", class: "sign", "aria-label": t("close"), title: t("close"), onclick: close }, icon("close"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
