// The page's side of the coach: writes what is so into the document, and only where it changed.

import { OwnDial } from "./dial.js";
import { drawLines, Gauge, StillRing } from "./drawing.js";
import { figuresOf, placeText, wholeError } from "./figures.js";
import { MovingFigure } from "./moving.js";
import { Sees } from "./sees.js";
import { N_, t } from "./words.js";

const ANGLE_EVERY_MS = 160;
// Messages that come with a picture of a figure turning.
const TURNS = { turn_side: "side", turn_front: "front" };
// While these are said, standing still is all that is missing.
const STAND_STILL = new Set(["stand_ready", "stand_still", "afresh"]);
const STILL_WORDS = { yes: N_("Stand tall and still"), no: N_("Keep still") };

export class View {
  constructor(root) {
    this.root = root;
    this.find = (selector) => root.querySelector(selector);
    this.video = this.find("video");
    this.lines = this.find(".lines");
    this.status = this.find(".status");
    this.cue = this.find(".cue");
    this.number = this.find(".count-number");
    this.angle = this.find(".angle");
    this.band = this.find(".band");
    this.marginSign = this.find(".margin-sign");
    this.marginWords = this.find(".margin-words");
    this.stillWords = this.find(".still-words");
    this.angleAt = -Infinity; // the first one is written at once
    this.ring = new StillRing(this.find(".still-ring"));
    this.sees = new Sees(root);
    this.gauge = new Gauge(this.find(".gauge"));
    this.dial = new OwnDial(this.find(".own-dial"));
    this.moving = new MovingFigure(this.find(".positions .moves"));
    this.written = new Map();
  }

  close() {
    this.gauge.close();
    this.dial.close();
    this.moving.close();
  }

