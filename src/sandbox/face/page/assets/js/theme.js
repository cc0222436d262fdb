// Light and dark: what the machine prefers until somebody chooses.

const KEY = "theme";
const prefers = matchMedia("(prefers-color-scheme: light)");

export const theme = () => localStorage.getItem(KEY) ?? (prefers.matches ? "light" : "dark");

export function wearTheme() {
  document.documentElement.dataset.theme = theme();
}

export function switchTheme() {
  localStorage.setItem(KEY, theme() === "dark" ? "light" : "dark");
  wearTheme();
}

prefers.addEventListener("change", wearTheme);
// Other tabs wear the same.
addEventListener("storage", wearTheme);
