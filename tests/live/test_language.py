"""What goes to the browser in another language, and the component's own words."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from exercises.dose import Dose
from exercises.events import Repetition
from exercises.feedback import Message, MessageKind
from exercises.files import find_exercise
from language.catalogue import find_language
from live.component import STATIC, join_modules
from live.guide.content import guide_content
from live.guide.guide import Guide
from live.guide.state import Command, GuideState, Stage
from live.problems import Busy
from live.protocol import feedback_message, problem_message
from live.sees import seen_in
from live.summary import summarise
from live.tokens import Ticket, TokenBox
from tests.live.test_protocol import make_feedback
from wording import say

GERMAN = find_language("de")


def test_feedback_is_told_in_the_language():
    message = Message("turn_side", MessageKind.GUIDE, "Turn so that your side faces the camera.", 1, 0.0)
    sees = {"rows": [{"id": "light", "name": "Light", "value": "fine", "note": "", "warning": False}]}
    answer = json.loads(
        feedback_message(0.0, make_feedback(message=message), None, (), sees=sees, words=GERMAN)
    )
    assert answer["message"]["text"] == "Dreh dich mit der Seite zur Kamera."
    assert answer["message"]["id"] == "turn_side"
    row = {"id": "light", "name": "Licht", "value": "gut", "note": "", "warning": False}
    assert answer["sees"] == {"rows": [row]}
    english = json.loads(feedback_message(0.0, make_feedback(message=message), None, ()))
    assert english["message"]["text"] == message.text


def test_ids_and_numbers_of_the_panel_stay_as_they_are():
    row = {"id": "left", "name": "left", "deg": 3, "error": None}
    assert seen_in({"measured": [row]}, GERMAN) == {"measured": [{**row, "name": "links"}]}


def test_a_problem_is_told_in_the_language():
    busy = "The coach is busy with another session. Try again in a minute, or close other pages that use it."
    told = json.loads(problem_message(Busy(busy), GERMAN))
    assert (told["name"], told["text"][:6]) == ("busy", "Gerade")
    assert json.loads(problem_message(Busy(say("Untold {n}.", n=1)), GERMAN))["text"] == "Untold 1."


def test_a_summary_is_told_in_the_language():
    bow = find_exercise("waiters_bow")
    done = [Repetition(1, 1.0, 4.5, {"trunk_flexion": 41.2}, False, (), target_deg=(50.0, 70.0))]
    summary = summarise(bow, "camera", done)
    assert summary.next_time == "Next time: a little further, if that feels fine."
    german = summary.content(GERMAN)
    assert german["next_time"] == "Beim nächsten Mal: Ein wenig weiter, wenn es sich gut anfühlt."
    assert german["exercise"] == "waiters_bow"


def test_the_guide_is_told_in_the_language():
    squat = find_exercise("squat")
    dose = Dose("squat", squat.title, tuple(squat.how_to), 8, 2, 60, squat.easier)
    state = GuideState(stage=Stage.MENU, since_s=0.0, choices=(Command.GO_ON, Command.FINISH))
    content = guide_content(Guide("Find your hips", (dose,)), state, 0.0, None, 0.0, GERMAN)
    assert content["title"] == "Kniebeuge"
    assert content["choices"] == [["go_on", "Weiter"], ["finish", "Für heute beenden"]]
    assert content["exercise"] == "squat"


def test_a_ticket_carries_the_language():
    box = TokenBox()
    assert box.read(box.make(Ticket("page", "squat", "de"))) == Ticket("page", "squat", "de")
    assert box.read(box.make(Ticket("page", "squat"))).language == "en"


STAGE = """
globalThis.NodeFilter = { SHOW_TEXT: 4 };
const nodes = [{ data: "  Go\\n on " }, { data: "–" }];
globalThis.document = {
  createTreeWalker: () => {
    let at = -1;
    return { nextNode: () => ++at < nodes.length, get currentNode() { return nodes[at]; } };
  },
};
const root = {
  querySelectorAll: () => [], hasAttribute: (name) => name === "title", getAttribute: () => "typical error",
  setAttribute(name, text) { this[name] = text; },
};
const shown = () => [nodes[0].data, nodes[1].data, root.title];
const told = [];
setWords({ "Go on": "Weiter", "of {dose}": "von {dose}" });
translateDocument(root); told.push(shown());
told.push([t("of {dose}", { dose: 0 }), t("Next: {title}", { title: "a {dose}" }), t("{gone}")]);
setWords({}); translateDocument(root); told.push(shown());
console.log(JSON.stringify(told));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the script")
def test_the_component_looks_its_words_up_and_back(tmp_path):
    path = tmp_path / "words.mjs"
    path.write_text(join_modules(STATIC, ("words.js",)) + STAGE, encoding="utf-8")
    told = json.loads(subprocess.run(["node", path], check=True, capture_output=True, text=True).stdout)
    assert told == [
        ["Weiter", "–", "typical error"],
        ["von 0", "Next: a {dose}", "{gone}"],
        ["Go on", "–", "typical error"],
    ]


VOICES = """
const voice = (name, lang, localService) => ({ name, lang, localService, default: false });
const all = [voice("far", "de-DE", false), voice("near", "de-AT", true), voice("home", "en-US", true)];
console.log(JSON.stringify(["de", "en", "fr"].map((one) => chooseVoice(all, one)?.name ?? null)));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the script")
def test_the_voice_speaks_the_language(tmp_path):
    path = tmp_path / "voice.mjs"
    path.write_text(join_modules(STATIC, ("memory.js", "voice.js")) + VOICES, encoding="utf-8")
    told = subprocess.run(["node", path], check=True, capture_output=True, text=True).stdout
    assert json.loads(told) == ["near", "home", None]
