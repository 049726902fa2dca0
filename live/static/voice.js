// Cues aloud, one at a time. A count is never overtaken and never cut off; a new guide clears older speech.

import { recall, remember } from "./memory.js";

/** Decides what is said next. `speak(text, done)` says it; `cancel()` cuts it off. */
export class SpeechQueue {
  constructor(speak, cancel) {
    this.speak = speak;
    this.cancel = cancel;
    this.current = null;
    this.queue = [];
  }

  say(kind, text) {
    const item = { kind, text };
    if (kind === "count") {
      const after = this.queue.filter((one) => one.kind !== "count");
      const counts = this.queue.filter((one) => one.kind === "count");
      this.queue = [...counts, item, ...after];
    } else if (kind === "talk") {
      this.queue = [...this.queue, item]; // an instruction is heard to its end, sentence by sentence
    } else {
      // What was not said yet is stale by now.
      this.queue = [...this.queue.filter((one) => one.kind === "count"), item];
      if (kind === "guide" && this.current && this.current.kind !== "count") this.#cut();
    }
    this.#next();
  }

  clear() {
    this.queue = [];
    if (this.current) this.#cut();
  }

  #cut() {
    this.current = null;
    this.cancel();
  }

  #next() {
    if (this.current || this.queue.length === 0) return;
    const item = this.queue.shift();
    this.current = item;
    this.speak(item.text, () => {
      if (this.current !== item) return;
      this.current = null;
      this.#next();
    });
  }
}

export class Voice {
  /** `onAvailable(bool)` is told once it is known whether this browser can speak the language. */
  constructor(onAvailable, language = "en") {
    this.synthesis = window.speechSynthesis ?? null;
    this.muted = recall("muted") === "yes";
    this.voice = null;
    this.queue = new SpeechQueue(
      (text, done) => this.#speak(text, done),
      () => this.synthesis?.cancel(),
    );
    if (!this.synthesis) {
      onAvailable(false);
      return;
    }
    const look = () => {
      this.voice = chooseVoice(this.synthesis.getVoices(), language);
      if (this.voice) onAvailable(true);
    };
    look();
    this.synthesis.addEventListener?.("voiceschanged", look);
    setTimeout(() => {
      look();
      if (!this.voice) onAvailable(false);
    }, 1500);
  }

  say(kind, text) {
    if (!this.muted && this.voice) this.queue.say(kind, text);
  }

  mute(muted) {
    this.muted = muted;
    remember("muted", muted ? "yes" : "no");
    if (muted) this.stop();
  }

  stop() {
    this.queue.clear();
  }

  #speak(text, done) {
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.voice = this.voice;
    spoken.lang = this.voice.lang;
    spoken.rate = 0.95;
    // Some browsers forget to tell the end of an utterance: do not fall silent for ever.
    const late = setTimeout(done, 1500 + text.length * 120);
    const end = () => {
      clearTimeout(late);
      done();
    };
    spoken.onend = end;
    spoken.onerror = end;
    this.synthesis.speak(spoken);
  }
}

/** A voice of this computer that speaks the language. Voices that speak from a network service would send the words away. */
export function chooseVoice(voices, language = "en") {
  const local = voices.filter((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
  return local.find((voice) => voice.default) ?? local[0] ?? null;
}
