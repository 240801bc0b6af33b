"use strict";

// Sentences of the page itself, in both languages; what the bot says comes as it is.
const texts = {
  en: {
    who: "Who are you?", whoHint: "Everybody here has a chat of their own.", newVisitor: "Somebody new", newVisitorHint: "A visitor nobody knows yet",
    close: "Close", switch: "Change who you are", log: "Messages", newest: "To the newest message", cancel: "Cancel", start: "Start",
    commands: "Commands", message: "Message", attach: "Attach a picture or a file", send: "Send", ok: "OK", photo: "Picture", file: "File",
    edit: "Edit", reply: "Reply", copy: "Copy", editing: "Edit message", replying: "Reply to", copied: "Copied", edited: "edited", bot: "bot",
    typing: "typing", offline: "Connecting again", failed: "That did not work. Please try again.", more: "Message actions", today: "Today",
    yesterday: "Yesterday", other: "中", otherName: "中文", hello: "Press Start to begin", voice: "Voice note", place: "Location", enlarge: "Enlarge picture",
    forwarded: "Forwarded",
  },
  zh: {
    who: "您是哪一位？", whoHint: "每个人都有自己的聊天。", newVisitor: "新来的人", newVisitorHint: "谁都还不认识的访客",
    close: "关闭", switch: "换一个人", log: "消息", newest: "回到最新消息", cancel: "取消", start: "开始",
    commands: "命令", message: "消息", attach: "添加图片或文件", send: "发送", ok: "好", photo: "图片", file: "文件",
    edit: "编辑", reply: "回复", copy: "复制", editing: "编辑消息", replying: "回复", copied: "已复制", edited: "已编辑", bot: "机器人",
    typing: "正在输入", offline: "正在重新连接", failed: "没有成功，请再试一次。", more: "消息操作", today: "今天",
    yesterday: "昨天", other: "EN", otherName: "English", hello: "点“开始”就可以聊天了", voice: "语音", place: "位置", enlarge: "放大图片",
    forwarded: "转发",
  },
};

const $ = (id) => document.getElementById(id);
const log = $("log"), input = $("text");
const stored = (key, value) => {
  try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
};
let lang = stored("lang") || (navigator.language.startsWith("zh") ? "zh" : "en");
const t = (key) => texts[lang][key];

// What is on the screen: who the visitor is, their chat, and the message being edited or answered.
let bot = {}, people = [], me = 0, messages = new Map(), commands = [], reactions = {}, context = null, loading = 0, typingUntil = 0;
const unread = new Set(), waiting = new Set();

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

async function ask(path, body) {
  const options = body && (body instanceof FormData ? { method: "POST", body }
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const r = await fetch("/page/" + path, options);
  const answer = await r.json();
  if (!r.ok) throw new Error(answer.error);
  return answer;
}

function toast(text) {
  const e = $("toast");
  e.textContent = text;
  e.classList.add("on");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => e.classList.remove("on"), 3200);
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
  img.style.width = Math.min(Math.max(big.width, 120), 320) + "px";
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
    m.forward_origin && el("small", { class: "quote" }, t("forwarded")),
    about && el("button", { class: "quote", type: "button", onclick: () => $("m" + about.message_id)?.scrollIntoView({ block: "center" }) }, brief(about)),
    attachment(m),
    text && el("span", { class: "words" }, styled(text, m.entities || m.caption_entities || [], 0, text.length)),
    reactions[id] && el("div", {}, el("span", { class: "reaction" }, reactions[id])), meta), keyboard(m) || "");
}

// show puts a message into the log: a new row at the end, or a new filling for its old one.
function show(m, fresh) {
  const old = $("m" + m.message_id), stay = fresh && !atEnd() && !mine(m);
  messages.set(m.message_id, m);
  if (old) {
    fill(old, m);
  } else {
    const before = [...messages.values()].at(-2);
    log.querySelector(".empty")?.remove();
    if (!before || dayOf(before) !== dayOf(m)) log.append(el("div", { class: "day" }, dayOf(m)));
    const r = row(m, before);
    if (fresh) r.classList.add("fresh");
    log.append(r);
    arrived(m);
  }
  ticks();
  $("start").hidden = true;
  $("composer").hidden = false;
  if (!stay) toEnd();
  else if (!old) $("down").hidden = false;
}

