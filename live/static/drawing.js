// What moves: the trunk line over the picture, and the gauge with its target band.
// Colours are from a palette that colour-blind people can tell apart; shape and place say the same again.

const INK = "#0d1b26";
export const LINE = "#ffd84a";
const LEGS = "#ffffff";
export const BAND = "#56b4e9";
export const PLAIN = "#ffffff";
const MARGIN = "rgb(255 216 74 / 45%)";
export const TRACK = "#3b5366";

/** Draw the trunk (thick) and the legs (thin) over the picture; points are shares of the picture. */
export function drawLines(canvas, video, answer) {
  const width = video.videoWidth || 640;
  const height = video.videoHeight || 480;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, width, height);
  if (!answer) return;
  const unit = Math.min(width, height) / 100;
  const place = ([x, y]) => [x * width, y * height];
  for (const leg of answer.legs) strokePath(context, leg.map(place), LEGS, unit * 0.9);
  if (!answer.trunk) return;
  const points = answer.trunk.map(place);
  strokePath(context, points, LINE, unit * 2.4);
  for (const [x, y] of points) dot(context, x, y, unit * 2.4, LINE);
}

export function strokePath(context, points, colour, thickness) {
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const [style, width] of [[INK, thickness * 1.7], [colour, thickness]]) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    points.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.stroke();
  }
}

export function dot(context, x, y, radius, colour) {
  context.fillStyle = colour;
  context.strokeStyle = INK;
  context.lineWidth = radius * 0.35;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** A quarter circle that bends as the person does: upright is up, the band is where to turn round. */
export class Gauge {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.angle = null;
    this.error = null;
    this.target = null; // nothing is drawn before something is shown
    this.watch = new ResizeObserver(() => this.#fit());
    this.watch.observe(canvas);
  }

  show(angle, target, error = null) {
    this.angle = angle;
    this.error = error;
    this.target = target;
    this.#draw();
  }

  /** Draw nothing, until something is shown. */
  clear() {
    this.target = null;
    this.#draw();
  }

  close() {
    this.watch.disconnect();
  }

  #fit() {
    const scale = Math.min(window.devicePixelRatio || 1, 2);
    const { clientWidth, clientHeight } = this.canvas;
    this.canvas.width = Math.round(clientWidth * scale);
    this.canvas.height = Math.round(clientHeight * scale);
    this.#draw();
  }

  #draw() {
    const { context, canvas, angle, target } = this;
    const { width, height } = canvas;
    context.clearRect(0, 0, width, height);
    if (!width || !height || !target) return;
    const thick = Math.min(width, height) * 0.15;
    const radius = Math.min(width, height) - thick * 1.1;
    const pivot = { x: (width - radius - thick * 0.6) / 2, y: height - thick * 0.35 };
    const most = target[1] * 1.4;
    const turn = (value) => (Math.min(Math.max(value / most, -0.04), 1) - 1) * (Math.PI / 2);
    const arc = (from, to, colour, thickness) => {
      context.strokeStyle = colour;
      context.lineWidth = thickness;
      context.beginPath();
      context.arc(pivot.x, pivot.y, radius, turn(from), turn(to));
      context.stroke();
    };
    context.lineCap = "butt";
    arc(0, most, TRACK, thick * 0.45);
    arc(target[0], target[1], BAND, thick);
    // The band's ends are drawn too, so that it is seen without its colour.
    for (const edge of target) {
      const [c, s] = [Math.cos(turn(edge)), Math.sin(turn(edge))];
      context.strokeStyle = PLAIN;
      context.lineWidth = thick * 0.14;
      context.beginPath();
      context.moveTo(pivot.x + c * (radius - thick * 0.62), pivot.y + s * (radius - thick * 0.62));
      context.lineTo(pivot.x + c * (radius + thick * 0.62), pivot.y + s * (radius + thick * 0.62));
      context.stroke();
    }
    if (angle === null) return;
    if (this.error !== null) arc(angle - this.error, angle + this.error, MARGIN, thick * 1.5);
    const inside = angle >= target[0] && angle <= target[1];
    const at = turn(angle);
    const tip = [pivot.x + Math.cos(at) * radius, pivot.y + Math.sin(at) * radius];
    strokePath(context, [[pivot.x, pivot.y], tip], LINE, thick * 0.3);
    dot(context, ...tip, thick * (inside ? 0.5 : 0.36), inside ? PLAIN : LINE);
    if (inside) tick(context, ...tip, thick * 0.3);
  }
}

// How fast the ring follows: up within some answers, down so slowly that one lost moment does not empty it.
const RISE_MS = 150;
const FALL_PER_MS = 0.0006;

/** A ring that fills while the person stands still. */
export class StillRing {
  constructor(element) {
    this.element = element;
    this.done = element.querySelector(".still-done");
    this.shown = 0;
    this.at = 0;
  }

  show(share, now) {
    const passed = Math.min(now - this.at, 200);
    this.at = now;
    const { shown } = this;
    this.shown =
      share >= shown
        ? shown + (share - shown) * Math.min(1, passed / RISE_MS)
        : Math.max(share, shown - passed * FALL_PER_MS);
    this.#draw();
  }

  clear() {
    this.shown = 0;
    this.#draw();
  }

  #draw() {
    this.done.style.strokeDashoffset = String(100 * (1 - this.shown));
    // Told in quarters: a number that changes all the time would be read out all the time.
    const quarter = String(25 * Math.floor(4 * this.shown + 0.05));
    if (this.element.getAttribute("aria-valuenow") !== quarter) this.element.setAttribute("aria-valuenow", quarter);
  }
}

export function tick(context, x, y, size) {
  context.strokeStyle = INK;
  context.lineWidth = size * 0.42;
  context.beginPath();
  context.moveTo(x - size * 0.8, y);
  context.lineTo(x - size * 0.15, y + size * 0.6);
  context.lineTo(x + size * 0.85, y - size * 0.65);
  context.stroke();
}
