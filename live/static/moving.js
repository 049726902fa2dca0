// The moving figure of an exercise: the pictures of its sheet, one after the other, at the tempo of the exercise.
// It is drawn on a canvas, so that it can be stopped, counts the seconds of a hold, and costs nothing out of sight.

import { t } from "./words.js";

const LONGEST_STEP_S = 0.25; // a tab that comes back does not jump

/** Smooth from 0 to 1, at rest at both ends: minimum jerk, as calm movements go. */
function eased(share) {
  return share ** 3 * (10 - 15 * share + 6 * share ** 2);
}

/** Which picture is shown at a time, and which second of a hold it is; 0 where nothing is held. */
export function momentAt(stretches, seconds) {
  const [[first]] = stretches;
  let since = seconds % stretches.reduce((sum, [, , lasts]) => sum + lasts, 0);
  for (const [start, end, lasts, held] of stretches) {
    if (since < lasts) {
      return { picture: Math.round(start + (end - start) * eased(since / lasts)), second: held ? Math.floor(since) + 1 : 0 };
    }
    since -= lasts;
  }
  return { picture: first, second: 0 };
}

/** Fills a place with the figure: a canvas, and a button that stops it. In the place's data, whether it is there. */
export class MovingFigure {
  constructor(place) {
    this.place = place;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("role", "img");
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "moves-stop" });
    this.button.addEventListener("click", (event) => {
      event.stopPropagation(); // the picture below takes a tap for somebody in it
      this.#stop(!this.stopped);
    });
    place.dataset.moves = "no";
    place.replaceChildren(this.canvas, this.button);
    // Without motion, and while another part of the page is shown, the place is not in sight: nothing is drawn.
    this.watcher = new IntersectionObserver((seen) => {
      this.inSight = seen.at(-1).isIntersecting;
      this.#go();
    });
    this.watcher.observe(place);
  }

  /** Show a figure, as the page's data has it, or none. The one that is shown goes on. */
  show(figure) {
    const key = JSON.stringify(figure ?? null);
    this.canvas.setAttribute("aria-label", figure?.told ?? "");
    this.#stop(figure ? (this.stopped ?? false) : false);
    if (key === this.shown) return;
    this.shown = key;
    this.figure = figure ?? null;
    this.#forget();
    if (figure) this.#load(key);
  }

  close() {
    this.watcher.disconnect();
    this.figure = null;
    this.#forget();
  }

  async #load(key) {
    const image = Object.assign(new Image(), { src: this.figure.url });
    let sheet;
    try {
      await image.decode();
      sheet = await createImageBitmap(image); // decoded once: a large image may be decoded anew for every picture
    } catch {
      return; // start and end stand in
    }
    if (this.shown !== key || !this.figure) {
      sheet.close();
      return;
    }
    [this.canvas.width, this.canvas.height] = this.figure.size;
    this.sheet = sheet;
    this.seconds = 0;
    this.#draw();
    this.place.dataset.moves = "yes";
    this.#go();
  }

  #forget() {
    this.place.dataset.moves = "no";
    this.sheet?.close();
    this.sheet = null;
    this.drawn = null;
  }

  #stop(stopped) {
    this.stopped = stopped;
    this.button.dataset.stopped = stopped ? "yes" : "no";
    this.button.setAttribute("aria-label", stopped ? t("Let the figure move") : t("Stop the figure"));
    this.#go();
  }

  get #goes() {
    return this.inSight && !this.stopped && this.figure !== null && this.place.dataset.moves === "yes";
  }

  #go() {
    if (this.going || !this.#goes) return;
    this.going = true;
    let before = null;
    const next = (nowMs) => {
      if (!this.#goes) {
        this.going = false;
        return;
      }
      if (before !== null) this.seconds += Math.min((nowMs - before) / 1000, LONGEST_STEP_S);
      before = nowMs;
      this.#draw();
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  }

  /** Draw the picture of this moment, if it is another one than before. */
  #draw() {
    const { columns, size, stretches, url } = this.figure;
    const { picture, second } = momentAt(stretches, this.seconds);
    const drawn = `${url} ${picture} ${second}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const [width, height] = size;
    const context = this.canvas.getContext("2d");
    const from = [(picture % columns) * width, Math.floor(picture / columns) * height];
    context.drawImage(this.sheet, ...from, width, height, 0, 0, width, height);
    if (second) writeSecond(context, t("{to} s", { to: second }), width, height);
  }
}

/** The seconds of a hold, large, beside the person, where the square that a page may cut out of it still is. */
function writeSecond(context, text, width, height) {
  context.font = `700 ${Math.round(height / 8)}px system-ui, sans-serif`;
  context.lineJoin = "round";
  context.lineWidth = height / 36;
  context.strokeStyle = "#0d1b26";
  context.fillStyle = "#ffd84a";
  const place = [width * 0.16, height * 0.17];
  context.strokeText(text, ...place);
  context.fillText(text, ...place);
}
