"""What is said when: the speech queue, run in a real browser without a sound."""

import re

import pytest

from live.component import STATIC

pytestmark = pytest.mark.browser
# A browser with three voices of its computer and one of the network: the test machine has none. It takes as
# long to speak as a person would, and writes down what it says.
SPEECH = """
window.spoken = [];
const voice = (name, lang, localService = true, byDefault = false) =>
  ({ name, lang, localService, voiceURI: name, default: byDefault });
const all = [voice("Far", "en-US", false), voice("Anna", "en-US", true, true), voice("Daniel", "en-GB"),
  voice("Petra", "de-DE")];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => all,
  addEventListener() {},
  cancel() { clearTimeout(this.timer); },
  speak(said) {
    spoken.push({ text: said.text, voice: said.voice.name, rate: said.rate });
    this.timer = setTimeout(() => said.onend?.(), 60 * said.text.length);
  },
} });
"""
SILENT = """
Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => [], addEventListener() {} } });
"""


@pytest.fixture(scope="module")
def queue(playwright, chromium_path):
    """Runs steps on a speech queue and gives what was said: `finish` ends the current one."""
    source = (STATIC / "voice.js").read_text(encoding="utf-8")
    source = re.sub(r"^import .*$|^export ", "", source, flags=re.MULTILINE)
    browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
    page = browser.new_page()

    def play(steps):
        return page.evaluate(
            """([source, steps]) => {
              const log = []; let done = null;
              const Queue = new Function(`${source}; return SpeechQueue;`)();
              const speak = (text, end) => { log.push(text); done = end; };
              const queue = new Queue(speak, () => log.push("(cut)"));
              for (const [kind, text] of steps) {
                if (kind === "finish") { const end = done; done = null; end?.(); } else queue.say(kind, text);
              }
              return log;
            }""",
            [source, steps],
        )

    yield play
    browser.close()


END = ["finish", ""]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([["count", "1"], END, ["praise", "Lovely."]], ["1", "Lovely."]),
        # a count waits for the sentence before it, and goes before what waits
        ([["cue", "a"], ["cue", "b"], ["count", "1"], END, END], ["a", "1", "b"]),
        # counts keep their order and none is lost
        ([["count", "1"], ["count", "2"], ["guide", "g"], END, END, END], ["1", "2", "g"]),
        # newer speech takes the place of what was not said yet
        ([["cue", "a"], ["cue", "b"], ["praise", "c"], END, END], ["a", "c"]),
        # a guide cuts off a cue, but never a count
        ([["cue", "a"], ["guide", "g"]], ["a", "(cut)", "g"]),
        ([["count", "1"], ["guide", "g"], END], ["1", "g"]),
        # a cue never overtakes a count, whenever it comes
        ([["count", "1"], ["cue", "a"], ["count", "2"], END, END], ["1", "2", "a"]),
        # sentences of an instruction are heard in turn
        ([["talk", "a"], ["talk", "b"], END, END], ["a", "b"]),
        ([["talk", "a"], ["talk", "b"], ["guide", "g"], END], ["a", "(cut)", "g"]),
        # safety cuts off everything, also a count, and what waited is dropped
        ([["count", "1"], ["count", "2"], ["safety", "s"], END], ["1", "(cut)", "s"]),
        ([["talk", "a"], ["talk", "b"], ["safety", "s"], END], ["a", "(cut)", "s"]),
        ([["guide", "g"], ["safety", "s"], END], ["g", "(cut)", "s"]),
        # nothing cuts off safety, and nothing goes before it
        ([["safety", "s"], ["guide", "g"], ["count", "1"], END, END], ["s", "1", "g"]),
        (
            [["safety", "s"], ["safety", "t"], ["count", "1"], ["cue", "c"], END, END, END],
            ["s", "t", "1", "c"],
        ),
    ],
)
def test_what_is_said(queue, steps, said):
    assert queue(steps) == said


# Voices of a browser: none of the test machine, which has no sound.
VOICES = """
  const voice = (name, lang, localService, byDefault = false) =>
    ({ name, voiceURI: name, lang, localService, default: byDefault });
  const far = voice("far", "en-US", false, true);
  const near = voice("near", "en-GB", true);
  const home = voice("home", "en-US", true, true);
  const other = voice("other", "de-DE", true);
  const english = voice("phone", "en_AU", true);
"""


@pytest.fixture(scope="module")
def chosen(playwright, chromium_path):
    """Gives the name of the voice that `chooseVoice(ARGUMENTS)` chooses."""
    source = (STATIC / "voice.js").read_text(encoding="utf-8")
    source = re.sub(r"^import .*$|^export ", "", source, flags=re.MULTILINE)
    browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
    page = browser.new_page()

    def choose(arguments):
        return page.evaluate(
            """([source, voices, call]) =>
              new Function(`${source}; ${voices}; return ${call}?.name ?? null`)()""",
            [source, VOICES, f"chooseVoice({arguments})"],
        )

    yield choose
    browser.close()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ("[far]", None),
        ("[far, other]", None),
        ("[far, near, other]", "near"),
        ("[near, home]", "home"),
        ("[english]", "phone"),
        # in the page's language
        ("[near, other], 'de'", "other"),
        ("[near, other], 'de-CH'", "other"),
        ("[near, home], 'de'", None),
        # what was chosen before, as long as it is there, is of this computer and of this language
        ("[near, home], 'en', 'near'", "near"),
        ("[home], 'en', 'near'", "home"),
        ("[far, home], 'en', 'far'", "home"),
        ("[near, other], 'de', 'near'", "other"),
    ],
)
def test_only_voices_of_this_computer_speak(chosen, arguments, name):
    assert chosen(arguments) == name


def test_voice_and_speed_are_chosen_tried_and_remembered(visit):
    seen = visit(script=SPEECH)
    page = seen.page
    page.click(".coach .voice-open")
    assert page.locator(".coach .voices option").all_inner_texts() == ["Anna", "Daniel"]
    assert page.input_value(".coach .voices") == "Anna"
    page.click(".coach .voice-try")
    page.select_option(".coach .voices", "Daniel")
    page.select_option(".coach .rates", "faster")
    page.click(".coach .voice-try")
    spoken = page.evaluate("spoken")
    assert [(one["voice"], one["rate"]) for one in spoken] == [("Anna", 0.95), ("Daniel", 1.2)]
    assert spoken[0]["text"] == "This is how I sound. Small and slow is fine."
    page.keyboard.press("Escape")
    page.wait_for_selector(".coach .voice-menu", state="hidden")
    page.click(".coach .sound")
    page.reload()
    page.wait_for_selector(".coach[data-state=intro]")
    assert page.inner_text(".coach .sound") == "Voice: off"
    page.click(".coach .voice-open")
    assert page.input_value(".coach .voices") == "Daniel"
    assert page.input_value(".coach .rates") == "faster"


def test_a_browser_without_voices_says_so(visit):
    seen = visit(script=SILENT)
    seen.page.wait_for_selector(".coach .no-voice")
    told = seen.page.inner_text(".coach .no-voice")
    assert told == "Sound is not available in this browser; cues are on the screen."
    assert not seen.page.is_visible(".coach .voice-open")
    assert not seen.page.is_visible(".coach .sound")
