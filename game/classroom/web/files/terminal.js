// Before the client of textual-serve: where its socket is, what stands in for it where a filter lets no WebSocket
// through, and what happens when the connection is gone.
"use strict";
const ELSEWHERE = 4001;
const FIRST_WORD = 4000, GRACE = 3000; // a WebSocket that says nothing for so long, though the room answers, is cut
const SHORT = 60000; // a connection that was cut sooner is short; two in a row, and the other way is taken
const narrow = () => (window.innerWidth < 600 ? "11" : window.innerWidth < 1000 ? "14" : "16");

if (location.hash.length > 1) {
  // The personal link, kept by the browser alone: give the seat its cookie, for this device as well.
  fetch("/enter", { method: "POST", body: location.hash.slice(1) });
}

// What this tab has learnt of the network; a browser that keeps nothing learns it anew each time.
const learnt = {
  get(name) { try { return sessionStorage.getItem(name) || ""; } catch { return ""; } },
  set(name, value) { try { sessionStorage.setItem(name, value); } catch { /* then not */ } },
};
const asked = new URLSearchParams(location.search).get("transport");
const polls = () => (asked ? asked === "poll" : learnt.get("frank-transport") === "poll");

let wait = 500;
const PATIENCE = 1500; // once it waits so long between two tries, this server is given up if there are others
async function again() {
  try {
    const answer = await fetch("/alive", { cache: "no-store" });
    if (answer.ok) { location.reload(); return; }
  } catch { /* not yet */ }
  const others = document.getElementById("terminal").dataset.others.split(" ").filter(Boolean);
  for (const other of wait > PATIENCE && location.hash.length > 1 ? others : []) {
    try {
      await fetch(`${other}/alive`, { mode: "no-cors", cache: "no-store" });
      location.replace(other + location.pathname + location.hash);
      return;
    } catch { /* nor that one */ }
  }
  wait = Math.min(wait * 1.5, 5000);
  setTimeout(again, wait);
}

function closed(code) {
  document.getElementById("gone").hidden = false;
  if (code === ELSEWHERE) {
    document.getElementById("why").textContent = "This seat is open in another place now.";
    document.getElementById("test").hidden = true;
    const here = document.getElementById("here");
    here.hidden = false;
    here.onclick = () => location.reload();
    return;
  }
  setTimeout(again, 300 + Math.random() * 700);
}

// A WebSocket if one gets through, and otherwise what stands in for it. Nobody who uses it knows the difference.
const RealSocket = window.WebSocket;
window.WebSocket = class extends EventTarget {
  constructor(address) {
    super();
    this.address = address;
    this.binaryType = "arraybuffer";
    if (polls()) this.poll(); else this.real();
  }

  get readyState() { return this.way ? this.way.readyState : 0; }
  send(text) { if (this.readyState === 1) this.way.send(text); }
  close() { this.way.close(); }

  use(way, name) {
    this.way = way;
    way.binaryType = this.binaryType;
    document.documentElement.dataset.transport = name;
    way.addEventListener("open", () => { if (this.way === way) this.dispatchEvent(new Event("open")); });
  }

  pass(event) { this.dispatchEvent(new MessageEvent("message", { data: event.data })); }

  ended(code) {
    this.dispatchEvent(new CloseEvent("close", { code }));
    closed(code);
  }

  real() {
    let way;
    try { way = new RealSocket(this.address); } catch { this.poll(); return; }
    let spoken = 0, slept = document.hidden;
    const clock = setTimeout(async () => {
      try { await fetch("/alive", { cache: "no-store" }); } catch { /* then nothing gets through at all */ }
      setTimeout(() => { if (!spoken && this.way === way) this.poll(); }, GRACE); // the room may only be busy
    }, FIRST_WORD);
    document.addEventListener("visibilitychange", () => { slept = true; });
    this.use(way, "socket");
    way.addEventListener("message", (event) => {
      if (this.way !== way) return;
      clearTimeout(clock);
      spoken = spoken || Date.now();
      this.pass(event);
    });
    way.addEventListener("close", (event) => {
      if (this.way !== way) return;
      clearTimeout(clock);
      if (!spoken && event.code !== ELSEWHERE) { this.poll(); return; }
      if (event.code !== LOST || Date.now() - spoken > SHORT) learnt.set("frank-cut", "");
      else if (!slept) { // not a telephone that slept
        if (learnt.get("frank-cut")) learnt.set("frank-transport", "poll"); // from the next page on
        learnt.set("frank-cut", "once");
      }
      this.ended(event.code);
    });
  }

  poll() {
    const before = this.way;
    const way = new PollSocket(this.address);
    this.use(way, "poll");
    if (before) before.close();
    way.addEventListener("message", (event) => this.pass(event));
    way.addEventListener("close", (event) => this.ended(event.code));
    way.addEventListener("open", () => { if (before) learnt.set("frank-transport", "poll"); });
  }
};

document.addEventListener("DOMContentLoaded", () => {
  const terminal = document.getElementById("terminal");
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  terminal.dataset.sessionWebsocketUrl = `${scheme}//${location.host}${terminal.dataset.path}`;
  terminal.dataset.fontSize = narrow();
});

// The keys go to the terminal without a click first.
window.addEventListener("load", function take() {
  const keys = document.querySelector(".xterm-helper-textarea");
  if (keys && document.body.classList.contains("-loaded")) keys.focus(); else setTimeout(take, 50);
});
