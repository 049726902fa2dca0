// What can stand in the way, each with its own calm sentence and a way on.
// `action` names what the first button does: "start" tries again with the camera, "reload" reloads the page.

import { N_, t } from "./words.js";

export const NOTES = {
  denied: {
    text: N_("The browser was asked not to share the camera. Allow it in the address bar (the camera sign), then try again."),
    action: "start",
    label: N_("Try again"),
  },
  none: {
    text: N_("There is no camera on this computer yet. Plug one in, then try again."),
    action: "start",
    label: N_("Try again"),
  },
  in_use: {
    text: N_("Another program is using the camera. Close it there (a video call, perhaps), then try again."),
    action: "start",
    label: N_("Try again"),
  },
  insecure: {
    text: N_("Browsers share the camera only with pages of this computer (http://localhost) or with https pages. Open this page on the computer where the coach runs, or ask whoever set it up for an https address."),
    action: "reload",
    label: N_("Reload the page"),
  },
  unplugged: {
    text: N_("The camera went away. Plug it in again; your count is kept."),
    action: "resume",
    label: N_("Go on"),
  },
  lost: {
    text: N_("The connection to the coach is gone. See that the program is still running; your count is kept for a while."),
    action: "resume",
    label: N_("Connect again"),
  },
  busy: { action: "start", label: N_("Try again") },
  idle: { action: "resume", label: N_("Go on") },
  paused_too_long: { action: "resume", label: N_("Go on") },
  replaced: { action: "resume", label: N_("Go on here") },
  model_missing: { action: "reload", label: N_("Reload the page") },
  origin: { action: "reload", label: N_("Reload the page") },
  bad_message: { action: "reload", label: N_("Reload the page") },
  no_pelvis: { action: "home", label: N_("Back") },
  engine: { action: "start", label: N_("Try again") },
  sample: {
    text: N_("This sample could not be played. Try another one, or use your own camera."),
    action: "home",
    label: N_("Back"),
  },
};

const OTHERWISE = {
  text: N_("The camera could not be started. Plug it in again or choose another one, then try again."),
  action: "start",
  label: N_("Try again"),
};

/** The note for a problem; the server's own sentence comes first. */
export function noteFor(name, text) {
  const note = NOTES[name] ?? OTHERWISE;
  return { ...note, name, label: t(note.label), text: text || t(note.text ?? OTHERWISE.text) };
}

/** The name of what went on when getUserMedia refused. */
export function cameraProblem(error) {
  switch (error?.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotReadableError":
    case "AbortError":
      return "in_use";
    default:
      return "camera";
  }
}
