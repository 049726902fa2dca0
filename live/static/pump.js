// Frames from the <video> to the link: always the newest, and never while an answer is still to come.

const LONGEST_SIDE = 640;
const QUALITY = 0.7;
const LEAST_STEP_MS = 2;

export class FramePump {
  constructor(video, send) {
    this.video = video;
    this.send = send;
    this.running = false;
    this.inFlight = null; // the time of the frame whose answer is still to come
    this.fresh = null; // when the newest picture not yet sent was taken
    this.lastMs = 0;
    this.shiftMs = 0;
    this.canvas = null;
    this.turn = 0;
  }

  /** Begin to send. A clip's own time counts for a clip, the browser's clock for a camera. */
  start({ clip, connected = false }) {
    this.stop();
    if (connected) this.inFlight = null; // what was sent over an older connection is not answered any more
    this.running = true;
    this.clip = clip;
    // A clip's time starts at nought again; the engine's goes on.
    this.shiftMs = clip ? this.lastMs + 33 - this.video.currentTime * 1000 : 0;
    this.#listen(++this.turn);
  }

  /** A new session has a clock of its own. */
  reset() {
    this.lastMs = 0;
  }

  stop() {
    this.running = false;
    this.fresh = null;
    this.turn += 1;
  }

  /** An answer has come; the next frame may go if it was for the one in flight. */
  answered(timeMs) {
    if (timeMs !== this.inFlight) return;
    this.inFlight = null;
    this.#pump();
  }

  #listen(turn) {
    const { video } = this;
    const next = (now, picture) => {
      if (turn !== this.turn) return;
      const taken = picture.captureTime > this.lastMs ? picture.captureTime : now;
      this.fresh = this.clip ? picture.mediaTime * 1000 : taken;
      this.#pump();
      video.requestVideoFrameCallback(next);
    };
    if (video.requestVideoFrameCallback) {
      video.requestVideoFrameCallback(next);
      return;
    }
    // Older browsers: look for a new picture thirty times a second.
    let shown = -1;
    const look = () => {
      if (turn !== this.turn) return;
      if (video.currentTime !== shown) {
        shown = video.currentTime;
        this.fresh = this.clip ? shown * 1000 : performance.now();
        this.#pump();
      }
      setTimeout(look, 33);
    };
    look();
  }

  #pump() {
    if (!this.running || this.inFlight !== null || this.fresh === null) return;
    const timeMs = this.fresh + this.shiftMs;
    this.fresh = null;
    if (timeMs < this.lastMs + LEAST_STEP_MS) return; // the engine's time only goes forward
    const message = this.#encode(timeMs);
    if (message === null) return;
    this.lastMs = timeMs;
    if (this.send(message, timeMs)) this.inFlight = timeMs;
  }

  /** One binary message: capture time in ms (float64, little-endian), then the JPEG. Never mirrored. */
  #encode(timeMs) {
    const { videoWidth, videoHeight } = this.video;
    if (!videoWidth) return null;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight));
    const width = Math.round(videoWidth * scale);
    const height = Math.round(videoHeight * scale);
    if (this.canvas?.width !== width || this.canvas?.height !== height) {
      this.canvas = Object.assign(document.createElement("canvas"), { width, height });
      this.context = this.canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    }
    this.context.drawImage(this.video, 0, 0, width, height);
    const jpeg = toJpeg(this.canvas);
    const message = new Uint8Array(8 + jpeg.length);
    new DataView(message.buffer).setFloat64(0, timeMs, true);
    message.set(jpeg, 8);
    return message;
  }
}

/**
 * Encode at once, here. toBlob and convertToBlob wait their turn behind the browser's own painting: on a busy
 * laptop 15 to 40 ms, where the encoding itself takes 3.
 */
function toJpeg(canvas) {
  const address = canvas.toDataURL("image/jpeg", QUALITY);
  const base64 = address.slice(address.indexOf(",") + 1);
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
