// Small helpers to build elements. Text only ever enters through textContent.

export function make(tag, className, text) {
  const found = document.createElement(tag);
  if (className) found.className = className;
  if (text !== undefined && text !== null) found.textContent = String(text);
  return found;
}

const SAFE = /^(https?:\/\/|tel:|line:)/i;

export function safeLink(url) {
  return typeof url === "string" && SAFE.test(url) ? url : null;
}

export function anchor(url, className) {
  const found = make("a", className);
  const safe = safeLink(url);
  if (safe) {
    found.href = safe;
    found.target = "_blank";
    found.rel = "noopener noreferrer";
  }
  return found;
}

export function picture(url, className) {
  const found = make("img", className);
  found.alt = "";
  found.loading = "lazy";
  found.addEventListener("error", () => found.classList.add("missing"));
  // A message names a picture by http(s); one that a person sent lies beside this page.
  if (/^(https?:\/\/|pictures\/[0-9a-f]+$)/i.test(url || "")) found.src = url;
  else found.classList.add("missing");
  return found;
}

const LINK = /https?:\/\/[^\s<>"]+/g;

export function withLinks(target, text) {
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const url = match[0].replace(/[.,!?)\]]+$/, "");
    target.append(text.slice(from, match.index));
    const link = anchor(url);
    link.textContent = url;
    target.append(link);
    from = match.index + url.length;
  }
  target.append(text.slice(from));
  return target;
}

// A button or an area that does what an action says: a link opens by itself, everything else goes through `tap`.
export function acting(action, className, tap) {
  const url = action.type === "uri" ? action.uri : action.type === "web_url" ? action.url : null;
  if (url || action.type === "phone_number") return anchor(url || "tel:" + action.payload, className);
  const found = make("button", className);
  found.type = "button";
  if (tap) found.addEventListener("click", () => tap(action));
  else found.disabled = true;
  return found;
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}
