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
  // What was chosen, else what the browser asks for, else what the site has set: that stands in the page already.
  var asked = (navigator.languages || [navigator.language]).map((tag) => tag.toLowerCase().split("-")[0]);
  page.lang = look.language || asked.find((tag) => tag === "ja" || tag === "en") || page.lang;
})();
