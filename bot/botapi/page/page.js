"use strict";

const $ = (id) => document.getElementById(id);
const log = $("log"), input = $("text");
const stored = (key, value) => {
  try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
};
let lang = stored("lang") || (navigator.language.startsWith("zh") ? "zh" : "en");
const t = (key) => texts[lang][key];

// What is on the screen: who the visitor is, their chat, and the message being edited or answered.
let bot = {}, people = [], me = 0, messages = new Map(), commands = [], reactions = {}, context = null, loading = 0, since = null, typingUntil = 0;
const wide = matchMedia("(min-width: 900px)"), unread = new Set(), waiting = new Set();

async function ask(path, body) {
  const options = body && (body instanceof FormData ? { method: "POST", body }
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const r = await fetch("/page/" + path, options);
  const answer = await r.json();
  if (r.status === 401) setTimeout(() => location.reload()); // to the login page, once what was typed is kept
  if (!r.ok) throw Object.assign(new Error(answer.error), { refused: true });
  return answer;
}

function toast(text) {
  const e = $("toast");
  e.textContent = text;
  e.classList.add("on");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => e.classList.remove("on"), 3200);
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
  // What is longer than the screen is read from its beginning.
  if (!stay && fresh && !old && !mine(m) && log.lastChild.offsetHeight > log.clientHeight) log.lastChild.scrollIntoView();
}

// arrived takes away the row that stood for a message until it came; the stream may be faster than the answer to sending.
function arrived(m) {
  const w = mine(m) && [...waiting].find((w) => w.as === me && (w.id ? w.id === m.message_id : w.text === m.text && w.after < m.message_id));
  if (w) done(w);
}

function done(w) {
  waiting.delete(w);
  w.row.remove();
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

function send(text) {
  text = text.trim();
  if (!text) return;
  const c = context;
  setContext(null);
  if (c?.kind === "edit") return attempt(() => ask("edit", { as: me, id: c.m.message_id, text }), () => { setContext("edit", c.m); input.value = text; });
  return post("send", { as: me, text, reply_to: c?.m.message_id }, text, text);
}

// post sends something and shows it at once. What finds no way to the server stays in the log, and load sends it again,
// which knows by then whether it came all the same: after names the newest message before it.
function post(path, body, text, shown) {
  const w = { as: me, path, body, text, after: Math.max(0, ...messages.keys()) };
  w.row = row({ text: shown, date: Date.now() / 1000, from: {}, message_id: 0 }, [...messages.values()].at(-1));
  w.row.removeAttribute("id");
  waiting.add(w);
  log.querySelector(".empty")?.remove();
  log.append(w.row);
  toEnd();
  return deliver(w);
}

async function deliver(w) {
  w.row.querySelector(".again")?.remove();
  w.failed = false;
  try {
    const { id } = await ask(w.path, w.body);
    if (!id || messages.has(id) || w.as !== me) done(w);
    else w.id = id;
  } catch (error) {
    if (error.refused) {
      done(w);
      input.value ||= w.text || "";
      grow();
      toast(t("failed"));
      return;
    }
    w.failed = true;
    w.row.append(el("button", { class: "again", type: "button", onclick: () => attempt(load) }, t("again")));
    if (waiting.has(w)) toEnd();
  }
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
  if (file.size > 50 << 20) return toast(t("large"));
  form.append("as", me);
  form.append("kind", kind);
  form.append("caption", caption);
  form.append("file", file, file.name || "picture.png");
  input.value = "";
  grow();
  post("upload", form, undefined, [`${t(kind)} · ${fileSize(file.size)}`, caption].join("\n").trim());
}

function grow() {
  input.style.height = "auto";
  input.style.height = Math.max(44, Math.min(input.scrollHeight, 132)) + "px";
  $("send").disabled = !input.value.trim();
  if (context?.kind !== "edit") stored("typed." + me, input.value);
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
    el("button", { class: "person" + (p.id === me ? " on" : ""), type: "button", "data-id": p.id, "aria-current": p.id === me && "true", onclick: () => choose(p.id) },
      face(el("span", { class: "avatar", "aria-hidden": "true" }), p),
      el("span", {}, el("b", {}, p.name), el("i", {}, p.role?.[lang] || ""), el("small", {}, p.about?.[lang] || "")),
      unread.has(p.id) && el("span", { class: "dot" })))));
  const self = people.find((p) => p.id === me);
  face($("meAvatar"), self || { id: 1, name: "?" });
  $("openPeople").querySelector(".dot").hidden = !unread.size;
}

