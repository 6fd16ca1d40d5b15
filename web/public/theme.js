// Runs before the first paint: the page must not flash in another theme, size or language.
(() => {
  var look = {};
  try {
    look = JSON.parse(localStorage.getItem("madoguchi.look") || "{}");
  } catch (_) {
    look = {};
  }
  var page = document.documentElement;
  var system = matchMedia("(prefers-contrast: more)").matches
    ? "contrast"
    : matchMedia("(prefers-color-scheme: dark)").matches
      ? "dark"
      : "light";
  page.dataset.theme = look.theme && look.theme !== "system" ? look.theme : system;
  page.dataset.size = look.textSize || "normal";
  page.lang = look.language || (navigator.language.toLowerCase().indexOf("ja") === 0 ? "ja" : "en");
})();
