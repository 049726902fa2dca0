// One person at one exercise: joins camera, pump, link, voice and view, and says what follows on what.

import { Answers } from "./answers.js";
import { Camera } from "./camera.js";
import { Ending } from "./ending.js";
import { Guided } from "./guided.js";
import { Link } from "./link.js";
import { Measurements } from "./measurements.js";
import { rememberForPages } from "./memory.js";
import { cameraProblem, noteFor } from "./notes.js";
import { Pausing } from "./pausing.js";
import { FramePump } from "./pump.js";
import { AwakeScreen, toggleFullScreen } from "./screen.js";
import { Pointing } from "./pointing.js";
import { Speaking } from "./speaking.js";
import { View } from "./view.js";
import { Voice } from "./voice.js";
import { setWords, t, translateDocument } from "./words.js";

const TOKEN_WAIT_MS = 8000;
// The last frames of a clip are measured before the set is summed up.
const CLIP_TAIL_MS = 400;

export class Session {
  constructor(root, data, trigger) {
    this.root = root;
    this.data = data;
    this.trigger = trigger;
    this.#speak();
    this.view = new View(root);
    this.voice = new Voice(data.language || "en");
    this.speaking = new Speaking(root, this.voice);
    this.measurements = new Measurements(root);
    this.awake = new AwakeScreen();
    this.pausing = new Pausing(this);
    this.answers = new Answers(this);
    this.ending = new Ending(() => root.dataset.state === "live" && this.#finish());
    this.camera = new Camera(this.view.video, () => this.#stop("unplugged"));
    this.pump = new FramePump(this.view.video, (message, timeMs) => {
      const sent = this.link.sendFrame(message);
      if (sent) this.measurements.sent(timeMs);
      return sent;
    });
    this.link = new Link({
      onReady: () => this.#go(),
      onFeedback: (answer) => this.answers.take(answer),
      onSummary: (summary) => this.#finished(summary),
      onAgain: () => this.#again(),
      onProblem: (name, text) => this.#stop(name, text),
      onRenew: () => this.#renew(),
    });
    this.guided = new Guided(root, (told) => this.link.command("guide", told));
    this.pointing = new Pointing(root, (place) => this.#tap(place));
    this.guided.plan(data.guided);
    this.view.intro(data);
    this.view.fresh(data.dose);
    this.#listen();
    this.#home();
  }

  /** Streamlit called again: new data, the same element. */
  update(data, trigger) {
    const before = this.data;
    this.data = data;
    this.trigger = trigger;
    const translated = data.language !== before.language;
    if (data.exercise !== before.exercise || translated) {
      this.#leave();
      if (translated) this.#translate();
      this.#home();
      this.guided.plan(data.guided);
    }
    const introduced = ({ how_to, pictures, moving, samples }) => JSON.stringify([how_to, pictures, moving, samples]);
    if (introduced(data) !== introduced(before)) this.view.intro(data);
    if (this.awaitingToken && data.token !== this.link.token) this.#connect();
  }

  /** Tell everything in the language of the page. */
  #speak() {
    setWords(this.data.words);
    translateDocument(this.root);
    if (this.data.language) rememberForPages("language", this.data.language);
  }

  #translate() {
    this.#speak();
    this.voice.use(this.data.language || "en");
    this.speaking.refresh();
  }

  /** The element is gone. */
  close() {
    this.#leave();
    this.view.close();
    this.guided.close();
    this.listening.abort();
  }

  #listen() {
    this.listening = new AbortController();
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.listening.signal });
    const click = (selector, act) => on(this.view.find(selector), "click", act);
    click(".start", () => this.#start());
    click(".own", () => this.#start());
    click(".play", () => this.#play(this.view.find(".samples").value));
    click(".note-sample", () => this.#play(this.view.find(".samples").value));
    click(".again", () => (this.clip ? this.#play(this.clip.id) : this.#start()));
    click(".home", () => this.#home());
    click(".pause", () => this.#pausePressed());
    click(".finish", () => this.#finish());
    click(".restart", () => this.#restart());
    click(".way-on", () => this.#wayOn());
    click(".picture", (event) => this.#tap(event));
    click(".full", () => toggleFullScreen(this.root));
    on(this.view.find(".cameras"), "change", (event) => this.#chooseCamera(event.target.value));
    on(this.view.video, "ended", () => setTimeout(() => this.#clipEnded(), CLIP_TAIL_MS));
    on(this.view.video, "error", () => this.camera.clip && this.#stop("sample"));
    on(document, "keydown", (event) => this.#key(event));
    on(document, "visibilitychange", () => this.pausing.visibility());
    on(document, "fullscreenchange", () => this.view.fullScreen(document.fullscreenElement !== null));
    on(window, "pagehide", () => this.#leave());
  }

  #home() {
    this.clip = null;
    this.view.resting("");
    this.view.part("intro");
    this.view.state("intro");
  }

  async #start(resume = false) {
    this.#prepare(null, resume);
    try {
      await this.camera.open();
    } catch (error) {
      this.#stop(error.note ?? cameraProblem(error));
      return;
    }
    this.view.mirror(true);
    this.view.cameras(await this.camera.list(), this.camera.current);
    this.#connect();
  }

  /** A sample goes the same way as the camera: same engine, same connection. */
  #play(id) {
    const clip = this.data.samples.find((sample) => sample.id === id) ?? this.data.samples[0];
    if (!clip) return;
    this.#prepare(clip, false);
    this.view.mirror(false);
    this.#connect();
  }

  #prepare(clip, resume) {
    this.#leave();
    this.clip = clip;
    this.resume = resume;
    this.answers.begin();
    this.view.find(".pause").textContent = t("Pause");
    this.view.resting("");
    if (!resume) {
      this.pump.reset();
      this.guided.clear();
      this.view.fresh(this.data.dose);
    }
    this.view.part("now");
    this.view.state("starting");
    this.view.say({ kind: "guide", id: "starting", text: t("One moment, the coach is getting ready.") });
    this.awake.hold();
  }

  #connect() {
    this.awaitingToken = false;
    clearTimeout(this.tokenTimer);
    const source = this.clip ? `sample:${this.clip.id}` : "camera";
    this.link.connect(this.data.token, { source, resume: this.resume });
  }

  /** The coach is ready for pictures. */
  async #go() {
    if (this.pausing.on) {
      this.link.keepAlive(true);
      return;
    }
    if (this.clip) {
      try {
        await (this.resume ? this.view.video.play() : this.camera.play(this.clip));
      } catch {
        this.#stop("sample");
        return;
      }
    }
    this.resume = true;
    this.view.state("live");
    this.pump.start({ clip: this.clip !== null, connected: true });
  }

  #key(event) {
    if (this.root.dataset.state !== "live") return;
    const told = this.guided.key(event);
    if (!told) return;
    event.preventDefault();
    this.link.command("guide", told);
  }

  /** In a whole session a pause offers what else one may want. */
  #pausePressed() {
    if (this.data.guided && !this.pausing.on) this.link.command("guide", { ask: "menu" });
    else this.pausing.toggle();
  }

  /** Whoever is tapped in the picture is followed from now on. */
  #tap(event) {
    const place = this.root.dataset.state === "live" ? this.view.place(event) : null;
    if (place) this.link.command("choose", place);
  }

  #restart() {
    this.ending.takeBack();
    if (this.pausing.on) this.pausing.goOn();
    this.pump.stop();
    this.link.command("restart");
    this.answers.begin(this.pump.lastMs);
    this.voice.stop();
    this.view.fresh(this.data.dose);
    if (this.clip) this.view.video.currentTime = 0;
    this.pump.start({ clip: this.clip !== null });
  }

  #finish() {
    this.ending.takeBack();
    if (!this.link.ready) {
      this.#leave();
      this.#home();
      return;
    }
    this.pump.stop();
    this.link.keepAlive(false);
    this.link.command("finish");
  }

  #clipEnded() {
    if (this.view.video.ended && this.root.dataset.state === "live") this.#finish();
  }

  #finished(summary) {
    const { clip } = this;
    this.#leave();
    this.clip = clip;
    this.view.summary(summary, { sample: clip !== null });
    this.voice.say("guide", this.view.find(".done-title").textContent);
    this.trigger("finished", { reps: summary.reps, at: Date.now() });
  }

  /** Connecting again by itself. */
  #again() {
    this.pump.stop();
    if (this.clip) this.view.video.pause();
    this.view.state("reconnecting");
    this.view.say({ kind: "guide", id: "reconnecting", text: t("One moment, connecting again.") });
  }

  /** The page makes a new token; it comes back with `update`. */
  #renew() {
    this.awaitingToken = true;
    this.trigger("renew", Date.now());
    this.tokenTimer = setTimeout(() => this.awaitingToken && this.#stop("lost"), TOKEN_WAIT_MS);
  }

  /** Something is in the way: say it, and offer a way on. */
  #stop(name, text) {
    this.#leave();
    this.view.note(noteFor(name, text));
  }

  #wayOn() {
    const { action } = this.view.find(".way-on").dataset;
    if (action === "reload") location.reload();
    else if (action === "home") this.#home();
    else if (this.clip) this.#play(this.clip.id);
    else this.#start(action === "resume");
  }

  async #chooseCamera(id) {
    this.camera.choose(id);
    if (!this.camera.live) return;
    this.pump.stop();
    try {
      await this.camera.open();
    } catch (error) {
      this.#stop(cameraProblem(error));
      return;
    }
    if (!this.pausing.on && this.link.ready) this.pump.start({ clip: false });
  }

  /** Let go of camera, connection and voice. */
  #leave() {
    this.ending.takeBack();
    this.pausing.forget();
    clearTimeout(this.tokenTimer);
    this.awaitingToken = false;
    this.pump.stop();
    this.link.close();
    this.camera.close();
    this.voice.stop();
    this.awake.release();
  }
}