// showPeople opens or closes the list of people. On a phone it lies over the chat, which is out of reach meanwhile.
function showPeople(open) {
  const was = document.querySelector("main").inert;
  document.querySelector("main").inert = open && !wide.matches;
  $("people").classList.toggle("open", open);
  if (open) $("people").querySelector(".on, .person")?.focus();
  else if (was) $("openPeople").focus();
}

// leavePeople closes the list as the back button does.
function leavePeople() {
  if (history.state?.people) history.back();
  else showPeople(false);
}

async function loadPeople() {
  const answer = await ask("people");
  bot = answer.bot;
  people = answer.people;
  $("botName").textContent = document.title = bot.first_name;
  document.querySelector("#top .bot").textContent = mark();
  $("logout").hidden = !answer.logout;
  drawPeople();
}

async function become(id) {
  if (id !== me) {
    setContext(null);
    me = id;
    messages = new Map();
    log.replaceChildren();
    input.value = stored("typed." + id) || "";
    grow();
  }
  unread.delete(id);
  stored("me", id);
  showPeople(false);
  drawPeople();
  await load();
  if (matchMedia("(pointer: fine)").matches) input.focus();
}

// choose makes the visitor somebody else; the back button leads to who they were.
function choose(id) {
  history[me && id !== me && !history.state?.people ? "pushState" : "replaceState"](null, "", "?as=" + id);
  return attempt(() => become(id));
}

// load draws the chat anew, where it was read, and sends what has not arrived; of several at once only the last counts.
// What happens while the chat is on its way may not be in it, so it happens once more on what was drawn.
async function load() {
  const turn = ++loading, as = me, place = messages.size && !atEnd() && log.scrollTop, missed = since = [];
  const chat = await ask("chat?as=" + as);
  if (turn !== loading) return;
  since = null;
  log.setAttribute("aria-busy", "true");
  messages = new Map();
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
  for (const w of waiting) {
    if (w.as !== me) continue;
    log.append(w.row);
    if (w.failed) deliver(w);
  }
  missed.forEach(happened);
  toEnd();
  if (place) log.scrollTop = place;
  log.removeAttribute("aria-busy");
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
  since?.push(e);
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
    show(m, true);
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
  stream.onerror = () => {
    status.offline = true;
    status();
    if (stream.readyState === EventSource.CLOSED) ask("people").catch(() => {}); // it was refused: is one logged out?
  };
  stream.onopen = () => {
    if (status.offline) loadPeople().then(() => me && load()).catch(() => {});
    else if (me) load().catch(() => {}); // what came before the stream was open
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
  $("openPeople").onclick = () => { history.pushState({ people: true }, ""); showPeople(true); };
  $("closePeople").onclick = leavePeople;
  $("people").onclick = (e) => { if (e.target.id === "people") leavePeople(); };
  wide.onchange = () => showPeople(false);
  onpopstate = () => {
    const as = Number(new URLSearchParams(location.search).get("as"));
    showPeople(!!history.state?.people);
    if (as && as !== me) attempt(() => become(as));
  };
  $("newVisitor").onclick = async (e) => {
    const button = e.currentTarget;
    button.disabled = true;
    await attempt(() => visit());
    button.disabled = false;
  };
  $("logout").onclick = () => attempt(logout);
  $("composer").onsubmit = (e) => { e.preventDefault(); const text = input.value; if (context?.kind !== "edit" || text.trim()) { input.value = ""; send(text); grow(); } };
  $("start").onclick = () => {
    if ($("start").hidden) return; // tapped twice
    const p = people.find((x) => x.id === me);
    $("start").hidden = true;
    $("composer").hidden = false;
    send(("/start " + (p?.start || "")).trim());
  };
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
  document.addEventListener("keydown", (e) => { if (e.key === "Escape" && $("people").matches(".open") && !wide.matches) leavePeople(); });
}

// logout leaves nothing of what was typed in this browser.
async function logout() {
  const r = await fetch("/logout", { method: "POST" });
  if (!r.ok && r.status !== 401) throw new Error(r.statusText);
  try { localStorage.clear(); } catch { /* nothing was kept */ }
  location.replace("/login");
}

// visit makes somebody new; with a payload they come by a deep link and press Start at once.
async function visit(start) {
  const { id } = await ask("visitor", { language: lang === "zh" ? "zh-hans" : "en", start });
  await loadPeople();
  await choose(id);
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
  if (people.some((p) => p.id === as)) return choose(as);
  $("composer").hidden = true;
  showPeople(true);
}

begin().catch(() => toast(t("failed")));
