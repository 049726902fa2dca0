// What comes to its end by itself: hands are busy, and the last sentence has been heard by then.

const DONE_SHOWN_MS = 4500;

export class Ending {
  constructor(end) {
    this.end = end;
    this.timer = null;
  }

  /** Follow the coach's phase: whoever goes on after "done" is not done yet. */
  follow(phase) {
    if (phase !== "done") this.takeBack();
    else if (!this.timer) this.timer = setTimeout(this.end, DONE_SHOWN_MS);
  }

  takeBack() {
    clearTimeout(this.timer);
    this.timer = null;
  }
}