  /** Show one part of the panel: intro, now, done or note. */
  part(name) {
    const begins = name === "now" && this.root.dataset.mode !== name;
    for (const part of this.root.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== name;
    this.root.dataset.mode = name;
    // Whoever scrolled down to the button, on a phone, would see the picture without its head.
    if (begins) this.find(".picture").scrollIntoView({ block: "nearest" });
  }

  state(name) {
    this.#mark("state", name);
    this.root.dataset.state = name;
  }

  /** Text over the picture while nothing moves; empty for none. */
  resting(text) {
    const place = this.find(".resting");
    place.textContent = text;
    place.hidden = !text;
  }

  /** Selfie view for a camera; a sample is shown as it is. Text is never mirrored. */
  mirror(on) {
    this.root.classList.toggle("mirrored", on);
  }

  /** Where in the picture a pointer is, as shares of its own width and height; null beside it. */
  place({ clientX, clientY }) {
    const box = this.video.getBoundingClientRect();
    const { videoWidth, videoHeight } = this.video;
    if (!videoWidth) return null;
    // The picture is fitted into the box, with bars at two sides.
    const scale = Math.min(box.width / videoWidth, box.height / videoHeight);
    const across = (clientX - box.left - box.width / 2) / (videoWidth * scale) + 0.5;
    const y = (clientY - box.top - box.height / 2) / (videoHeight * scale) + 0.5;
    // What is shown mirrored was never sent so.
    const x = this.root.classList.contains("mirrored") ? 1 - across : across;
    return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null;
  }

  intro({ how_to: howTo, pictures, moving, upright, samples }) {
    this.moving.show(moving);
    this.find(".position-pictures").replaceChildren(...pictures.map(pictureElement));
    this.root.dataset.pictures = pictures.length ? "yes" : "no";
    this.root.dataset.upright = upright ? "yes" : "no";
    this.find(".how-to").replaceChildren(...howTo.map((line) => textElement("li", line)));
    this.find(".samples").replaceChildren(
      ...samples.map((sample) => Object.assign(new Option(sample.title, sample.id))),
    );
    this.find(".try-sample").hidden = samples.length === 0;
    this.find(".note-sample").hidden = samples.length === 0;
    this.find(".sample-label").hidden = samples.length < 2;
  }

  /** Numbers of a fresh set. */
  fresh(dose) {
    this.#text(this.number, "0");
    this.#text(this.find(".count-of"), dose ? t("of {dose}", { dose }) : "");
    this.#mark("reps", 0);
    this.#mark("onTarget", 0);
    this.#mark("people", 0);
    this.#several(false);
    this.root.dataset.ready = "";
    this.#hide(false);
    this.written.delete("ready");
    this.#text(this.stillWords, "");
    this.ring.clear();
    this.dial.clear();
    this.say(null);
    drawLines(this.lines, this.video, null);
  }

  /** How many a set has. */
  count(dose) {
    this.#text(this.find(".count-of"), t("of {dose}", { dose }));
  }

  feedback(answer) {
    this.#hide(answer.hidden);
    drawLines(this.lines, this.video, answer);
    const ready = answer.phase !== "getting_ready";
    this.#still(answer, ready);
    this.#dial(answer);
    this.#angle(answer, ready);
    this.sees.show(answer.sees);
    this.#text(this.number, String(answer.reps));
    if (this.#mark("reps", answer.reps)) this.status.textContent = t("Repetitions: {reps}", answer);
    this.#mark("onTarget", answer.on_target);
    this.#mark("phase", answer.phase);
    this.#mark("view", answer.view);
    this.#mark("framing", answer.framing);
    this.#mark("angle", answer.angle ?? "");
    this.#mark("position", answer.own?.position ?? "");
    this.#mark("error", answer.error ?? "");
    if (this.#mark("people", answer.people)) this.#several(answer.people > 1);
    this.say(answer.message);
  }

  /** Whoever is meant can be tapped, or chosen with the mark. */
  #several(told) {
    this.find(".several").hidden = !told;
    this.find(".mark").hidden = !told;
  }

  /** While a place is found without looking, picture, lines, gauge and panel rest: there is nothing to see it by. */
  #hide(hidden) {
    const told = hidden ? "yes" : "no";
    if (!this.#mark("hidden", told)) return;
    this.root.dataset.hidden = told;
    if (hidden) this.gauge.clear();
  }

  /** Where in the movement: in degrees on the gauge, or in the person's own range on the dial. */
  #dial({ angle, target, error, own, view }) {
    if (this.#changed("dial", own ? "own" : "gauge")) this.root.dataset.dial = own ? "own" : "gauge";
    if (own) {
      // Whoever shows their right side faces the right of the picture; in a mirror, the left.
      const facesRight = (view === "right") !== this.root.classList.contains("mirrored");
      this.dial.show(own, facesRight, performance.now());
    } else if (target[0] !== null) this.gauge.show(angle, target, error);
    else this.gauge.clear(); // the first repetitions set the range: there is no band yet
  }

  /** The angle as a number, a few times a second: faster cannot be read, and costs the browser a new layout. */
  #angle({ angle, error, target, own, hold, unit }, ready) {
    const now = performance.now();
    if (now - this.angleAt < ANGLE_EVERY_MS) return;
    this.angleAt = now;
    if (own) {
      this.#ownPlace(own, angle, error);
      return;
    }
    // While something is held, its seconds are what helps; a share of the shin tells nobody anything.
    if (hold && ready && (hold[0] !== null || unit === "%")) {
      this.#text(this.angle, `${Math.floor(hold[0] ?? 0)} s`);
      this.#text(this.marginSign, "");
      this.#text(this.marginWords, "");
      this.#text(this.band, t("hold for {seconds} s", { seconds: hold[1] }));
      return;
    }
    const shown = ready && angle !== null;
    this.#text(this.angle, shown ? `${Math.round(angle)}°` : "–");
    const margin = shown ? wholeError(error) : null;
    this.#text(this.marginSign, margin === null ? "" : `± ${margin}°`);
    this.#text(this.marginWords, margin === null ? "" : t("plus or minus {margin} degrees, typical error", { margin }));
    const aim = target[0] === null ? "" : t("aim {from}–{to}°", { from: Math.round(target[0]), to: Math.round(target[1]) });
    this.#text(this.band, aim);
  }

  /** The place in the own range in words; degrees beside it only where their error is stated. */
  #ownPlace({ position, names, target }, angle, error) {
    this.#text(this.angle, target === null ? t("finding your two ends") : placeText(position, names));
    const margin = target === null || position === null || angle === null ? null : wholeError(error);
    this.#text(this.marginSign, margin === null ? "" : `${Math.round(angle)}° ± ${margin}°`);
    const degrees = Math.round(angle);
    const words = t("{degrees} degrees, plus or minus {margin} degrees, typical error", { degrees, margin });
    this.#text(this.marginWords, margin === null ? "" : words);
  }

