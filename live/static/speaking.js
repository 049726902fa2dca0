// What can be chosen of the voice: on or off, which one, how fast. A browser without voices says so.

import { N_, t } from "./words.js";

const SAMPLE = N_("This is how I sound. Small and slow is fine.");

export class Speaking {
  constructor(root, voice) {
    this.root = root;
    this.voice = voice;
    this.find = (selector) => root.querySelector(selector);
    this.find(".rates").value = voice.rate;
    this.#sound();
    const on = (selector, type, act) => this.find(selector).addEventListener(type, act);
    on(".sound", "click", () => {
      voice.mute(!voice.muted);
      this.#sound();
    });
    on(".voices", "change", ({ target }) => voice.choose(target.value));
    on(".rates", "change", ({ target }) => voice.chooseRate(target.value));
    on(".voice-try", "click", () => voice.tryOut(t(SAMPLE)));
    voice.listen((voices) => this.#offer(voices));
  }

  /** Which voices there are; none: cues are on the screen alone. */
  #offer(voices) {
    const { find } = this;
    const some = voices.length > 0;
    find(".no-voice").hidden = some;
    find(".sound").hidden = !some;
    find(".voice-open").hidden = !some;
    find(".voices").replaceChildren(
      ...voices.map(({ name, voiceURI }) => new Option(name, voiceURI, false, voiceURI === this.voice.voice?.voiceURI)),
    );
  }

  /** The language is another one. */
  refresh() {
    this.#sound();
  }

  #sound() {
    const { muted } = this.voice;
    const button = this.find(".sound");
    button.setAttribute("aria-pressed", String(!muted));
    button.textContent = muted ? t("Voice: off") : t("Voice: on");
  }
}
