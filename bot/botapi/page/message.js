"use strict";

// How a message looks: its words, what is attached, and the buttons under it.

// el makes an element; text always goes in as text.
function el(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== undefined && c !== null && c !== false));
  return e;
}

function icon(name) {
  const s = document.createElementNS("http://www.w3.org/2000/svg", "svg"), u = document.createElementNS(s.namespaceURI, "use");
  u.setAttribute("href", "#i-" + name);
  s.setAttribute("aria-hidden", "true");
  s.append(u);
  return s;
}

// Text with entities

const tags = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

// styled builds text[from, to) with the entities that lie in it, the outer ones first.
function styled(text, entities, from, to) {
  const out = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < entities.length;) {
    const e = entities[i], begin = Math.max(e.offset, at), end = Math.min(e.offset + e.length, to);
    let n = i + 1;
    while (n < entities.length && entities[n].offset < end) n++;
    if (end > begin) {
      out.append(text.slice(at, begin));
      const box = element(e, text.slice(begin, end));
      box.append(styled(text, entities.slice(i + 1, n), begin, end));
      out.append(box);
      // A quote is a block of its own, so the line break behind it is in its end already.
      at = /^(BLOCKQUOTE|PRE)$/.test(box.tagName) && text[end] === "\n" ? Math.min(end + 1, to) : end;
    }
    i = n;
  }
  out.append(text.slice(at, to));
  return out;
}

function element(e, text) {
  const link = { url: /^[a-z]+:/i.test(text) ? text : "https://" + text, text_link: e.url, email: "mailto:" + text, phone_number: "tel:" + text.replace(/[^+\d]/g, "") }[e.type];
  if (link && /^(https?|mailto|tel):/i.test(link)) return el("a", { href: link, target: "_blank", rel: "noopener noreferrer" });
  if (e.type === "bot_command") return el("button", { class: "tap", type: "button", onclick: () => send(text) });
  if (e.type === "spoiler") return el("span", { class: "spoiler", tabindex: 0, onclick: (ev) => ev.currentTarget.classList.add("shown") });
  return el(tags[e.type] || "span");
}

// Messages

// words are what a message says; of a start with a payload apps show the command alone.
const words = (m) => (m.text || m.caption || "").replace(/^\/start \S+$/, "/start");
const mine = (m) => !m.from?.is_bot;
const clock = (m) => new Date(m.date * 1000).toLocaleTimeString(lang === "zh" ? "zh-CN" : "en-GB", { hour: "2-digit", minute: "2-digit" });

function dayOf(m) {
  const day = new Date(m.date * 1000), today = new Date(), key = day.toDateString();
  if (key === today.toDateString()) return t("today");
  today.setDate(today.getDate() - 1);
  if (key === today.toDateString()) return t("yesterday");
  return day.toLocaleDateString(lang === "zh" ? "zh-CN" : "en-GB", { day: "numeric", month: "long", weekday: "short" });
}

function brief(m) {
  return words(m).split("\n")[0].slice(0, 90) || m.sticker?.emoji || m.document?.file_name || t(m.photo ? "photo" : m.voice ? "voice" : m.location ? "place" : "file");
}

function picture(m) {
  const big = m.photo.at(-1);
  const img = el("img", { src: "/page/file/" + big.file_id, alt: brief(m) });
  img.style.minWidth = `min(${Math.max(big.width, 120)}px, 320px, 72vw)`;
  img.style.aspectRatio = Math.max(0.6, Math.min(big.width / big.height, 3));
  return el("button", { class: "picture", type: "button", "aria-label": t("enlarge"), onclick: () => view(img.src) }, img);
}

function view(src) {
  const box = $("viewer");
  box.querySelector("img").src = src;
  box.showModal();
}

function fileSize(bytes) {
  return bytes < 1024 ? bytes + " B" : bytes < 1 << 20 ? Math.round(bytes / 1024) + " kB" : (bytes / (1 << 20)).toFixed(1) + " MB";
}

function attachment(m) {
  if (m.photo) return picture(m);
  if (m.sticker) return el("div", { class: "sticker" }, m.sticker.emoji || "🙂");
  const f = m.document || m.audio || m.video || m.voice;
  if (f) return el("a", { class: "doc", href: "/page/file/" + f.file_id, download: f.file_name || "file" },
    el("span", {}, icon("file")), el("span", {}, el("b", {}, f.file_name || t("voice")), el("small", {}, fileSize(f.file_size || 0))));
  if (m.location) return el("div", {}, `${m.venue?.title || t("place")} · ${m.location.latitude.toFixed(4)}, ${m.location.longitude.toFixed(4)}`);
  if (m.contact) return el("div", {}, `${m.contact.first_name} · ${m.contact.phone_number}`);
}

function keyboard(m) {
  if (!m.reply_markup) return;
  return el("div", { class: "keys" }, ...m.reply_markup.inline_keyboard.map((row, r) => el("div", {}, ...row.map((b, p) => key(m, b, r, p)))));
}

function key(m, b, row, place) {
  const kind = "key " + (b.style || "");
  if (b.url) return el("a", { class: kind, href: /^https?:/i.test(b.url) ? b.url : undefined, target: "_blank", rel: "noopener noreferrer" }, b.text, icon("link"));
  if (b.copy_text) return el("button", { class: kind, type: "button", onclick: () => copy(b.copy_text.text) }, b.text, icon("copy"));
  return el("button", { class: kind, type: "button", onclick: (e) => press(e.currentTarget, m.message_id, row, place) }, b.text);
}

async function press(button, id, row, place) {
  if (button.classList.contains("busy")) return;
  button.classList.add("busy");
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await ask("press", { as: me, id, row, place });
    if (answer.alert) {
      $("alert").querySelector("p").textContent = answer.text;
      $("alert").showModal();
    } else if (answer.text) toast(answer.text);
  } catch {
    toast(t("failed"));
  }
  button.classList.remove("busy");
  button.removeAttribute("aria-busy");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", {}, text);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(t("copied") + " " + text.slice(0, 60));
}

function row(m, before) {
  const next = before && mine(before) === mine(m) && m.date - before.date < 300 && dayOf(before) === dayOf(m);
  const r = el("div", { class: "row" + (mine(m) ? " mine" : "") + (next ? " next" : ""), id: "m" + m.message_id });
  fill(r, m);
  return r;
}

function fill(r, m) {
  const about = m.reply_to_message, id = m.message_id;
  const meta = el("span", { class: "meta" }, m.edit_date && el("span", {}, t("edited")), el("time", {}, clock(m)), mine(m) && icon(id ? "one" : "wait"),
    !!id && el("button", { class: "more", type: "button", "aria-label": t("more"), "aria-haspopup": "dialog", onclick: () => actions(m) }, icon("more")));
  const text = words(m);
  r.replaceChildren(el("div", { class: "bubble" + (m.photo && !text ? " bare" : "") },
    el("span", { class: "who" }, (mine(m) ? t("you") : bot.first_name) + ": "),
    m.forward_origin && el("small", { class: "quote" }, t("forwarded")),
    about && el("button", { class: "quote", type: "button", onclick: () => $("m" + about.message_id)?.scrollIntoView({ block: "center" }) }, brief(about)),
    attachment(m),
    text && el("span", { class: "words" }, styled(text, m.entities || m.caption_entities || [], 0, text.length)),
    reactions[id] && el("div", {}, el("span", { class: "reaction" }, reactions[id])), meta), keyboard(m) || "");
}