  /** While getting ready the dial is a ring that fills; angles are told from the moment that it is full. */
  #still({ still, message }, ready) {
    if (this.#changed("ready", ready)) {
      this.root.dataset.ready = ready ? "yes" : "no";
      this.ring.clear();
    }
    if (ready) return;
    this.ring.show(still ?? 0, performance.now());
    const standing = this.ring.shown > 0.04 || STAND_STILL.has(message?.id);
    this.#text(this.stillWords, standing ? t(STILL_WORDS[this.root.dataset.upright] ?? STILL_WORDS.no) : "");
  }

  /** Show the one message, or none. */
  say(message) {
    this.#mark("cue", message?.text ?? "");
    this.#mark("cueId", message?.id ?? "");
    this.find(".turning").dataset.turn = TURNS[message?.id] ?? "";
    if (!this.#changed("cue text", `${message?.kind}|${message?.text}`)) return;
    this.cue.textContent = message?.text ?? "";
    this.cue.dataset.kind = message?.kind ?? "";
    this.cue.dataset.length = lengthName(message?.text ?? "");
  }

  note({ text, label, action, name }) {
    this.find(".note-text").textContent = text;
    const button = this.find(".way-on");
    button.textContent = label;
    button.dataset.action = action;
    this.root.dataset.note = name;
    this.part("note");
    this.state("note");
    button.focus({ preventScroll: true });
  }

  summary(summary, { sample }) {
    const { test } = summary;
    const counted = summary.reps === 1 ? t("{reps} repetition", summary) : t("{reps} repetitions", summary);
    const done = { reps: test ? test.title : counted };
    this.find(".done-title").textContent = sample ? t("That was the sample: {reps}.", done) : t("Well done: {reps}.", done);
    this.find(".figures").replaceChildren(
      ...figuresOf(summary).flatMap(([name, value]) => [textElement("dt", name), textElement("dd", value)]),
    );
    this.find(".next-time").textContent = summary.next_time;
    const again = this.root.dataset.guided === "yes" ? t("Another session") : t("Another set");
    this.find(".again").textContent = sample ? t("Play it again") : again;
    this.find(".own").hidden = !sample;
    this.part("done");
    this.state("finished");
    this.find(".again").focus({ preventScroll: true });
  }

  cameras(list, current) {
    const select = this.find(".cameras");
    select.replaceChildren(...list.map(({ id, name }) => new Option(name, id, false, id === current)));
    this.find(".camera-choice").hidden = list.length === 0;
  }

  fullScreen(on) {
    this.find(".full").textContent = on ? t("Leave full screen") : t("Full screen");
  }

  #mark(name, value) {
    const changed = this.#changed(name, value);
    if (changed) this.status.dataset[name] = value;
    return changed;
  }

  #text(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  #changed(name, value) {
    if (this.written.get(name) === value) return false;
    this.written.set(name, value);
    return true;
  }
}

/** Longer sentences are set smaller, so that every one fits. */
export function lengthName(text) {
  if (text.length > 75) return "longest";
  return text.length > 40 ? "long" : "short";
}

function textElement(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
}

/** A position of the exercise, with its name below. */
function pictureElement({ url, caption, told }) {
  const figure = document.createElement("figure");
  const image = Object.assign(new Image(480, 360), { src: url, alt: told });
  figure.append(image, textElement("figcaption", caption));
  return figure;
}
