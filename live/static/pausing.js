// A pause, asked for or because the page is in the background, where nothing can be seen.

import { t } from "./words.js";

export class Pausing {
  /** Of a session: its view, pump, link, voice and awake screen are halted and set going again. */
  constructor(session) {
    this.session = session;
    this.forget();
  }

  /** Nothing is paused. */
  forget() {
    this.on = false;
    this.byItself = false;
  }

  toggle() {
    if (this.on) this.goOn();
    else this.begin();
  }

  begin() {
    const { view, pump, link, voice, clip } = this.session;
    if (!link.wanted) return;
    this.on = true;
    pump.stop();
    if (clip) view.video.pause();
    voice.stop();
    link.keepAlive(true);
    view.find(".pause").textContent = t("Continue");
    view.resting(t("Paused"));
    view.state("paused");
  }

  goOn() {
    const { view, pump, link, clip } = this.session;
    this.on = false;
    link.keepAlive(false);
    view.find(".pause").textContent = t("Pause");
    view.resting("");
    view.state("live");
    if (clip) view.video.play();
    pump.start({ clip: clip !== null });
  }

  /** In the background: pause, and go on by itself when the page is back. */
  visibility() {
    const { root, awake } = this.session;
    if (document.hidden && root.dataset.state === "live") {
      this.begin();
      this.byItself = true;
    } else if (!document.hidden && this.byItself) {
      this.byItself = false;
      if (this.on) this.goOn();
      awake.hold();
    }
  }
}
