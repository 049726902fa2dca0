// Frames from the <video> to the link: always the newest, and never while an answer is still to come.

const LONGEST_SIDE = 640;
const QUALITY = 0.7;
const LEAST_STEP_MS = 2;
const FRAME_MS = 34;

export class FramePump {
  constructor(video, send) {
    this.video = video;
    this.send = send;
    this.running = false;
    this.inFlight = null; // the time of the frame whose answer is still to come
    this.sentAt = 0;
    this.answerMs = 0; // how long the last answer took
    this.prepared = null; // the newest picture, encoded while an answer was awaited
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
    this.prepared = null;
    this.turn += 1;
  }

  /** An answer has come. If it was for the frame in flight, a frame that lies ready goes at once. */
  answered(timeMs) {
    if (timeMs !== this.inFlight) return;
    this.inFlight = null;
    this.answerMs = performance.now() - this.sentAt;
    if (this.prepared) this.pump();
  }

  #listen(turn) {
    const { video } = this;
    const next = (now, picture) => {
      if (turn !== this.turn) return;
      const taken = picture.captureTime > this.lastMs ? picture.captureTime : now;
      this.#arrived(this.clip ? picture.mediaTime * 1000 : taken);
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
        this.#arrived(this.clip ? shown * 1000 : performance.now());
      }
      setTimeout(look, 33);
    };
    look();
  }

  #arrived(timeMs) {
    this.fresh = timeMs;
    this.prepared = null;
    if (this.inFlight === null) this.pump();
    // Encoding takes some milliseconds: do it while waiting, but only for the last picture before the answer.
    else if (performance.now() - this.sentAt + FRAME_MS > this.answerMs) this.#prepare();
  }

  /** Send the newest frame, unless an answer is still to come. */
  pump() {
    if (!this.running || this.inFlight !== null) return;
    if (!this.prepared) this.#prepare();
    const { prepared } = this;
    this.prepared = null;
    if (!prepared) return;
    this.lastMs = prepared.timeMs;
    if (!this.send(prepared.message, prepared.timeMs)) return;
    this.inFlight = prepared.timeMs;
    this.sentAt = performance.now();
  }

  #prepare() {
    if (this.fresh === null) return;
    const timeMs = this.fresh + this.shiftMs;
    this.fresh = null;
    if (timeMs < this.lastMs + LEAST_STEP_MS) return; // the engine's time only goes forward
    const message = this.#encode(timeMs);
    if (message) this.prepared = { message, timeMs };
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
