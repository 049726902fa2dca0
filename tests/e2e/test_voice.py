"""What is said when: the speech queue, run in a real browser without a sound."""

import re

import pytest

from live.component import STATIC

pytestmark = pytest.mark.browser


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
    ],
)
def test_what_is_said(queue, steps, said):
    assert queue(steps) == said


def test_only_voices_of_this_computer_speak(playwright, chromium_path):
    source = (STATIC / "voice.js").read_text(encoding="utf-8")
    source = re.sub(r"^import .*$|^export ", "", source, flags=re.MULTILINE)
    browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
    chosen = browser.new_page().evaluate(
        """(source) => {
          const choose = new Function(`${source}; return chooseVoice;`)();
          const voice = (name, lang, localService, byDefault = false) =>
            ({ name, lang, localService, default: byDefault });
          const far = voice("far", "en-US", false, true);
          const near = voice("near", "en-GB", true);
          const home = voice("home", "en-US", true, true);
          const other = voice("other", "de-DE", true);
          return [[far], [far, other], [far, near, other], [near, home]].map((v) => choose(v)?.name ?? null);
        }""",
        source,
    )
    browser.close()
    assert chosen == [None, None, "near", "home"]
