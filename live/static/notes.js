// What can stand in the way, each with its own calm sentence and a way on.
// `action` names what the first button does: "start" tries again with the camera, "reload" reloads the page.

export const NOTES = {
  denied: {
    text: "The browser was asked not to share the camera. Allow it in the address bar (the camera sign), then try again.",
    action: "start",
    label: "Try again",
  },
  none: {
    text: "There is no camera on this computer yet. Plug one in, then try again.",
    action: "start",
    label: "Try again",
  },
  in_use: {
    text: "Another program is using the camera. Close it there (a video call, perhaps), then try again.",
    action: "start",
    label: "Try again",
  },
  insecure: {
    text: "Browsers share the camera only with pages of this computer (http://localhost) or with https pages. "
      + "Open this page on the computer where the coach runs, or ask whoever set it up for an https address.",
    action: "reload",
    label: "Reload the page",
  },
  unplugged: {
    text: "The camera went away. Plug it in again; your count is kept.",
    action: "resume",
    label: "Go on",
  },
  lost: {
    text: "The connection to the coach is gone. See that the program is still running; your count is kept for a while.",
    action: "resume",
    label: "Connect again",
  },
  busy: { action: "start", label: "Try again" },
  idle: { action: "resume", label: "Go on" },
  paused_too_long: { action: "resume", label: "Go on" },
  replaced: { action: "resume", label: "Go on here" },
  model_missing: { action: "reload", label: "Reload the page" },
  origin: { action: "reload", label: "Reload the page" },
  bad_message: { action: "reload", label: "Reload the page" },
  no_pelvis: { action: "home", label: "Back" },
  engine: { action: "start", label: "Try again" },
  sample: {
    text: "This sample could not be played. Try another one, or use your own camera.",
    action: "home",
    label: "Back",
  },
};

const OTHERWISE = {
  text: "The camera could not be started. Plug it in again or choose another one, then try again.",
  action: "start",
  label: "Try again",
};

/** The note for a problem; the server's own sentence comes first. */
export function noteFor(name, text) {
  const note = NOTES[name] ?? OTHERWISE;
  return { ...note, name, text: text || note.text || OTHERWISE.text };
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
