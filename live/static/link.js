// The WebSocket to the coach: what goes out, what comes back, and coming back after the network dropped.

const BACK_OFF_MS = [400, 1000, 2000, 4000, 8000];
const STILL_HERE_MS = 2500;
const FINISHED = 1000;
const TOKEN_OLD = 4401;
const TOKEN_FORGED = 4403; // also after the server was started again: it knows its old tokens no more
const IDLE = 4408;
// Problems that the server tells in a sentence; connecting again by itself would not help.
const isTold = (code) => code >= 4400 && code < 4600;

/**
 * Handlers: onReady, onFeedback(answer), onSummary(summary), onAgain() while it connects again by itself,
 * onProblem(name, text) when a person has to choose, onRenew() when a new token is needed.
 */
export class Link {
  constructor(handlers) {
    this.handlers = handlers;
    this.socket = null;
    this.ready = false;
    this.tries = 0;
    this.wanted = false;
    this.pulse = null;
    this.timer = null;
    this.told = null;
  }

  /** Connect. `hello` tells the source and whether an interrupted set goes on. */
  connect(token, hello) {
    this.#drop();
    this.wanted = true;
    this.hello = hello;
    this.token = token;
    this.told = null;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/live/${token}`);
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event) => this.socket === socket && this.#receive(JSON.parse(event.data));
    socket.onclose = (event) => this.socket === socket && this.#closed(event.code);
    this.socket = socket;
  }

  /** Send a frame; tells whether it went out. */
  sendFrame(message) {
    if (!this.ready || this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(message);
    return true;
  }

  command(type, content = {}) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ type, ...content }));
  }

  /** While paused, say now and then that the page is still there. */
  keepAlive(on) {
    clearInterval(this.pulse);
    this.pulse = on ? setInterval(() => this.command("still_here"), STILL_HERE_MS) : null;
    if (on) this.command("still_here");
  }

  /** End the connection for good. */
  close() {
    this.wanted = false;
    this.keepAlive(false);
    this.#drop();
  }

  #drop() {
    clearTimeout(this.timer);
    const { socket } = this;
    this.socket = null;
    this.ready = false;
    socket?.close();
  }

  #receive(answer) {
    const { handlers } = this;
    if (answer.type === "feedback") {
      handlers.onFeedback(answer);
    } else if (answer.type === "ready") {
      this.tries = 0;
      this.ready = true;
      this.socket.send(JSON.stringify({ type: "hello", ...this.hello }));
      this.hello = { ...this.hello, resume: true };
      handlers.onReady();
    } else if (answer.type === "summary") {
      this.wanted = false;
      handlers.onSummary(answer);
    } else if (answer.type === "problem") {
      this.told = answer;
    }
  }

  #closed(code) {
    this.ready = false;
    this.socket = null;
    if (!this.wanted || code === FINISHED) return;
    if (code === TOKEN_OLD || code === TOKEN_FORGED) {
      this.#again(() => this.handlers.onRenew());
    } else if (isTold(code) && code !== IDLE) {
      this.wanted = false;
      this.handlers.onProblem(this.told?.name ?? "lost", this.told?.text);
    } else {
      this.#again(() => this.connect(this.token, this.hello));
    }
  }

  #again(attempt) {
    if (this.tries >= BACK_OFF_MS.length) {
      this.wanted = false;
      this.handlers.onProblem("lost");
      return;
    }
    this.handlers.onAgain();
    this.timer = setTimeout(attempt, BACK_OFF_MS[this.tries]);
    this.tries += 1;
  }
}
