// A look-alike of a WebSocket made of requests that wait, for networks whose filters let no WebSocket through.
// What arrives has numbers and is asked for again until it has arrived; what is sent goes in numbered lots, each
// repeated until it was taken. So nothing is shown or typed twice, and nothing is lost.
"use strict";
const LOST = 1006;

const PollSocket = (() => { // its other names are its own: scripts of a page share theirs
  const CONNECTING = 0, OPEN = 1, CLOSED = 3; // the states of a WebSocket
  const PATIENCE = 15000; // how long a request is repeated before the connection is given up
  const LOT = 4000; // so many characters, and so many messages, go in one request
  const LINES = 60;

  function refused(code) { return Object.assign(new Error("refused"), { code }); }
  function sleep(time) { return new Promise((done) => setTimeout(done, time)); }

  return class extends EventTarget {
    constructor(address) {
      super();
      const at = new URL(address, location.href);
      this.path = at.pathname.replace(/\/ws$/, "/poll");
      this.query = at.search;
      this.binaryType = "arraybuffer";
      this.readyState = CONNECTING;
      this.waiting = [];
      this.lot = 0;
      this.sending = false;
      this.leave = () => { if (this.id) navigator.sendBeacon(`${this.path}/${this.id}/leave`); };
      this.open();
    }

    async open() {
      try {
        const answer = await this.ask(`${this.path}${this.query}`);
        this.id = answer.id;
      } catch (error) { this.end(error.code); return; }
      if (this.readyState !== CONNECTING) { this.leave(); return; }
      this.readyState = OPEN;
      window.addEventListener("pagehide", this.leave);
      this.dispatchEvent(new Event("open"));
      this.take();
    }

    // One request, repeated while the network does not answer. What the server refuses is not repeated.
    async ask(path, body) {
      for (const began = Date.now(); ; await sleep(500)) {
        const stop = new AbortController();
        const clock = setTimeout(() => stop.abort(), PATIENCE + 5000);
        try {
          const answer = await fetch(path, { method: "POST", body, signal: stop.signal, cache: "no-store" });
          if (answer.ok) return await answer.json();
          if (answer.status < 500) throw refused((await answer.json().catch(() => ({}))).closed || LOST);
        } catch (error) {
          if (error.code > 1000) throw error; // what a filter answers in our place is no JSON, and is asked again
        } finally { clearTimeout(clock); }
        if (this.readyState === CLOSED || Date.now() - began > PATIENCE) throw refused(LOST);
      }
    }

    async take() {
      let after = 0;
      while (this.readyState === OPEN) {
        let told;
        try { told = await this.ask(`${this.path}/${this.id}/take?after=${after}`); } catch (error) { this.end(error.code); return; }
        for (const [number, frame] of told.frames) {
          if (number <= after) continue;
          after = number;
          const data = typeof frame === "string" ? new TextEncoder().encode(frame).buffer : JSON.stringify(frame[0]);
          this.dispatchEvent(new MessageEvent("message", { data }));
        }
        if (told.closed) this.end(told.closed);
      }
    }

    send(text) {
      if (this.readyState !== OPEN) return;
      this.waiting.push(text);
      if (!this.sending) this.flush();
    }

    async flush() {
      this.sending = true;
      while (this.waiting.length && this.readyState === OPEN) {
        let size = 0, count = 0;
        while (count < this.waiting.length && count < LINES && (count === 0 || size + this.waiting[count].length < LOT)) {
          size += this.waiting[count].length;
          count += 1;
        }
        this.lot += 1;
        const body = this.waiting.splice(0, count).join("\n");
        try { await this.ask(`${this.path}/${this.id}/say?number=${this.lot}`, body); } catch (error) { this.end(error.code); }
      }
      this.sending = false;
    }

    close() { this.leave(); this.end(1000); }

    end(code) {
      if (this.readyState === CLOSED) return;
      this.readyState = CLOSED;
      window.removeEventListener("pagehide", this.leave);
      this.dispatchEvent(new CloseEvent("close", { code, wasClean: code !== LOST }));
    }
  };
})();
