// LINE messages: text, pictures, stickers, templates; Flex is drawn next door.

import { acting, make, picture, withLinks } from "./dom.js";
import { flexContainer } from "./flex.js";

export function lineMessage(message, tap) {
  const drawn = DRAW[message.type]?.(message, tap);
  if (message.sender?.name && drawn) {
    const named = make("div", "named");
    named.append(make("small", "sender", message.sender.name), drawn);
    return named;
  }
  return drawn;
}

const DRAW = {
  text: (message) => withLinks(make("p", "bubble"), message.text),
  image: (message) => message.originalContentUrl && picture(message.previewImageUrl, "photo"),
  sticker: (message) => {
    const sticker = make("div", "sticker");
    sticker.append(make("span", "smile", "☺"));
    if (message.text) sticker.append(make("small", "", message.text));
    return sticker;
  },
  location: (message) => {
    const card = make("div", "bubble place");
    card.append(make("strong", "", "⌖ " + message.title), make("p", "", message.address));
    return card;
  },
  flex: (message, tap) => flexContainer(message.contents, tap),
  template: (message, tap) => TEMPLATE[message.template.type]?.(message.template, tap),
};

const TEMPLATE = {
  buttons: (template, tap) => column(template, tap),
  confirm: (template, tap) => {
    const card = column(template, tap);
    card.classList.add("confirm");
    return card;
  },
  carousel: (template, tap) => row(template.columns.map((each) => column(each, tap))),
  image_carousel: (template, tap) =>
    row(
      template.columns.map((each) => {
        const area = acting(each.action, "template image", tap);
        area.append(picture(each.imageUrl));
        if (each.action.label) area.append(make("span", "", each.action.label));
        return area;
      }),
    ),
};

function row(cards) {
  const carousel = make("div", "carousel");
  carousel.append(...cards);
  return carousel;
}

function column(template, tap) {
  const card = make("div", "template");
  if (template.thumbnailImageUrl) {
    const head = picture(template.thumbnailImageUrl, `head ${template.imageSize || "cover"}`);
    if (template.imageBackgroundColor) head.style.backgroundColor = template.imageBackgroundColor;
    card.append(head);
  }
  if (template.title) card.append(make("strong", "", template.title));
  card.append(make("p", "", template.text));
  const buttons = make("div", "buttons");
  for (const action of template.actions) {
    const button = acting(action, "", tap);
    button.textContent = action.label;
    buttons.append(button);
  }
  card.append(buttons);
  return card;
}
