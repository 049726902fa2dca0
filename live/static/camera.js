// Where the pictures come from: the person's camera, or a sample clip played in its place.
// Both end in the same <video>, so everything after it is the same.

import { recall, remember } from "./memory.js";
import { t } from "./words.js";

const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30, max: 30 } };

export class Camera {
  constructor(video, onGone) {
    this.video = video;
    this.onGone = onGone;
    this.stream = null;
    this.clip = null;
  }

  /** Open the camera. Rejects with the browser's own exception, or `insecure`. */
  async open() {
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
      throw Object.assign(new Error("no camera on this kind of page"), { note: "insecure" });
    }
    this.close();
    const chosen = recall("camera");
    const video = chosen ? { ...WANTED, deviceId: { ideal: chosen } } : WANTED;
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    this.stream = stream;
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => {
      if (this.stream === stream) this.onGone();
    });
    this.video.srcObject = stream;
    await this.video.play();
  }

  /** Play a clip from its beginning. */
  async play(clip) {
    if (this.clip?.id !== clip.id) {
      this.close();
      this.clip = clip;
      this.video.src = clip.url;
    }
    this.video.currentTime = 0;
    await this.video.play();
  }

  /** Whether pictures come from the person's own camera. */
  get live() {
    return this.stream !== null;
  }

  close() {
    const { stream } = this;
    this.stream = null;
    this.clip = null;
    stream?.getTracks().forEach((track) => track.stop());
    this.video.pause();
    this.video.srcObject = null;
    this.video.removeAttribute("src");
    this.video.load();
  }

  /** The cameras of this computer; names are known once the person has allowed one. */
  async list() {
    const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    return devices
      .filter((device) => device.kind === "videoinput" && device.deviceId)
      .map((device, index) => ({ id: device.deviceId, name: device.label || t("Camera {number}", { number: index + 1 }) }));
  }

  /** The camera in use. */
  get current() {
    return this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? recall("camera");
  }

  choose(id) {
    remember("camera", id);
  }
}
