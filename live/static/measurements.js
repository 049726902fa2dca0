// How long a frame takes from being sent to its feedback being drawn; benchmarks read it from the element.

const MOST = 3000;

export class Measurements {
  constructor(root) {
    this.sentAt = new Map();
    this.drawnMs = [];
    this.paintedMs = [];
    this.atMs = [];
    root.measurements = this;
  }

  sent(timeMs) {
    this.sentAt.set(timeMs, performance.now());
    if (this.sentAt.size > 4) this.sentAt.delete(this.sentAt.keys().next().value);
  }

  drawn(timeMs) {
    const sentAt = this.sentAt.get(timeMs);
    if (sentAt === undefined) return;
    this.sentAt.delete(timeMs);
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
