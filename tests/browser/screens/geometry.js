// What lies wrong on a laid-out page: texts that overlap, are cut without an ellipsis, broken in a
// short word, leave their box or the screen, and targets under 24 px. `oneScreen` asks that nothing needs scrolling.
(oneScreen) => {
  const SLACK = 1.5;
  const LEAST_TARGET = 23.5;
  const WORD = /(?<![\p{L}\p{N}\p{M}-])\p{Script=Latin}{2,14}(?![\p{L}\p{N}\p{M}-])/gu;
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const faults = new Set();
  const measure = document.createElement("canvas").getContext("2d");
  const name = (element) => {
    const own = element.getAttribute("class")?.split(" ")[0];
    return element.localName + (element.id ? `#${element.id}` : own ? `.${own}` : "");
  };
  const say = (text) => `“${text.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  const styles = new Map();
  const styleOf = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const ancestors = function* (element) {
    for (let each = element; each && each !== document.documentElement; each = each.parentElement) yield each;
  };
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    ![...ancestors(element)].some(
      (each) => styleOf(each).clipPath !== "none" || each.matches(".skip:not(:focus), [aria-hidden=true] > template"),
    );
  const layerOf = (element) =>
    [...ancestors(element)].find((each) => ["fixed", "sticky"].includes(styleOf(each).position) || each.matches("dialog[open]")) ?? document.body;

  // Only the ink counts: a line's box is higher than its letters.
  const ink = (rect, element, text) => {
    const { fontStyle, fontWeight, fontSize, fontFamily, textTransform } = styleOf(element);
    measure.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    const m = measure.measureText(textTransform === "uppercase" ? text.toUpperCase() : text);
    const scale = rect.height / (m.fontBoundingBoxAscent + m.fontBoundingBoxDescent);
    const base = rect.top + m.fontBoundingBoxAscent * scale;
    return {
      left: rect.left, right: rect.right,
      top: base - m.actualBoundingBoxAscent * scale, bottom: base + m.actualBoundingBoxDescent * scale,
    };
  };
  const clippedTo = (rect, frame) => ({
    left: Math.max(rect.left, frame.left), right: Math.min(rect.right, frame.right),
    top: Math.max(rect.top, frame.top), bottom: Math.min(rect.bottom, frame.bottom),
  });
  const isEmpty = (rect) => rect.right - rect.left < SLACK || rect.bottom - rect.top < SLACK;

  // The part of `rect` that can be seen, and whether a frame cuts it off for good.
  const seen = (rect, element) => {
    let left = rect, cut = null, ellipsis = false;
    for (const each of ancestors(element)) {
      const style = styleOf(each);
      ellipsis ||= style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const frame = each.getBoundingClientRect();
      const scrolls = [style.overflowX, style.overflowY].some((way) => way === "auto" || way === "scroll");
      const outside =
        left.left < frame.left - SLACK || left.right > frame.right + SLACK ||
        left.top < frame.top - SLACK || left.bottom > frame.bottom + SLACK;
      if (outside && !scrolls && !ellipsis) cut ??= each;
      left = clippedTo(left, frame);
      if (scrolls || style.position === "fixed") break;
    }
    return { rect: left, cut };
  };

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, noscript, template, option, title") || !isShown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const svg = element.closest("svg");
    const rects = svg ? [element.getBoundingClientRect()] : range.getClientRects();
    for (const line of rects) {
      if (line.width < SLACK || line.height < SLACK) continue;
      const whole = ink(line, element, node.data);
      const { rect, cut } = seen(whole, element);
      if (cut) faults.add(`${say(node.data)} is cut by ${name(cut)}`);
      if (isEmpty(rect)) continue;
      texts.push({ node, element, rect, layer: layerOf(element) });
      leavesItsBox(node, element, rect, svg);
    }
    if (!svg && rects.length > 1) breaksAWord(node, range);
  }

  // A word that no column is too narrow for is not broken in the middle.
  function breaksAWord(node, range) {
    for (const { 0: word, index } of node.data.matchAll(WORD)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
      if (lines.size > 1) faults.add(`the word ${say(word)} is broken in ${name(node.parentElement)}`);
    }
  }

  function leavesItsBox(node, element, rect, svg) {
    const box = svg ?? [...ancestors(element)].find((each) => !styleOf(each).display.startsWith("inline") || styleOf(each).display.includes("-") );
    if (!box || styleOf(box).display === "contents") return;
    const frame = box.getBoundingClientRect();
    const room = svg ? 8 : SLACK;
    if (rect.left < frame.left - room || rect.right > frame.right + room) faults.add(`${say(node.data)} leaves ${name(box)} at its side`);
    else if (rect.top < frame.top - room * 3 || rect.bottom > frame.bottom + room * 3) faults.add(`${say(node.data)} leaves ${name(box)} above or below`);
  }

  texts.sort((a, b) => a.rect.top - b.rect.top);
  texts.forEach((one, place) => {
    for (let next = place + 1; next < texts.length && texts[next].rect.top < one.rect.bottom; next++) {
      const other = texts[next];
      if (other.node === one.node || other.layer !== one.layer) continue;
      if (!isEmpty(clippedTo(one.rect, other.rect))) faults.add(`${say(one.node.data)} and ${say(other.node.data)} overlap`);
    }
  });

  // What floats above the page hides no text of the page, or of what covers the page.
  const covering = texts.map((each) => each.layer).find((each) => each !== document.body && each.offsetWidth >= innerWidth && each.offsetHeight >= innerHeight);
  for (const floating of document.body.querySelectorAll("figure, img, video, button")) {
    if (styleOf(floating).position !== "fixed" || !isShown(floating)) continue;
    const frame = floating.getBoundingClientRect();
    for (const { node, rect, layer } of texts)
      if (layer === (covering ?? document.body) && !isEmpty(clippedTo(rect, frame))) faults.add(`${name(floating)} covers ${say(node.data)}`);
  }

  // An icon lies upon no text.
  for (const icon of document.body.querySelectorAll("svg.icon")) {
    if (!isShown(icon)) continue;
    const layer = layerOf(icon), { rect } = seen(icon.getBoundingClientRect(), icon);
    for (const text of texts)
      if (text.layer === layer && !isEmpty(clippedTo(text.rect, rect))) faults.add(`the icon ${name(icon)} lies upon ${say(text.node.data)}`);
  }

  const PAINTED = "button, .button, input, select, textarea, img, svg, progress, .chip, table";
  const isBox = (element) => {
    const style = styleOf(element);
    const inked = style.backgroundColor !== "rgba(0, 0, 0, 0)" || Number.parseFloat(style.borderLeftWidth) > 0;
    return inked && !style.display.startsWith("inline ") && style.display !== "inline";
  };
  for (const element of document.body.querySelectorAll(PAINTED)) {
    const position = styleOf(element).position;
    if (!isShown(element) || position === "absolute" || position === "fixed" || element.closest("svg svg, noscript")) continue;
    const around = [...ancestors(element.parentElement)];
    const box = around.find((each) => isBox(each) || styleOf(each).overflowX !== "visible");
    if (!box || styleOf(box).overflowX !== "visible") continue;
    const own = element.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (own.width === 0 || around.slice(0, around.indexOf(box)).some((each) => styleOf(each).position === "absolute")) continue;
    if (own.left < frame.left - SLACK || own.right > frame.right + SLACK || own.top < frame.top - SLACK || own.bottom > frame.bottom + SLACK)
      faults.add(`${name(element)} leaves ${name(box)}`);
  }

  for (const target of document.body.querySelectorAll(TARGETS)) {
    if (!isShown(target) || target.disabled) continue;
    const touched = target.matches("[type=checkbox], [type=radio]") ? target.closest("label") ?? target : target;
    const sizes = [...touched.getClientRects()];
    const wide = Math.max(...sizes.map((each) => each.width)), high = Math.max(...sizes.map((each) => each.height));
    if (sizes.length && (wide < LEAST_TARGET || high < LEAST_TARGET))
      faults.add(`the target ${name(touched)} ${say(touched.textContent)} is ${Math.round(wide)} × ${Math.round(high)} px`);
  }

  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) faults.add(`the page is ${page.scrollWidth} px wide`);
  if (oneScreen) {
    if (page.scrollHeight > innerHeight) faults.add(`the page is ${page.scrollHeight} px high, the screen ${innerHeight}`);
    for (const { node, rect } of texts)
      if (rect.bottom > innerHeight + SLACK || rect.top < -SLACK) faults.add(`${say(node.data)} is below the screen`);
  }
  for (const { node, rect, layer } of texts)
    if (rect.left < -SLACK || rect.right > innerWidth + SLACK) faults.add(`${say(node.data)} leaves the screen`);
  return [...faults];
}
