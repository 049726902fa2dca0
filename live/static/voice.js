// What is said aloud, one sentence at a time. Every sentence also stands on the screen.

import { recall, remember } from "./memory.js";

// 1 is the browser's own speed; a coach who is heard across a room speaks a little slower.
export const RATES = { slower: 0.75, normal: 0.95, faster: 1.2 };

/**
 * Decides what is said next. `speak(text, done)` says it; `cancel()` cuts it off.
 *
 * safety    at once, whatever is being said, and everything older is dropped
 * count     before all that waits; never overtaken, and cut off by safety alone
 * guide     in place of what waits; cuts off all but a count and safety
 * talk      a sentence of an instruction: in its turn
 * cue, praise   in place of what waits, once the sentence before has ended
 */
export class SpeechQueue {
  constructor(speak, cancel) {
    this.speak = speak;
    this.cancel = cancel;
    this.current = null;
    this.queue = [];
  }

  say(kind, text) {
    const item = { kind, text };
    const waiting = (...kinds) => this.queue.filter((one) => kinds.includes(one.kind));
    if (kind === "safety") {
      this.queue = [...waiting("safety"), item];
      if (this.current && this.current.kind !== "safety") this.#cut();
    } else if (kind === "count") {
      const others = this.queue.filter((one) => one.kind !== "count" && one.kind !== "safety");
      this.queue = [...waiting("safety"), ...waiting("count"), item, ...others];
    } else if (kind === "talk") {
      this.queue = [...this.queue, item];
    } else {
      // What was not said yet is stale by now.
      this.queue = [...waiting("safety", "count"), item];
      if (kind === "guide" && this.current && !["count", "safety"].includes(this.current.kind)) this.#cut();
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

/** The browser's voice. Mute, voice and speed are remembered by the browser. */
export class Voice {
  constructor(language) {
    this.language = language;
    this.synthesis = window.speechSynthesis ?? null;
    this.muted = recall("muted") === "yes";
    this.rate = recall("rate") in RATES ? recall("rate") : "normal";
    this.voices = [];
    this.voice = null;
    this.queue = new SpeechQueue(
      (text, done) => this.#speak(text, done),
      () => this.synthesis?.cancel(),
    );
  }

  /** `onVoices(voices)` is told which voices there are, once that is known; none: this browser cannot speak. */
  listen(onVoices) {
    if (!this.synthesis) {
      onVoices([]);
      return;
    }
    const look = () => {
      this.voice = null;
      this.voices = localVoices(this.synthesis.getVoices(), this.language);
      this.voice = chooseVoice(this.voices, this.language, recall("voice"));
      if (this.voice) onVoices(this.voices);
    };
    this.look = () => {
      look();
      onVoices(this.voices);
    };
    look();
    this.synthesis.addEventListener?.("voiceschanged", look);
    setTimeout(() => {
      look();
      if (!this.voice) onVoices([]);
    }, 1500);
  }

  /** Speak another language from now on. */
  use(language) {
    if (this.language === language) return;
    this.language = language;
    this.look?.();
  }

  say(kind, text) {
    if (!this.muted && this.voice) this.queue.say(kind, text);
  }

  /** Say something to hear how it sounds, muted or not. */
  tryOut(text) {
    if (this.voice) this.queue.say("guide", text);
  }

  mute(muted) {
    this.muted = muted;
    remember("muted", muted ? "yes" : "no");
    if (muted) this.stop();
  }

  choose(uri) {
    this.voice = this.voices.find((voice) => voice.voiceURI === uri) ?? this.voice;
    if (this.voice) remember("voice", this.voice.voiceURI);
  }

  chooseRate(name) {
    if (!(name in RATES)) return;
    this.rate = name;
    remember("rate", name);
  }

  stop() {
    this.queue.clear();
  }

  #speak(text, done) {
    const rate = RATES[this.rate];
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.voice = this.voice;
    spoken.lang = this.voice.lang;
    spoken.rate = rate;
    // Some browsers forget to tell the end of an utterance: do not fall silent for ever.
    const late = setTimeout(done, 1500 + (text.length * 115) / rate);
    const end = () => {
      clearTimeout(late);
      done();
    };
    spoken.onend = end;
    spoken.onerror = end;
    this.synthesis.speak(spoken);
  }
}

/** Voices of this computer in a language. Those that speak from a network service would send the words away. */
export function localVoices(voices, language = "en") {
  const [wanted] = language.toLowerCase().split("-");
  return voices.filter(({ localService, lang }) => localService && lang.toLowerCase().split(/[-_]/)[0] === wanted);
}

/** The one that was chosen before, or the browser's own choice, or the first; null where there is none. */
export function chooseVoice(voices, language = "en", uri = null) {
  const local = localVoices(voices, language);
  const before = uri && local.find((voice) => voice.voiceURI === uri);
  return before || local.find((voice) => voice.default) || local[0] || null;
}
