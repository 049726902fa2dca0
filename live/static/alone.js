// The entry of a moving figure by itself, on the page of a self-guided exercise.

import { MovingFigure } from "./moving.js";
import { setWords } from "./words.js";

const shown = new WeakMap();
// As in coach.js: Streamlit may clean an element up and call it again at once.
const CLOSE_AFTER_MS = 400;

export default function mountFigure({ data, parentElement }) {
  const place = parentElement.querySelector(".moves");
  const one = shown.get(place) ?? { figure: new MovingFigure(place) };
  shown.set(place, one);
  clearTimeout(one.closing);
  setWords(data.words);
  one.figure.show(data.moving);
  return () => {
    clearTimeout(one.closing);
    one.closing = setTimeout(() => {
      shown.delete(place);
      one.figure.close();
    }, CLOSE_AFTER_MS);
  };
}
