// Flex messages: https://developers.line.biz/en/docs/messaging-api/flex-message-layout/
// Keywords become pixels here; every style goes through the style object, every text through textContent.

import { acting, make, picture } from "./dom.js";

const STEPS = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const TEXT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const EDGE = { start: "flex-start", center: "center", end: "flex-end" };
const LEVEL = { top: "flex-start", center: "center", bottom: "flex-end" };

const length = (value, table) => (value in table ? table[value] + "px" : value);

export function flexContainer(container, tap) {
  if (container.type === "bubble") return bubble(container, tap);
  const carousel = make("div", "carousel flex");
  carousel.append(...container.contents.map((each) => bubble(each, tap)));
  return carousel;
}

function bubble(container, tap) {
  const card = make("div", `flex-bubble ${container.size || "mega"}`);
  if (container.direction === "rtl") card.dir = "rtl";
  for (const name of ["header", "hero", "body", "footer"]) {
    const part = container[name];
    if (!part) continue;
    const block = make("div", `block ${name}`);
    const style = container.styles?.[name] || {};
    if (style.backgroundColor) block.style.backgroundColor = style.backgroundColor;
    if (style.separator) {
      const line = make("div", "separator");
      if (style.separatorColor) line.style.backgroundColor = style.separatorColor;
      card.append(line);
    }
    const inner = component(part, "vertical", tap);
    // A block's own padding is the default of its box.
    if (part.type === "box" && name !== "hero") inner.classList.add("padded");
    if (part.type === "image") inner.classList.add("hero-image");
    block.append(inner);
    card.append(block);
  }
  return area(card, container.action, tap);
}

function component(part, layout, tap) {
  const drawn = (DRAW[part.type] || DRAW.filler)(part, layout, tap);
  inParent(drawn, part, layout);
  return drawn;
}

const DRAW = { box, text, image, button, icon, separator, filler: () => make("div", "filler"), video };

function box(part, _, tap) {
  const drawn = make("div", `box ${part.layout}`);
  const { style } = drawn;
  for (const child of part.contents) {
    const inner = component(child, part.layout, tap);
    const first = !drawn.firstElementChild;
    if (child.margin === undefined && part.spacing && !first) push(inner, part.spacing, part.layout);
    drawn.append(inner);
  }
  if (part.backgroundColor) style.backgroundColor = part.backgroundColor;
  if (part.background?.type === "linearGradient") {
    const { angle, startColor, centerColor, centerPosition, endColor } = part.background;
    const middle = centerColor ? `, ${centerColor} ${centerPosition || "50%"}` : "";
    style.backgroundImage = `linear-gradient(${angle}, ${startColor}${middle}, ${endColor})`;
  }
  if (part.borderColor || part.borderWidth) {
    style.border = `${length(part.borderWidth || "normal", BORDER)} solid ${part.borderColor || "transparent"}`;
  }
  if (part.cornerRadius) {
    style.borderRadius = length(part.cornerRadius, STEPS);
    style.overflow = "hidden";
  }
  for (const name of ["width", "maxWidth", "height", "maxHeight"]) if (part[name]) style[name] = part[name];
  const sides = { All: "padding", Top: "paddingTop", Bottom: "paddingBottom", Start: "paddingInlineStart", End: "paddingInlineEnd" };
  for (const [side, property] of Object.entries(sides)) {
    const value = part["padding" + side];
    if (value !== undefined) style[property] = length(value, STEPS);
  }
  if (part.justifyContent) style.justifyContent = part.justifyContent;
  if (part.alignItems) style.alignItems = part.alignItems;
  return area(drawn, part.action, tap);
}

function text(part, _, tap) {
  const drawn = make("div", "text");
  if (part.contents?.length) {
    for (const span of part.contents) drawn.append(font(make("span", "", span.text ?? ""), span));
  } else {
    drawn.textContent = part.text;
  }
  font(drawn, { size: "md", ...part });
  if (part.align) drawn.style.textAlign = part.align;
  if (part.lineSpacing) drawn.style.lineHeight = `calc(1.3em + ${part.lineSpacing})`;
  if (!part.wrap) drawn.classList.add("one-line");
  else if (part.maxLines) {
    drawn.classList.add("clamped");
    drawn.style.webkitLineClamp = String(part.maxLines);
  }
  return area(drawn, part.action, tap);
}

