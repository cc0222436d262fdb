// The connection to the stand-in: questions with answers, and news. It comes back by itself.

const FIRST_WAIT = 300;
const LONGEST_WAIT = 5000;

/** A refusal of the stand-in: `name` has a sentence in each language. */
export class Refused extends Error {
  constructor({ name, detail, text }) {
    super(text ?? name);
    this.name = name;
    this.detail = detail;
  }
}

export class Live {
  #socket = null;
  #waiting = new Map();
  #next = 1;
  #wait = FIRST_WAIT;
  #heard = new Map();

  /** Hears news of a kind; "up" and "down" tell of the connection. */
  on(kind, run) {
    this.#heard.set(kind, [...(this.#heard.get(kind) ?? []), run]);
    return this;
  }

  start() {
    const address = new URL("live", document.baseURI);
    address.protocol = "ws:";
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(data)));
    socket.addEventListener("close", () => {
      for (const { fail } of this.#waiting.values()) fail(new Refused({ name: "away" }));
      this.#waiting.clear();
      this.#tell("down", null);
      setTimeout(() => this.start(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    });
  }

  /** Asks for something; fails with Refused. */
  ask(what, given = {}) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Refused({ name: "away" }));
    const id = this.#next++;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#socket.send(JSON.stringify({ id, do: what, ...given }));
    });
  }

  #receive(message) {
    if ("re" in message) {
      const waiting = this.#waiting.get(message.re);
      this.#waiting.delete(message.re);
      if (message.error) waiting?.fail(new Refused(message.error));
      else waiting?.done(message.ok);
      return;
    }
    if (message.t === "hello") this.#wait = FIRST_WAIT;
    this.#tell(message.t, message);
  }

  #tell(kind, message) {
    for (const run of this.#heard.get(kind) ?? []) run(message);
  }
}
