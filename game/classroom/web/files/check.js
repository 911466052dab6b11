// The test of the network. Each part says in plain words what it found; the verdict says what follows from it.
"use strict";
const box = document.getElementById("check");
const SECONDS = Number(box.dataset.seconds), PAUSE = Number(box.dataset.pause) * 1000;
const TOO_MANY = 4003;
const SMALL = { columns: 40, rows: 20 }, EASY = { columns: 80, rows: 24 };
const found = {};

function tell(part, rank, text) {
  const row = document.getElementById(part);
  row.className = rank;
  row.querySelector("dd").textContent = text;
}

function seconds(time) { return Math.round(time / 1000); }
function plural(number, word) { return `${number} ${word}${number === 1 ? "" : "s"}`; }

async function cookie() {
  try {
    const answer = await fetch("/check/cookie", { cache: "no-store" });
    found.cookie = (await answer.text()) === "yes";
  } catch { found.cookie = false; }
  tell("cookie", found.cookie ? "good" : "bad",
    found.cookie ? "They are kept." : "They are not kept, so no seat can be kept either. Allow cookies for this address.");
}

// Asks again and again over a connection whether the other end is there; gives how that went.
function ask(way, time, pause, progress) {
  return new Promise((done) => {
    const asked = new Map();
    const told = { opened: false, sent: 0, back: 0, worst: 0, cut: null, code: 0 };
    let began = Date.now(), clock = 0, over = false;
    const end = () => {
      if (over) return;
      over = true;
      clearInterval(clock); clearTimeout(limit);
      try { way.close(); } catch { /* it is closed */ }
      done(told);
    };
    const limit = setTimeout(end, time + Math.max(pause, 5000) + 3000); // whatever hangs
    const ping = () => {
      if (Date.now() - began >= time - 50) { clearInterval(clock); setTimeout(end, told.back < told.sent ? 3000 : 0); return; }
      told.sent += 1;
      asked.set(String(told.sent), performance.now());
      way.send(JSON.stringify(["ping", String(told.sent)]));
    };
    way.addEventListener("open", () => {
      told.opened = true;
      began = Date.now();
      ping();
      clock = setInterval(() => { ping(); progress(told, Date.now() - began); }, pause);
    });
    way.addEventListener("message", (event) => {
      const stamp = JSON.parse(event.data)[1];
      if (!asked.has(stamp)) return;
      told.worst = Math.max(told.worst, Math.round(performance.now() - asked.get(stamp)));
      asked.delete(stamp);
      told.back += 1;
      progress(told, Date.now() - began);
    });
    way.addEventListener("close", (event) => {
      told.code = event.code;
      if (!over && told.opened) told.cut = Date.now() - began;
      end();
    });
  });
}

function answers(told) {
  const lost = told.sent - told.back;
  return `${told.back} of ${plural(told.sent, "question")} answered${lost ? `, ${lost} lost` : ""}; the slowest answer took ${told.worst}\u00a0ms.`;
}

async function socket() {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  let told = { opened: false, sent: 0, back: 0, worst: 0, cut: null, code: 0 };
  try {
    const way = new WebSocket(`${scheme}//${location.host}/check/ws`);
    told = await ask(way, SECONDS * 1000, PAUSE, (now, time) => {
      document.getElementById("progress").value = time / 1000;
      tell("socket", "", `It has been open for ${plural(seconds(time), "second")}. ${answers(now)}`);
    });
  } catch { /* this browser has none, or something took it away */ }
  found.socket = told;
  told.good = told.opened && told.cut === null && told.back > 0 && told.sent - told.back <= 1;
  if (told.code === TOO_MANY) tell("socket", "fair", "Too many tests run from this address at once.");
  else if (!told.opened) tell("socket", "fair", "It could not be opened: something between this device and the room lets no WebSocket through.");
  else if (told.cut !== null) tell("socket", "fair", `A filter, or the network itself, cut the connection after ${seconds(told.cut)}\u00a0s. ${answers(told)}`);
  else if (!told.back) tell("socket", "fair", "It opened, but nothing came through: something on the way swallows what is sent.");
  else tell("socket", told.good ? "good" : "fair", `It held for ${plural(SECONDS, "second")}. ${answers(told)}`);
}

