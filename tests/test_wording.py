"""Texts that know what they were made of."""

from __future__ import annotations

import copy
import gettext
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording import Wording, capitalised, in_english, inside, say, say_count, sentence_of, translate


class Dictionary(gettext.NullTranslations):
    """A few translations; plurals as in German."""

    def __init__(self, words):
        super().__init__()
        self.words = words

    def gettext(self, message):
        return self.words.get(message, message)

    def ngettext(self, msgid1, msgid2, n):
        return self.words[msgid1][n != 1] if msgid1 in self.words else super().ngettext(msgid1, msgid2, n)


GERMAN = Dictionary(
    {
        "": "Content-Type: text/plain",
        "Keep still.": "Bleib ruhig.",
        "Next: {title}, for {seconds} seconds.": "{seconds} Sekunden lang: {title}.",
        "Squat": "Kniebeuge",
        "Next time: {cue}": "Beim nächsten Mal: {cue}",
        "Go slowly.": "Geh langsam.",
        "{count} picture": ("{count} Bild", "{count} Bilder"),
        "left": "links",
    }
)


def test_a_wording_is_the_english_text():
    text = say("Next: {title}, for {seconds} seconds.", title="Squat", seconds=20)
    assert text == "Next: Squat, for 20 seconds."
    assert in_english(text) == text
    assert json.dumps({"text": text}) == '{"text": "Next: Squat, for 20 seconds."}'


def test_the_template_is_translated_and_the_texts_in_it_too():
    text = say("Next: {title}, for {seconds} seconds.", title="Squat", seconds=20)
    assert translate(text, GERMAN) == "20 Sekunden lang: Kniebeuge."


def test_a_plain_text_is_looked_up_as_it_is():
    assert translate("Keep still.", GERMAN) == "Bleib ruhig."
    assert translate("Nobody has translated this.", GERMAN) == "Nobody has translated this."


def test_what_is_not_translated_stays_as_it_was_said():
    assert translate(say("Untold {number:.1f}.", number=2), GERMAN) == "Untold 2.0."
    assert translate(inside("Untold."), GERMAN) == "untold."


def test_the_empty_text_is_not_the_header_of_the_catalogue():
    assert translate("", GERMAN) == ""
    assert translate(say("Next time: {cue}", cue=""), GERMAN) == "Beim nächsten Mal: "


@pytest.mark.parametrize(
    ("count", "english", "german"), [(1, "1 picture", "1 Bild"), (3, "3 pictures", "3 Bilder")]
)
def test_counts_have_their_own_forms(count, english, german):
    text = say_count("{count} picture", "{count} pictures", count)
    assert (text, translate(text, GERMAN)) == (english, german)


def test_small_and_large_beginnings_are_a_matter_of_english():
    text = say("Next time: {cue}", cue=inside("Go slowly."))
    assert text == "Next time: go slowly."
    assert translate(text, GERMAN) == "Beim nächsten Mal: Geh langsam."
    assert capitalised("left") == "Left"
    assert translate(capitalised("left"), GERMAN) == "links"


def test_the_sentence_of_a_problem_keeps_its_template():
    problem = ValueError(say("Next time: {cue}", cue="Squat"))
    assert translate(sentence_of(problem), GERMAN) == "Beim nächsten Mal: Kniebeuge"
    assert sentence_of(KeyError()) == ""


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_copy_can_be_translated(again):
    text = again(say("Next: {title}, for {seconds} seconds.", title="Squat", seconds=20))
    assert isinstance(text, Wording)
    assert translate(text, GERMAN) == "20 Sekunden lang: Kniebeuge."


@given(st.text(), st.integers())
def test_what_is_put_in_may_hold_anything(title, seconds):
    text = say("Next: {title}, for {seconds} seconds.", title=title, seconds=seconds)
    assert text == f"Next: {title}, for {seconds} seconds."
    assert translate(text, gettext.NullTranslations()) == text
