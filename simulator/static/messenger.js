// Messenger messages: text, pictures and the generic, button, receipt and media templates.

import { acting, make, picture, safeLink, withLinks } from "./dom.js";

export function messengerMessage(message, tap) {
  if (message.text) return withLinks(make("p", "bubble"), message.text);
  const attachment = message.attachment;
  if (attachment?.type === "template") return TEMPLATE[attachment.payload.template_type]?.(attachment.payload, tap);
  const several = message.attachments || (attachment ? [attachment] : []);
  if (several.some((each) => each.type === "sticker")) return make("div", "sticker", "👍");
  if (several.length && several.every((each) => each.type === "image" && each.payload?.url)) {
    const grid = make("div", several.length > 1 ? "photos" : "");
    grid.append(...several.map((each) => picture(each.payload.url, "photo")));
    return grid;
  }
  return null;
}

const TEMPLATE = {
  generic: (payload, tap) => {
    const cards = payload.elements.map((each) => element(each, payload.image_aspect_ratio, tap));
    if (cards.length === 1) return cards[0];
    const carousel = make("div", "carousel");
    carousel.append(...cards);
    return carousel;
  },
  button: (payload, tap) => {
    const card = make("div", "card");
    card.append(withLinks(make("p", "words"), payload.text), buttons(payload.buttons, tap));
    return card;
  },
  media: (payload, tap) => {
    const [media] = payload.elements;
    const card = make("div", "card");
    card.append(picture(media.url, "head"), buttons(media.buttons, tap));
    return card;
  },
  receipt,
};

function element(each, ratio, tap) {
  const card = make("div", "card");
  const top = each.default_action ? acting(each.default_action, "top", tap) : make("div", "top");
  if (each.image_url) top.append(picture(each.image_url, ratio === "square" ? "head square" : "head"));
  top.append(make("strong", "", each.title));
  if (each.subtitle) top.append(make("p", "subtitle", each.subtitle));
  card.append(top, buttons(each.buttons, tap));
  return card;
}

function buttons(given, tap) {
  const list = make("div", "buttons");
  for (const action of given || []) {
    const button = acting(action, "", tap);
    button.textContent = action.title;
    list.append(button);
  }
  return list;
}

function receipt(payload) {
  const card = make("div", "card receipt");
  const money = (amount) => `${Number(amount).toLocaleString("en", { minimumFractionDigits: 2 })} ${payload.currency}`;
  card.append(make("strong", "", payload.merchant_name || "Receipt"), make("small", "", "#" + payload.order_number));
  for (const each of payload.elements || []) {
    const row = make("div", "row");
    row.append(make("span", "", each.quantity > 1 ? `${each.title} × ${each.quantity}` : each.title));
    row.append(make("span", "", money(each.price)));
    card.append(row);
  }
  const sums = [
    ["Subtotal", payload.summary.subtotal],
    ["Shipping", payload.summary.shipping_cost],
    ["Tax", payload.summary.total_tax],
    ...(payload.adjustments || []).map((each) => [each.name, -each.amount]),
    ["Total", payload.summary.total_cost],
  ];
  for (const [name, amount] of sums) {
    if (amount === undefined || amount === null) continue;
    const row = make("div", name === "Total" ? "row total" : "row sum");
    row.append(make("span", "", name), make("span", "", money(amount)));
    card.append(row);
  }
  card.append(make("small", "", `${payload.payment_method} · ${payload.recipient_name}`));
  if (payload.order_url && safeLink(payload.order_url)) {
    const link = acting({ type: "web_url", url: payload.order_url }, "order", null);
    link.textContent = "View order";
    card.append(link);
  }
  return card;
}
