// The table with the phones on it.

import { make } from "./dom.js";
import { Phone, ROLES } from "./phone.js";
import * as server from "./server.js";

const ORDER = ["line-merchant", "line-customer", "messenger-merchant", "messenger-customer", "messenger-inbox"];
const NAMES = { line: "LINE", messenger: "Messenger" };
const table = document.querySelector(".table");
const tabs = document.querySelector(".tabs");
const offline = document.querySelector(".offline");
const phones = new Map();
let asker = "line-merchant";

function place(state) {
  const known = phones.get(state.key);
  if (known) return known.show(state);
  const phone = new Phone(state);
  phones.set(state.key, phone);
  phone.section.addEventListener("focusin", () => {
    if (state.role !== "customer") asker = state.key;
  });
  const rank = ORDER.indexOf(state.key);
  const next = [...table.querySelectorAll(".phone")].find((other) => ORDER.indexOf(other.dataset.key) > rank);
  table.insertBefore(phone.section, next || null);
  showTabs();
  phone.show(state);
}

function showTabs() {
  tabs.replaceChildren();
  for (const key of ORDER.filter((name) => phones.has(name))) {
    const { channel, role } = phones.get(key).state;
    const tab = make("button", "tab " + channel, `${NAMES[channel]} · ${ROLES[role]}`);
    tab.type = "button";
    tab.addEventListener("click", () => choose(key));
    tab.dataset.key = key;
    tabs.append(tab);
  }
  choose(document.body.dataset.chosen || ORDER.find((name) => phones.has(name)));
}

// On a narrow screen one phone is shown at a time.
function choose(key) {
  document.body.dataset.chosen = key;
  for (const [name, phone] of phones) phone.section.classList.toggle("chosen", name === key);
  for (const tab of tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.key === key));
}

function showGuide({ hints, later }) {
  const list = document.querySelector(".hints .list");
  list.replaceChildren(
    ...hints.map((line) => {
      const hint = make("button", "hint", line);
      hint.type = "button";
      hint.lang = /[\u0e00-\u0e7f]/.test(line) ? "th" : "en";
      hint.addEventListener("click", () => {
        const wanted = line.startsWith("/") ? "messenger-inbox" : asker;
        const phone = phones.get(wanted) || phones.get("line-merchant") || [...phones.values()][0];
        choose(phone.state.key);
        phone.propose(line);
      });
      return hint;
    }),
  );
  document.querySelector(".hints").hidden = hints.length === 0;
  document.querySelector(".later").hidden = !later;
  document.querySelector(".guide").hidden = hints.length === 0 && !later;
}

async function load() {
  const state = await server.state();
  showGuide(state);
  state.phones.forEach(place);
  offline.hidden = true;
}

for (const button of document.querySelectorAll(".later button")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await server.later(Number(button.dataset.seconds));
    } finally {
      button.disabled = false;
    }
  });
}

server.listen({
  onOpen: () => load().catch(() => (offline.hidden = false)),
  onPhone: place,
  onLost: () => (offline.hidden = false),
});
