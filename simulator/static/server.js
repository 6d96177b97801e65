// What the page asks of the simulator. All addresses are relative, so that it works wherever it is mounted.

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

export const state = async () => (await fetch("control/state")).json();
export const later = (seconds) => post("control/later", { seconds });
export const say = (phone, text) => post("control/say", { channel: phone.channel, role: phone.role, text });

export const tap = (phone, message, action, value) =>
  post("control/tap", { channel: phone.channel, role: phone.role, message, action, value });

export async function sendPicture(phone, file) {
  const query = new URLSearchParams({ channel: phone.channel, role: phone.role });
  const answer = await fetch("control/picture?" + query, { method: "POST", body: file });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// Changes as they happen. The browser reconnects by itself, except after an HTTP error.
export function listen({ onOpen, onPhone, onLost }) {
  const source = new EventSource("control/stream");
  source.addEventListener("open", onOpen);
  source.addEventListener("phone", (event) => onPhone(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    onLost();
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen({ onOpen, onPhone, onLost }), 2000);
    }
  });
}
