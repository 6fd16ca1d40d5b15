// What does not fit on the page as it is: words for each finding, nothing when all is well.
(phone) => {
  const found = [];
  const smallestPx = 12.99;
  const smallestTargetPx = 43.5;
  const primary =
    ".btn, textarea, input:not([type=radio]):not([type=checkbox]), .examples button, .session a, [role=menuitem]";
  const named = (one) => {
    const words = (one.textContent || one.ariaLabel || "").trim().slice(0, 30);
    return `${one.tagName.toLowerCase()}.${one.className} "${words}"`;
  };
  const seen = (one) =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    getComputedStyle(one).clipPath === "none" &&
    !one.closest(".vh, .skip, [inert]");
  const scrolls = (one) => {
    const box = one.closest(".table-wrap, pre, .maths, .rail, .parts-of");
    return box !== null && box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== "visible";
  };
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide`);

  const place = document.querySelector("dialog[open]") ?? document;
  for (const one of place.querySelectorAll("a, button, input, textarea, select, summary")) {
    if (!seen(one) || scrolls(one)) continue;
    const { left, right, height } = one.getBoundingClientRect();
    const { display, textOverflow } = getComputedStyle(one);
    if (left < -0.5 || right > innerWidth + 0.5) found.push(`${named(one)} is cut off: ${left}..${right}`);
    const holdsWords = !one.matches(".cite, input, textarea") && display !== "inline" && textOverflow !== "ellipsis";
    if (holdsWords && one.scrollWidth > one.clientWidth + 1) found.push(`${named(one)} does not show all its words`);
    if (phone && one.matches(primary) && !one.matches(".markdown *, .table-wrap *") && height < smallestTargetPx)
      found.push(`${named(one)} is ${height} high`);
  }

  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const at = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || at.closest(".katex, script, noscript, style") || !seen(at)) continue;
    const size = parseFloat(getComputedStyle(at).fontSize);
    if (size < smallestPx) found.push(`${named(at)} is set in ${size} px`);
  }
  return [...new Set(found)];
};
