// What was measured, as a person reads it: places, ranges, shares and seconds.

import { t } from "./words.js";

/** The figures of a finished set, each with its name; a test brings its own. */
export function figuresOf(summary) {
  if (summary.test) return summary.test.figures;
  if (!summary.reps) return [];
  const measured = summary.reps - summary.not_measured;
  const figures = measured ? [[t("On target"), t("{some} of {all}", { some: summary.on_target, all: measured })]] : [];
  if (summary.not_measured) figures.push([t("Not measured"), String(summary.not_measured)]);
  for (const [name, least, most] of summary.ends ?? []) figures.push([t("Way to {name}", { name }), shareText(least, most)]);
  if (summary.sides) figures.push([t("Left and right"), t("{left} and {right}", summary.sides)]);
  if (summary.held) figures.push([t("Held"), secondsText(summary.held)]);
  if (summary.range) figures.push([t("Reached"), withError(rangeText(summary.range), summary.error)]);
  return figures;
}

function secondsText([least, most]) {
  const [from, to] = [least.toFixed(1), most.toFixed(1)];
  return from === to ? t("{to} s", { to }) : t("{from} to {to} s", { from, to });
}

function rangeText([least, most]) {
  const [from, to] = [Math.round(least), Math.round(most)];
  return from === to ? `${to}°` : t("{from}° to {to}°", { from, to });
}

/** Within this share of the range around neutral, it is the middle. */
const MIDDLE_SHARE = 0.15;

/** A place in the own range: which end, and how far towards it. */
export function placeText(position, names) {
  if (position === null) return "–";
  if (Math.abs(position) < MIDDLE_SHARE) return t("middle");
  return `${names[position > 0 ? 1 : 0]}: ${Math.round(100 * Math.abs(position))} %`;
}

function shareText(least, most) {
  const [from, to] = [Math.round(100 * least), Math.round(100 * most)];
  return from === to ? `${from} %` : t("{from} to {to} %", { from, to });
}

/** As it stands beside a number: rounded up to a whole degree; null where none is stated. */
export function wholeError(error) {
  return error === null || error === undefined ? null : Math.max(1, Math.ceil(error));
}

function withError(text, error) {
  const margin = wholeError(error);
  return margin === null ? text : `${text}, ± ${margin}°`;
}