async function poll() {
  const told = await ask(new PollSocket("/check/ws"), 3 * Math.min(1000, PAUSE), Math.min(1000, PAUSE), () => {});
  found.poll = told;
  told.good = told.opened && told.cut === null && told.back > 0 && told.sent - told.back <= 1;
  if (told.code === TOO_MANY) tell("poll", "fair", "Too many tests run from this address at once.");
  else if (told.good) tell("poll", "good", `It works. ${answers(told)}`);
  else if (found.cookie === false) tell("poll", "bad", "It does not work without cookies.");
  else tell("poll", "bad", told.opened ? `It opened, but did not hold. ${answers(told)}` : "It does not work: the requests are not answered.");
}

// As many characters as the window of a game will have, in the size of letters that it takes.
function room() {
  const size = window.innerWidth < 600 ? 11 : window.innerWidth < 1000 ? 14 : 16;
  const probe = document.createElement("span");
  probe.style.cssText = `position:absolute;visibility:hidden;white-space:pre;font:${size}px/normal 'Roboto Mono',Monaco,'Courier New',monospace`;
  probe.textContent = "W".repeat(100);
  document.body.append(probe);
  const { width, height } = probe.getBoundingClientRect();
  probe.remove();
  return { columns: Math.floor(window.innerWidth / (width / 100)), rows: Math.floor((window.innerHeight - 24) / Math.ceil(height)) };
}

function fits() {
  const { columns, rows } = found.window = room();
  const text = `${columns} characters wide and ${rows} lines high.`;
  if (columns < SMALL.columns || rows < SMALL.rows) tell("window", "fair", `${text} That is little: turn the device, or make the window larger.`);
  else if (columns < EASY.columns || rows < EASY.rows) tell("window", "good", `${text} It can be played. From ${EASY.columns} by ${EASY.rows} on there is more room.`);
  else tell("window", "good", `${text} There is room for everything.`);
}

function verdict() {
  const { socket: one, poll: other } = found;
  if (!found.cookie) return ["bad", "This browser cannot keep a seat, because it keeps no cookies. Allow cookies for this address, and test once more."];
  if (one.code === TOO_MANY || other.code === TOO_MANY) return ["fair", "Too many tests run from this address at once. Wait a minute, and test once more."];
  if (one.good && other.good) return ["good", "All is well. This device can take part over this network."];
  if (one.good) return ["good", "This device can take part over this network. Only the way round a filter does not work here, and it is not needed."];
  if (other.good) return ["fair", `This device can take part. ${one.cut !== null ? "The lasting connection is cut here" : "The lasting connection does not get through here"}, so the game takes the way round by itself; keys may answer a little later.`];
  return ["bad", "This device cannot take part over this network. Give the line below to whoever looks after the network, or try another one, such as the hotspot of a telephone."];
}

function line() {
  const part = (told) => (told.code === TOO_MANY ? "too many tests"
    : !told.opened ? "not opened"
    : `${told.cut !== null ? `cut after ${seconds(told.cut)} s` : "held"}, ${told.back}/${told.sent} answered, worst ${told.worst} ms`);
  return `Frank Exchange network test, ${new Date().toISOString().slice(0, 16)}Z, ${location.origin}: page loaded; ` +
    `cookies ${found.cookie ? "kept" : "not kept"}; WebSocket (${SECONDS} s) ${part(found.socket)}; requests ${part(found.poll)}; ` +
    `window ${found.window.columns}x${found.window.rows}; ${navigator.userAgent}`;
}

async function copy() {
  const text = document.getElementById("line");
  let done = false;
  try { await navigator.clipboard.writeText(text.value); done = true; } catch { /* only a page over https may */ }
  if (!done) { text.focus(); text.select(); done = document.execCommand("copy"); }
  document.getElementById("copied").textContent = done ? "Copied." : "It is marked; copy it with the keys of your device.";
}

async function run() {
  tell("page", "good", "They have loaded.");
  fits();
  window.addEventListener("resize", fits);
  await cookie();
  await Promise.all([socket(), poll()]);
  document.getElementById("progress").hidden = true;
  const [rank, text] = verdict();
  const said = document.getElementById("verdict");
  said.className = `verdict ${rank}`;
  said.textContent = text;
  document.getElementById("line").value = line();
  document.getElementById("report").hidden = false;
  document.getElementById("copy").onclick = copy;
}

run();
