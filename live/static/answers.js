// What the coach answers to a picture: shown, spoken once, and counted.

export class Answers {
  /** Of a session: its view, voice, pump, guide, measurements and ending take their part of each answer. */
  constructor(session) {
    this.session = session;
    this.begin();
  }

  /** A set begins; answers to pictures up to `forgotten` (ms) belong to the one before. */
  begin(forgotten = -1) {
    this.forgotten = forgotten;
    this.spoken = null;
    this.counted = 0;
  }

  take(answer) {
    const { pump, view, voice, measurements, ending } = this.session;
    pump.answered(answer.t);
    if (answer.t <= this.forgotten) return; // of before "start anew"
    view.feedback(answer);
    measurements.drawn(answer.t);
    const { guide, message } = answer;
    if (guide) this.#guide(guide);
    ending.follow(guide ? guide.stage : answer.phase);
    if (answer.reps > this.counted) voice.say("count", String(answer.reps));
    this.counted = answer.reps;
    if (message && message.number !== this.spoken) {
      this.spoken = message.number;
      voice.say(message.kind, message.text);
    }
    pump.pump();
  }

  /** The guide of a whole session: what it says is spoken as its kind asks for. */
  #guide(guide) {
    const { guided, view, voice } = this.session;
    for (const { kind, text } of guided.show(guide)) voice.say(kind, text);
    view.count(guide.dose);
  }
}