// arrived takes away the row that stood for a message until it came; the stream may be faster than the answer to sending.
function arrived(m) {
  const w = mine(m) && [...waiting].find((w) => w.id ? w.id === m.message_id : w.text === m.text);
  if (w) w.done();
}

// ticks gives two marks to what the bot has reacted to since.
function ticks() {
  const last = Math.max(0, ...[...messages.values()].filter((m) => !mine(m)).map((m) => m.message_id));
  for (const r of log.querySelectorAll(".row.mine[id]")) {
    if (+r.id.slice(1) < last) r.querySelector(".meta > svg use").setAttribute("href", "#i-two");
  }
}

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 90;
function toEnd() {
  log.scrollTop = log.scrollHeight;
  $("down").hidden = true;
}

function actions(m) {
  const box = $("actions"), offer = (name, act) => el("button", { type: "button", onclick: () => { box.close(); act(); } }, icon(name), t(name));
  const current = messages.get(m.message_id) || m;
  box.replaceChildren(offer("reply", () => setContext("reply", current)));
  if (mine(current) && words(current)) box.append(offer("edit", () => setContext("edit", current)));
  if (words(current)) box.append(offer("copy", () => copy(words(current))));
  box.showModal();
}

function setContext(kind, m) {
  const bar = $("context");
  context = kind && { kind, m };
  bar.hidden = !kind;
  if (kind) {
    bar.querySelector("use").setAttribute("href", "#i-" + kind);
    bar.querySelector("b").textContent = t(kind === "edit" ? "editing" : "replying");
    bar.querySelector("span").textContent = brief(m);
    if (kind === "edit") input.value = words(m);
    input.focus();
  }
  grow();
}

// Sending

async function send(text) {
  text = text.trim();
  if (!text) return;
  const c = context, as = me;
  setContext(null);
  if (c?.kind === "edit") return attempt(() => ask("edit", { as, id: c.m.message_id, text }), () => { setContext("edit", c.m); input.value = text; });
  const wait = { text, done: () => { waiting.delete(wait); r.remove(); } };
  const r = row({ text, date: Date.now() / 1000, from: {}, message_id: 0 }, [...messages.values()].at(-1));
  r.removeAttribute("id");
  waiting.add(wait);
  log.querySelector(".empty")?.remove();
  log.append(r);
  toEnd();
  await attempt(async () => {
    const { id } = await ask("send", { as, text, reply_to: c?.m.message_id });
    if (!id || messages.has(id) || as !== me) wait.done();
    else wait.id = id;
  }, () => { wait.done(); input.value = input.value || text; grow(); });
}

// offerReplies draws the bot's reply keyboard; each of its buttons sends what stands on it.
function offerReplies(keyboard) {
  const box = $("replies");
  box.hidden = !keyboard?.rows?.length;
  box.replaceChildren(...(keyboard?.rows || []).map((labels) => el("div", {}, ...labels.map((text) =>
    el("button", { class: "key", type: "button", onclick: () => { if (keyboard.one_time) offerReplies(); send(text); } }, text)))));
}

async function attempt(act, undo) {
  try {
    await act();
  } catch {
    undo?.();
    toast(t("failed"));
  }
}

function upload(file, kind) {
  const form = new FormData(), caption = input.value.trim();
  if (!file) return;
  form.append("as", me);
  form.append("kind", kind);
  form.append("caption", caption);
  form.append("file", file, file.name || "picture.png");
  input.value = "";
  grow();
  attempt(() => ask("upload", form), () => { input.value = caption; grow(); });
}

function grow() {
  input.style.height = "auto";
  input.style.height = Math.max(44, Math.min(input.scrollHeight, 132)) + "px";
  $("send").disabled = !input.value.trim();
  const typed = input.value.startsWith("/") && !/\s/.test(input.value) ? input.value.slice(1) : null;
  offerCommands(typed !== null && commands.some((c) => c.command.startsWith(typed)), typed || "");
}

function offerCommands(open, typed = "") {
  const box = $("commands");
  box.hidden = !open || !commands.length;
  $("menu").setAttribute("aria-expanded", String(!box.hidden));
  box.replaceChildren(...commands.filter((c) => c.command.startsWith(typed)).map((c) =>
    el("button", { type: "button", role: "menuitem", onclick: () => { offerCommands(false); input.value = ""; grow(); send("/" + c.command); } },
      el("b", {}, "/" + c.command), el("span", {}, c.description))));
}

