// The entry that Streamlit calls: at mounting, and again whenever the page has run.

import { Session } from "./session.js";

// Streamlit may clean an element up and call it again at once, at any rerun. Wait before the camera is let go.
const LET_GO_AFTER_MS = 400;

const mounted = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".coach");
  root.dataset.kind = data.kind ?? "exercise";
  let place = mounted.get(root);
  if (place) {
    clearTimeout(place.letGo);
    place.session.update(data, setTriggerValue);
  } else {
    place = { session: new Session(root, data, setTriggerValue) };
    mounted.set(root, place);
  }
  // Said last: a page that runs for another exercise shows its title before the panel is of that exercise.
  root.dataset.exercise = data.exercise ?? "";
  return () => {
    clearTimeout(place.letGo);
    place.letGo = setTimeout(() => {
      mounted.delete(root);
      place.session.close();
    }, LET_GO_AFTER_MS);
  };
}
