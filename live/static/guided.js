// The page's side of the guide: what comes, in letters that are read from three metres, and what can be pressed.

import { MovingFigure } from "./moving.js";
import { lengthName } from "./view.js";
import { N_, t } from "./words.js";

const KEYS = { " ": "go_on", Enter: "go_on", p: "menu", n: "next", e: "easier", r: "again" };
const STAGES_THAT_WAIT = new Set(["welcome", "show", "rest", "pain"]);
const STAGES_OF_EXERCISES = new Set(["show", "work", "menu"]);
const GO_ON = { welcome: N_("Go on"), show: N_("I am ready"), rest: N_("Skip the rest"), pain: N_("Skip") };

export class Guided {
  /** `ask({ ask } or { answer })` tells the coach what was pressed. */
  constructor(root, ask) {
    this.root = root;
    this.ask = ask;
    this.find = (selector) => root.querySelector(selector);
    this.said = 0;
    this.shown = "";
    this.stage = "";
    this.moving = new MovingFigure(this.find(".guided-figure .moves"));
    this.find(".guided-on").addEventListener("click", () => ask({ ask: "go_on" }));
  }

  close() {
    this.moving.close();
  }

  /** The page chose a session, or none. */
  plan(guided) {
    this.data = guided ?? null;
    this.root.dataset.guided = guided ? "yes" : "no";
    this.find(".intro-title").textContent = guided ? t("Today") : t("How to do it");
    this.clear();
  }

  clear() {
    this.said = 0;
    this.shown = "";
    this.stage = "";
    this.root.dataset.stage = "";
    this.#figure(null);
  }

  /** Show a moment of the guide; gives the sentences that are new. */
  show(guide) {
    if (guide.stage !== this.stage) this.#enter(guide);
    this.#where(guide);
    const fresh = guide.said > this.said ? guide.say : [];
    this.said = guide.said;
    if (fresh.length) this.#line(fresh.at(-1).text);
    this.#text(".guided-rest", guide.rest_s === null ? "" : String(guide.rest_s));
    this.#text(".guided-well", guide.went_well);
    this.#offer(guide);
    this.find(".guided-hand").style.setProperty("--share", guide.hand);
    this.find(".guided-hand").dataset.up = guide.hand > 0 ? "yes" : "no";
    return fresh;
  }

  /** What a key asks for; null for keys that ask for nothing here. */
  key(event) {
    const { key, ctrlKey, altKey, metaKey } = event;
    if (!this.stage || this.stage === "done" || ctrlKey || altKey || metaKey) return null;
    // The event's own target would be the element around the component.
    const { tagName = "" } = event.composedPath()[0] ?? {};
    if (/^(INPUT|SELECT|TEXTAREA|OPTION)$/.test(tagName)) return null;
    // What has the focus is pressed by these two itself.
    if ((key === " " || key === "Enter") && /^(BUTTON|SUMMARY|A)$/.test(tagName)) return null;
    if (this.stage === "pain" && /^\d$/.test(key)) return { answer: Number(key) };
    const ask = KEYS[key.length === 1 ? key.toLowerCase() : key];
    return ask ? { ask } : null;
  }

  #enter(guide) {
    this.stage = guide.stage;
    this.root.dataset.stage = guide.stage;
    this.#line("");
    const button = this.find(".guided-on");
    const focused = this.root.getRootNode().activeElement;
    const followed = focused === button || this.find(".guided-choices").contains(focused);
    button.hidden = !STAGES_THAT_WAIT.has(guide.stage);
    button.textContent = t(GO_ON[guide.stage] ?? "Go on");
    this.find(".guided-next").textContent = guide.stage === "rest" ? t("Next: {title}", guide) : "";
    this.#figure(guide.stage === "show" ? guide.exercise : null);
    this.#choices(guide);
    // What had the focus is gone: whoever is at the keyboard goes on from here.
    if (followed) (button.hidden ? this.find(".guided-choices button") : button)?.focus({ preventScroll: true });
  }

  #where({ stage, item, items, title, set, sets, easier }) {
    if (!STAGES_OF_EXERCISES.has(stage)) {
      this.#text(".guided-where", "");
      return;
    }
    const rounds = sets > 1 ? t(", round {set} of {sets}", { set, sets }) : "";
    const smaller = easier ? t(", smaller version") : "";
    this.#text(".guided-where", t("{item} of {items}: {title}", { item, items, title }) + rounds + smaller);
  }

  /** What the exercise looks like, large, in place of the camera's picture, which is small in a corner meanwhile. */
  #figure(exercise) {
    const pictures = this.data?.pictures[exercise] ?? [];
    const moving = this.data?.moving[exercise];
    const shown = pictures.length > 0 || Boolean(moving);
    this.find(".guided-figure").hidden = !shown;
    this.root.dataset.shows = shown ? "yes" : "no";
    this.moving.show(moving);
    // Without a sheet: start and end, one faded into the other; without motion: beside each other.
    this.find(".guided-stills").replaceChildren(
      ...pictures.map(({ url, told }) => Object.assign(new Image(480, 360), { src: url, alt: told })),
    );
  }

  #choices({ choices, scale }) {
    const list = scale
      ? Array.from({ length: scale[1] - scale[0] + 1 }, (_, step) => [String(scale[0] + step), { answer: scale[0] + step }])
      : choices.map(([ask, words]) => [words, { ask }]);
    const place = this.find(".guided-choices");
    place.dataset.kind = scale ? "scale" : "menu";
    place.replaceChildren(
      ...list.map(([words, told]) => {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
        button.addEventListener("click", () => this.ask(told));
        return button;
      }),
    );
    this.find(".guided-ends").hidden = !scale;
  }

  /** The number or choice whose turn it is. */
  #offer({ offered }) {
    const now = offered ?? -1;
    if (this.offered === now) return;
    this.offered = now;
    [...this.find(".guided-choices").children].forEach((button, index) => {
      button.classList.toggle("offered", index === now);
    });
  }

  #line(text) {
    this.#text(".guided-line", text);
    this.find(".guided-line").dataset.length = lengthName(text);
  }

  #text(selector, text) {
    const element = this.find(selector);
    if (element.textContent !== text) element.textContent = text;
  }
}