// People

const hue = (id) => (id * 137) % 360;
function face(target, p) {
  target.style.setProperty("--hue", hue(p.id));
  target.textContent = [...p.name][0] || "?";
  return target;
}

// mark is the bot's own sign: the first Chinese character of its name, or the first letter.
const mark = () => (bot.first_name.match(/\p{Script=Han}/u) || bot.first_name)[0];

function drawPeople() {
  $("personas").replaceChildren(...people.map((p) => el("li", {},
    el("button", { class: "person" + (p.id === me ? " on" : ""), type: "button", "data-id": p.id, "aria-current": p.id === me && "true", onclick: () => become(p.id) },
      face(el("span", { class: "avatar", "aria-hidden": "true" }), p),
      el("span", {}, el("b", {}, p.name), el("i", {}, p.role?.[lang] || ""), el("small", {}, p.about?.[lang] || "")),
      unread.has(p.id) && el("span", { class: "dot" })))));
  const self = people.find((p) => p.id === me);
  face($("meAvatar"), self || { id: 1, name: "?" });
  $("openPeople").querySelector(".dot").hidden = !unread.size;
}

function openPeople(open) {
  $("people").classList.toggle("open", open);
  if (open) $("people").querySelector(".on, .person")?.focus();
}

async function loadPeople() {
  const answer = await ask("people");
  bot = answer.bot;
  people = answer.people;
  $("botName").textContent = document.title = bot.first_name;
  document.querySelector("#top .bot").textContent = mark();
  drawPeople();
}

async function become(id) {
  if (id !== me) {
    setContext(null);
    input.value = "";
    grow();
  }
  me = id;
  unread.delete(id);
  stored("me", id);
  history.replaceState(null, "", "?as=" + id);
  openPeople(false);
  drawPeople();
  await load();
  if (matchMedia("(pointer: fine)").matches) input.focus();
}

// load draws the chat anew; of several at once only the last counts.
async function load() {
  const turn = ++loading, as = me;
  const chat = await ask("chat?as=" + as);
  if (turn !== loading) return;
  messages = new Map();
  waiting.clear();
  commands = chat.commands || [];
  reactions = chat.reactions;
  log.replaceChildren();
  chat.messages.forEach((m) => show(m, false));
  offerReplies(chat.reply_keyboard);
  const empty = !chat.messages.length;
  $("start").hidden = !empty;
  $("composer").hidden = empty;
  $("menu").hidden = !commands.length;
  if (empty) log.append(el("div", { class: "empty" }, el("span", { class: "avatar bot", "aria-hidden": "true" }, mark()), el("b", {}, bot.first_name), t("hello")));
  toEnd();
}

function status() {
  const typing = Date.now() < typingUntil, e = $("status");
  e.textContent = status.offline ? t("offline") : t(typing ? "typing" : "bot");
  e.classList.toggle("typing", typing || !!status.offline);
}

// happened takes one event of the stream.
function happened(e) {
  if (e.kind === "menu") {
    loadPeople();
    if (me) ask("chat?as=" + me).then((chat) => { commands = chat.commands || []; $("menu").hidden = !commands.length; });
    return;
  }
  if (e.user !== me) {
    if (e.kind === "new" && e.message.from?.is_bot) {
      unread.add(e.user);
      drawPeople();
    }
    return;
  }
  const m = e.message;
  if (e.kind === "typing") typingUntil = Date.now() + 5000;
  else if (e.kind !== "answer" && !mine(m || {})) typingUntil = 0;
  status();
  clearTimeout(status.timer);
  status.timer = setTimeout(status, 5100);
  if (e.kind === "new" || e.kind === "edited") show(m, true);
  if (e.reply_keyboard) { offerReplies(e.reply_keyboard); toEnd(); }
  if (e.kind === "deleted") {
    messages.delete(m.message_id);
    $("m" + m.message_id)?.remove();
  }
  if (e.kind === "reaction") {
    reactions[m.message_id] = e.emoji;
    show(m, false);
  }
}

// listen follows what happens while the page can be seen. A page in the background lets go of its stream, because a
// browser has few connections to one host and every open tab would keep one.
function listen() {
  let stream = follow();
  document.addEventListener("visibilitychange", () => {
    stream.close();
    status.offline = true;
    if (!document.hidden) stream = follow();
  });
}