function font(drawn, part) {
  const { style } = drawn;
  if (part.size) style.fontSize = length(part.size, TEXT);
  if (part.color) style.color = part.color;
  if (part.weight) style.fontWeight = part.weight === "bold" ? "700" : "400";
  if (part.style) style.fontStyle = part.style;
  if (part.decoration) style.textDecoration = part.decoration;
  return drawn;
}

function ratio(part) {
  const [width, height] = String(part.aspectRatio || "1:1").split(":");
  return `${width} / ${height}`;
}

function image(part, _, tap) {
  const drawn = picture(part.url, "image");
  const size = part.size || "md";
  drawn.style.width = size === "full" ? "100%" : length(size, IMAGE);
  drawn.style.aspectRatio = ratio(part);
  drawn.style.objectFit = part.aspectMode === "cover" ? "cover" : "contain";
  if (part.backgroundColor) drawn.style.backgroundColor = part.backgroundColor;
  const holder = make("div", "image-holder");
  holder.style.justifyContent = EDGE[part.align || "center"];
  holder.append(drawn);
  return area(holder, part.action, tap);
}

function video(part, layout, tap) {
  return component(part.altContent, layout, tap);
}

function icon(part) {
  const drawn = picture(part.url, "icon");
  drawn.style.height = length(part.size || "md", TEXT);
  drawn.style.aspectRatio = ratio(part);
  return drawn;
}

function separator(part, layout) {
  const drawn = make("div", layout === "vertical" ? "separator" : "separator upright");
  if (part.color) drawn.style.backgroundColor = part.color;
  return drawn;
}

function button(part, _, tap) {
  const style = part.style || "link";
  const drawn = acting(part.action, `flex-button ${style} ${part.height || "md"}`, tap);
  drawn.textContent = part.action.label;
  if (part.color) drawn.style[style === "link" ? "color" : "backgroundColor"] = part.color;
  return drawn;
}

// How a child sits in its box: share, margin, level and place.
function inParent(drawn, part, layout) {
  const { style } = drawn;
  const usual = layout === "vertical" || part.type === "separator" || part.type === "icon" ? 0 : 1;
  const share = part.flex ?? (part.width && part.type === "box" ? 0 : usual);
  if (part.type !== "separator") {
    if (layout === "vertical") style.flex = share > 0 ? `${share} 1 auto` : "0 0 auto";
    else style.flex = share > 0 ? `${share} ${share} 0` : "0 0 auto";
  }
  if (part.type === "filler") style.flex = `${part.flex ?? 1} 1 0`;
  if (part.margin) push(drawn, part.margin, layout);
  if (part.gravity && layout === "horizontal") style.alignSelf = LEVEL[part.gravity];
  if (part.gravity && layout === "vertical" && part.gravity !== "top") {
    style.marginTop ||= part.gravity === "bottom" || part.gravity === "center" ? "auto" : "";
    if (part.gravity === "center") style.marginBottom = "auto";
  }
  if (part.position === "absolute") style.position = "absolute";
  const edges = { Top: "top", Bottom: "bottom", Start: "insetInlineStart", End: "insetInlineEnd" };
  for (const [edge, property] of Object.entries(edges)) {
    const value = part["offset" + edge];
    if (value !== undefined) style[property] = length(value, STEPS);
  }
}

function push(drawn, margin, layout) {
  drawn.style[layout === "vertical" ? "marginTop" : "marginInlineStart"] = length(margin, STEPS);
}

// An action on something that is no button makes the whole of it tappable.
function area(drawn, action, tap) {
  if (!action) return drawn;
  drawn.classList.add("tappable");
  drawn.addEventListener("click", (event) => {
    if (event.target.closest("a, button")) return;
    event.stopPropagation();
    const acted = acting(action, "", tap);
    if (acted.href) window.open(acted.href, "_blank", "noopener");
    else acted.click();
  });
  return drawn;
}
