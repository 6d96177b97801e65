// One phone: its messages, quick replies and the line to type in.

import { acting, clock, make, picture, withLinks } from "./dom.js";
import { lineMessage } from "./line.js";
import { messengerMessage } from "./messenger.js";
import * as server from "./server.js";

export const ROLES = { merchant: "ร้านค้า Merchant", customer: "ลูกค้า Customer", inbox: "กล่องข้อความเพจ Page Inbox" };
const CHANNELS = { line: "LINE", messenger: "Messenger" };
const DRAW = { line: lineMessage, messenger: messengerMessage };

export class Phone {
  constructor(state) {
    const section = document.querySelector("#phone").content.firstElementChild.cloneNode(true);
    Object.assign(section.dataset, { channel: state.channel, role: state.role, key: state.key });
    this.section = section;
    this.state = state;
    this.drawn = [];
    this.list = section.querySelector(".messages");
    this.input = section.querySelector("textarea");
    section.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.input.addEventListener("keydown", (event) => {
      // Enter sends; with shift it is a new line. While a Thai word is being composed it is neither.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      }
    });
    this.input.addEventListener("input", () => this.fit());
    const file = section.querySelector("input[type=file]");
    file.addEventListener("change", () => {
      if (file.files[0]) this.does(server.sendPicture(this.state, file.files[0]));
      file.value = "";
    });
  }

  propose(text) {
    this.input.value = text;
    this.fit();
    this.input.focus();
  }

  send() {
    const text = this.input.value;
    if (!text.trim()) return;
    this.input.value = "";
    this.fit();
    this.does(server.say(this.state, text));
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = Math.min(this.input.scrollHeight, 110) + "px";
  }

  tap(message, action) {
    if (action.type === "clipboard") {
      navigator.clipboard?.writeText(action.clipboardText).catch(() => {});
      this.notice("คัดลอกแล้ว · Copied");
      return;
    }
    let value;
    if (action.type === "datetimepicker") {
      value = window.prompt(action.label || action.mode, action.initial || "");
      if (value === null) return;
    }
    this.does(server.tap(this.state, message, action, value));
  }

  async does(asked) {
    try {
      const { status } = await asked;
      if (status !== undefined && (status < 200 || status > 299)) this.notice(`webhook → ${status || "no answer"}`);
    } catch (error) {
      this.notice(error.message);
    }
  }

  notice(text) {
    const line = make("p", "notice", text);
    this.list.append(line);
    this.toEnd();
    setTimeout(() => line.remove(), 6000);
  }

  show(state) {
    this.state = state;
    const { section } = this;
    section.querySelector(".with").textContent = state.with;
    section.querySelector(".holder").textContent = `${state.name} · ${CHANNELS[state.channel]}`;
    section.querySelector(".role").textContent = ROLES[state.role];
    section.querySelector(".face").textContent = [...state.with][0] || "";
    section.classList.toggle("blocked", state.blocked);
    this.showMessages(state.messages);
    this.showQuick(state);
    this.showTyping(state.typing);
    this.toEnd();
  }

  showMessages(messages) {
    const marks = messages.map((each) => each.id + each.message.type);
    const same = this.drawn.every((mark, place) => mark === marks[place]) && this.drawn.length <= marks.length;
    if (!same) {
      this.list.replaceChildren();
      this.drawn = [];
    }
    this.list.querySelector(".typing")?.remove();
    for (const each of messages.slice(this.drawn.length)) this.list.append(this.draw(each));
    this.drawn = marks;
  }

  draw(each) {
    const row = make("article", `message ${each.mine ? "mine" : "theirs"}${each.via ? " via-" + each.via : ""}`);
    row.dataset.id = each.id;
    if (!each.mine) row.append(make("span", "face", [...each.name][0] || ""));
    const inner = make("div", "content");
    if (each.picture) inner.append(picture(each.picture, "photo"));
    else if (each.message.type === "unsent") inner.append(make("p", "unsent", "ยกเลิกข้อความแล้ว · Unsent"));
    else {
      const tap = this.state.role === "inbox" ? null : (action) => this.tap(each.id, action);
      inner.append(DRAW[this.state.channel](each.message, tap) || withLinks(make("p", "bubble"), each.text));
    }
    row.append(inner);
    const foot = make("time", "", clock(each.at));
    if (this.state.role === "inbox" && each.via === "send") foot.append(" · bot");
    row.append(foot);
    return row;
  }

  showQuick(state) {
    const last = state.messages[state.messages.length - 1];
    const bar = this.section.querySelector(".quick");
    bar.replaceChildren(
      ...state.quick.map((action) => {
        const button = acting(action, "chip", (chosen) => this.tap(last.id, chosen));
        button.textContent = action.label || action.title || action.content_type || action.type;
        return button;
      }),
    );
    bar.hidden = state.quick.length === 0;
  }

  showTyping(seconds) {
    clearTimeout(this.typingEnds);
    if (!seconds) return;
    const dots = make("div", "typing");
    dots.append(make("i"), make("i"), make("i"));
    this.list.append(dots);
    this.typingEnds = setTimeout(() => dots.remove(), seconds * 1000);
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    // Pictures grow the list after they have loaded.
    for (const each of this.list.querySelectorAll("img")) {
      if (!each.complete) each.addEventListener("load", () => (this.list.scrollTop = this.list.scrollHeight), { once: true });
    }
  }
}