function follow() {
  const stream = new EventSource("/page/events");
  stream.onmessage = (e) => happened(JSON.parse(e.data));
  stream.onerror = () => { status.offline = true; status(); };
  stream.onopen = () => {
    if (status.offline) loadPeople().then(() => me && load()).catch(() => {});
    status.offline = false;
    status();
  };
  return stream;
}

function speak() {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.querySelectorAll("[data-t]").forEach((e) => { e.textContent = t(e.dataset.t); });
  document.querySelectorAll("[data-l]").forEach((e) => { e.setAttribute("aria-label", t(e.dataset.l)); });
  input.placeholder = t("message");
  $("language").textContent = t("other");
  $("language").setAttribute("aria-label", t("otherName"));
  status();
}

function wire() {
  $("language").onclick = () => { lang = lang === "zh" ? "en" : "zh"; stored("lang", lang); speak(); drawPeople(); if (me) load(); };
  $("openPeople").onclick = () => openPeople(true);
  $("closePeople").onclick = () => openPeople(false);
  $("people").onclick = (e) => { if (e.target.id === "people") openPeople(false); };
  $("newVisitor").onclick = () => attempt(() => visit());
  $("composer").onsubmit = (e) => { e.preventDefault(); const text = input.value; if (context?.kind !== "edit" || text.trim()) { input.value = ""; send(text); grow(); } };
  $("start").onclick = () => { const p = people.find((x) => x.id === me); send(("/start " + (p?.start || "")).trim()); };
  $("menu").onclick = () => offerCommands($("commands").hidden);
  $("down").onclick = toEnd;
  $("context").querySelector("button").onclick = () => { if (context?.kind === "edit") input.value = ""; setContext(null); };
  $("attach").onclick = () => {
    const box = $("actions"), offer = (name) => el("button", { type: "button", onclick: () => { box.close(); $(name).click(); } }, icon(name), t(name));
    box.replaceChildren(offer("photo"), offer("file"));
    box.showModal();
  };
  for (const kind of ["photo", "file"]) $(kind).onchange = (e) => { upload(e.target.files[0], kind); e.target.value = ""; };
  input.oninput = grow;
  // Enter sends, in whatever way the keyboard makes it; while Chinese is being composed it only takes the words.
  let shift = false;
  input.onbeforeinput = (e) => { if (e.inputType === "insertLineBreak" && !shift) { e.preventDefault(); $("composer").requestSubmit(); } };
  input.onkeydown = (e) => {
    shift = e.shiftKey;
    if (e.key === "ArrowUp" && !$("commands").hidden) { e.preventDefault(); $("commands").lastElementChild.focus(); }
    if (e.key === "Escape") { offerCommands(false); if (context) { if (context.kind === "edit") input.value = ""; setContext(null); } }
  };
  $("commands").onkeydown = (e) => {
    const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[e.key];
    if (step) { e.preventDefault(); (e.target[step] || input).focus(); }
    if (e.key === "Escape") { offerCommands(false); input.focus(); }
  };
  input.onpaste = (e) => { const f = [...e.clipboardData.files].find((x) => x.type.startsWith("image/")); if (f) { e.preventDefault(); upload(f, "photo"); } };
  log.onscroll = () => { $("down").hidden = atEnd(); };
  let height = log.clientHeight;
  new ResizeObserver(() => { const end = log.scrollHeight - log.scrollTop - height < 90; height = log.clientHeight; if (end) toEnd(); }).observe(log);
  for (const box of document.querySelectorAll("dialog")) box.onclick = (e) => { if (e.target === box || box.id === "viewer" || e.target.closest(".wide")) box.close(); };
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") openPeople(false); });
}

// visit makes somebody new; with a payload they come by a deep link and press Start at once.
async function visit(start) {
  const { id } = await ask("visitor", { language: lang === "zh" ? "zh-hans" : "en", start });
  await loadPeople();
  await become(id);
}

async function begin() {
  const asked = new URLSearchParams(location.search), start = asked.get("start");
  speak();
  wire();
  grow();
  await loadPeople();
  listen();
  if (start !== null) return visit(start);
  const as = Number(asked.get("as") || stored("me"));
  if (people.some((p) => p.id === as)) return become(as);
  $("composer").hidden = true;
  openPeople(true);
}

begin().catch(() => toast(t("failed")));
