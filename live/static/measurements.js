// How long a frame takes from being sent to its feedback being drawn; benchmarks read it from the element.

const MOST = 3000;

export class Measurements {
  constructor(root) {
    this.waiting = null;
    this.drawnMs = [];
    this.paintedMs = [];
    this.atMs = [];
    root.measurements = this;
  }

  sent(timeMs) {
    this.waiting = { timeMs, sentAt: performance.now() };
  }

  drawn(timeMs) {
    if (this.waiting?.timeMs !== timeMs) return;
    const { sentAt } = this.waiting;
    const now = performance.now();
    if (this.atMs.length >= MOST) this.clear();
    this.atMs.push(now);
    this.drawnMs.push(now - sentAt);
    // The browser shows what was drawn with its next frame.
    requestAnimationFrame(() => this.paintedMs.push(performance.now() - sentAt));
  }

  clear() {
    this.drawnMs = [];
    this.paintedMs = [];
    this.atMs = [];
  }
}
