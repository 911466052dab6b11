// Before the client of textual-serve: where its socket is, and what happens when the socket is gone.
"use strict";
const ELSEWHERE = 4001;
const narrow = () => (window.innerWidth < 600 ? "11" : window.innerWidth < 1000 ? "14" : "16");

if (location.hash.length > 1) {
  // The personal link, kept by the browser alone: give the seat its cookie, for this device as well.
  fetch("/enter", { method: "POST", body: location.hash.slice(1) });
}

let wait = 500;
async function again() {
  try {
    const answer = await fetch("/alive", { cache: "no-store" });
    if (answer.ok) { location.reload(); return; }
  } catch { /* not yet */ }
  wait = Math.min(wait * 1.5, 5000);
  setTimeout(again, wait);
}

function closed(code) {
  document.getElementById("gone").hidden = false;
  if (code === ELSEWHERE) {
    document.getElementById("why").textContent = "This seat is open in another place now.";
    const here = document.getElementById("here");
    here.hidden = false;
    here.onclick = () => location.reload();
    return;
  }
  setTimeout(again, 300 + Math.random() * 700);
}

window.WebSocket = class extends WebSocket {
  constructor(address) {
    super(address);
    this.addEventListener("close", (event) => closed(event.code));
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
