// The dial of an exercise that is told in the person's own range: where they are between their two ends, where
// the last two seconds went, and where to go. Either an arc that lies as the pelvis tips, or the face of a clock.
// What colour says, shape and place say too: zones have edges, ends are long strokes, a zone that was reached a tick.

import { BAND, dot, LINE, PLAIN, strokePath, tick, TRACK } from "./drawing.js";

const TRAIL_MS = 2000;
// Zones and the needle go a little beyond an end: a good day is not cut off.
const MOST_SHOWN = 1.22;
const ZONE_TO = 1.12;
const ARC_HALF_RAD = (66 * Math.PI) / 180; // from the middle to an end
const PATH_STEPS = 24;

export class OwnDial {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.trail = [];
    this.own = null;
    this.watch = new ResizeObserver(() => this.#fit());
    this.watch.observe(canvas);
  }

  /** `plusRight` says on which side of an arc the plus end lies: where the person on the screen faces. */
  show(own, plusRight, now) {
    this.own = own;
    this.sign = plusRight ? 1 : -1;
    this.now = now;
    if (own.position !== null) this.trail.push({ position: own.position, at: now });
    while (this.trail.length && now - this.trail[0].at > TRAIL_MS) this.trail.shift();
    this.#draw();
  }

  clear() {
    this.trail = [];
    this.own = null;
    this.#draw();
  }

  close() {
    this.watch.disconnect();
  }

  #fit() {
    const scale = Math.min(window.devicePixelRatio || 1, 2);
    this.canvas.width = Math.round(this.canvas.clientWidth * scale);
    this.canvas.height = Math.round(this.canvas.clientHeight * scale);
    this.#draw();
  }

  #draw() {
    const { context, canvas, own } = this;
    const { width, height } = canvas;
    context.clearRect(0, 0, width, height);
    if (!width || !height || !own) return;
    const face = own.face === "clock" ? clockFace(width, height, own.names) : arcFace(width, height, this.sign);
    if (own.face === "clock") drawRim(context, face);
    const known = own.target !== null;
    strokePath(context, along(face, -MOST_SHOWN, MOST_SHOWN), TRACK, face.thick * 0.45);
    for (const side of [-1, 1]) {
      if (known) this.#zone(face, side, own.target, own.reached[side > 0 ? 1 : 0] >= own.target);
      across(context, face, side, known ? 0.85 : 0.5, face.thick * (known ? 0.2 : 0.1));
      label(context, face, side, own.names[side > 0 ? 1 : 0]);
    }
    across(context, face, 0, 0.42, face.thick * 0.1);
    this.#trail(face);
    if (own.position !== null) this.#needle(face, own, known);
  }

  #zone(face, side, target, reached) {
    const { context } = this;
    const points = along(face, side * target, side * ZONE_TO);
    context.lineCap = "butt";
    context.lineJoin = "round";
    context.strokeStyle = BAND;
    context.lineWidth = face.thick;
    context.beginPath();
    points.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.stroke();
    across(context, face, side * target, 0.62, face.thick * 0.14);
    if (!reached) return;
    const { x, y } = face.at(side * ((target + ZONE_TO) / 2));
    tick(context, x, y, face.thick * 0.42);
  }

  /** Newest last and largest; older ones fall behind, so that there and back are told apart. */
  #trail(face) {
    const { context } = this;
    for (const { position, at } of this.trail) {
      const age = (this.now - at) / TRAIL_MS;
      const { x, y, nx, ny } = face.at(clamp(position));
      const behind = face.trail * age;
      context.globalAlpha = 0.75 * (1 - age) + 0.1;
      context.fillStyle = LINE;
      context.beginPath();
      context.arc(x - nx * behind, y - ny * behind, face.thick * (0.08 + 0.14 * (1 - age)), 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  #needle(face, own, known) {
    const { context } = this;
    const { x, y } = face.at(clamp(own.position));
    const inside = known && Math.abs(own.position) >= own.target;
    if (face.pivot) strokePath(context, [face.pivot, [x, y]], LINE, face.thick * 0.26);
    dot(context, x, y, face.thick * (inside ? 0.56 : 0.44), inside ? PLAIN : LINE);
    if (inside) tick(context, x, y, face.thick * 0.32);
  }
}

/** An arc above a pivot; a normal points away from it. */
function arcFace(width, height, sign) {
  const thick = Math.min(width * 0.5, height) * 0.14;
  const radius = Math.min(width / 2 - thick, height - thick * 2.6);
  const pivot = [width / 2, height - thick * 1.5 - (height - thick * 2.6 - radius) / 2];
  const at = (position) => {
    const angle = sign * position * ARC_HALF_RAD;
    const [nx, ny] = [Math.sin(angle), -Math.cos(angle)];
    return { x: pivot[0] + nx * radius, y: pivot[1] + ny * radius, nx, ny };
  };
  const labels = (side) => ({ x: pivot[0] + sign * side * radius * 0.74, y: height - thick * 0.72 });
  return { at, thick, pivot, labels, trail: radius * 0.5, size: thick * 1.25 };
}

/** A line through the middle of a clock, from the hour of one end to the hour of the other. */
function clockFace(width, height, names) {
  const radius = Math.min(width, height) * 0.485;
  const thick = radius * 0.27;
  const centre = [width / 2, height / 2];
  const towards = names.map((name) => {
    const angle = (Number(name) * Math.PI) / 6;
    return [Math.sin(angle), -Math.cos(angle)];
  });
  const place = (position, reach) => {
    const [dx, dy] = towards[position > 0 ? 1 : 0];
    return { x: centre[0] + dx * reach, y: centre[1] + dy * reach };
  };
  const [nx, ny] = [towards[1][1], -towards[1][0]];
  const at = (position) => ({ ...place(position, Math.abs(position) * radius * 0.58), nx, ny });
  const labels = (side) => place(side, radius * 0.82);
  return { at, thick, pivot: null, labels, trail: radius * 0.55, size: radius * 0.3, centre, radius };
}

function along(face, from, to) {
  return Array.from({ length: PATH_STEPS + 1 }, (_, step) => {
    const { x, y } = face.at(from + ((to - from) * step) / PATH_STEPS);
    return [x, y];
  });
}

/** A stroke across the way. */
function across(context, face, position, half, thickness) {
  const { x, y, nx, ny } = face.at(position);
  const reach = face.thick * half;
  context.lineCap = "butt";
  context.strokeStyle = PLAIN;
  context.lineWidth = thickness;
  context.beginPath();
  context.moveTo(x - nx * reach, y - ny * reach);
  context.lineTo(x + nx * reach, y + ny * reach);
  context.stroke();
}

function label(context, face, side, name) {
  const { x, y } = face.labels(side);
  context.font = `700 ${Math.round(face.size)}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = PLAIN;
  context.fillText(name, x, y);
}

/** The rim of a clock and its other hours. */
function drawRim(context, { centre: [x, y], radius }) {
  context.strokeStyle = TRACK;
  context.lineWidth = radius * 0.045;
  context.beginPath();
  context.arc(x, y, radius * 0.97, 0, 2 * Math.PI);
  context.stroke();
  for (let hour = 0; hour < 12; hour += 1) {
    const angle = (hour * Math.PI) / 6;
    const [dx, dy] = [Math.sin(angle), -Math.cos(angle)];
    context.beginPath();
    context.moveTo(x + dx * radius * 0.9, y + dy * radius * 0.9);
    context.lineTo(x + dx * radius * 0.97, y + dy * radius * 0.97);
    context.stroke();
  }
}

function clamp(position) {
  return Math.min(Math.max(position, -MOST_SHOWN), MOST_SHOWN);
}
