"""The languages there are: ours, as they are shipped, and catalogues that cannot be used."""

from __future__ import annotations

import pytest

from language.catalogue import (
    DOMAIN,
    ENGLISH,
    FOLDER,
    LanguageError,
    find_language,
    list_languages,
    placeholders,
    read_catalogue,
)
from language.checking import alarming_words, find_problems
from language.extracting import (
    ROOT,
    from_html,
    from_javascript,
    from_python,
    from_toml,
    gather,
    list_files,
    unmarked_sentences,
)
from live.guide import words
from wording import say

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
FRENCH = """
#: live/static/view.js
msgid "Go on"
msgstr "Continuer"

#: live/guide/words.py
msgid "Your turn."
msgstr "À toi."
"""
COUNTED = """
msgid "{count} set"
msgid_plural "{count} sets"
msgstr[0] "une série"
msgstr[1] "{count} séries"
"""


def write(folder, text, code="fr"):
    path = folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_text_is_in_the_catalogue_and_every_translation_fits():
    """Where this fails after a change of texts: python -m language update."""
    assert list(find_problems()) == []


def test_english_comes_first_and_languages_have_their_own_names():
    assert list(list_languages().items())[:2] == [("en", "English"), ("de", "Deutsch")]


def test_english_is_as_written():
    assert find_language("en") is ENGLISH
    assert ENGLISH(say("Rest for {seconds} seconds.", seconds=20)) == "Rest for 20 seconds."
    assert find_language("xx") is ENGLISH


def test_a_language_is_read_from_its_file(tmp_path):
    write(tmp_path, HEADER + FRENCH)
    french = find_language("fr", tmp_path)
    assert (french.name, french("Your turn."), french("Thank you.")) == ("Français", "À toi.", "Thank you.")
    assert french.component == {"Go on": "Continuer"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + "what is this\n", "cannot be read"),
        (HEADER + 'msgid "{seconds} s"\nmsgstr "{sekunden} s"\n', "other names in braces"),
        (HEADER + 'msgid "{seconds} s"\nmsgstr "s"\n', "other names in braces"),
        (HEADER + 'msgid "{seconds} s"\nmsgstr "{seconds s"\n', "a brace is missing"),
    ],
)
def test_a_catalogue_that_cannot_be_used_gets_one_sentence(tmp_path, text, said):
    path = write(tmp_path, text)
    with pytest.raises(LanguageError) as problem:
        find_language("fr", tmp_path)
    sentence = str(problem.value)
    assert said in sentence
    assert str(path) in sentence
    assert "\n" not in sentence


def test_bytes_that_are_no_text_get_one_sentence(tmp_path):
    path = write(tmp_path, "")
    path.write_bytes(HEADER.encode() + b'msgid "a"\nmsgstr "\xff\xfe"\n')
    with pytest.raises(LanguageError, match="cannot be read"):
        read_catalogue(path)


def test_the_form_for_one_may_do_without_the_number(tmp_path):
    write(tmp_path, HEADER + COUNTED)
    assert find_language("fr", tmp_path).name == "Français"


def test_placeholders_are_the_names_in_braces():
    assert placeholders("{a:.0f}° of {b} and {{c}}") == {"a", "b"}


def test_german_words_that_alarm_are_found():
    assert alarming_words("Das ist falsch.", "de") == ["falsch"]
    assert alarming_words("Das schützt den Rücken.", "de") == ["schütz"]
    assert alarming_words("Das war schon richtig gut.", "de") == []


def test_what_the_guide_says_is_gathered():
    known = {message.id for message in gather()}
    assert {words.READY, words.WELCOME, *words.ASK.values(), *words.CHOICE.values()} <= known


def test_python_texts_are_those_that_are_marked_or_read_like_a_sentence():
    written = '''"""A docstring is none."""
A = "Two words"
B = N_("word")
C = say("{n} of {m}", n=1, m=2)
D = say_count("{count} set", "{count} sets", 2)
E = "turn_side", "/live/x y", "P: a source of it", f"Not {B} this"
'''
    assert set(from_python(written)) == {"Two words", "word", "{n} of {m}", ("{count} set", "{count} sets")}


def test_sentences_that_are_put_together_are_made_by_say():
    """What is left is for those who write files or install the program, or compares with a target path."""
    files = {path for path in list_files() if path.suffix == ".py"}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if any(unmarked_sentences(path.read_text(encoding="utf-8")))
    }
    assert found <= {
        "clinic/shown.py",
        "exercises/catalogue.py",
        "exercises/comparison_words.py",
        "models/errors.py",
        "programme/plan.py",
    }
    assert list(unmarked_sentences('a = f"Go on {to} the end"; b = f"{x} s"')) == ["Go on {} the end"]


def test_toml_texts_are_titles_and_sentences():
    table = {
        "title": "Squat",
        "id": "squat",
        "source": "P: so it is",
        "praise": ["Good.", "Well done"],
        "views": ["left"],
        "name": "12",
    }
    assert list(from_toml(table)) == ["Squat", "Good.", "Well done"]


def test_component_texts_are_found():
    html = '<p title="typical error">Go\n  on</p><span data-x="Not this">–</span>'
    assert list(from_html(html)) == ["typical error", "Go on"]
    assert list(from_javascript('class A { #m() { t("Go on", { a: 1 }); N_("Back"); } }')) == [
        "Go on",
        "Back",
    ]


def test_the_template_is_in_the_folder():
    assert (FOLDER / f"{DOMAIN}.pot").is_file()
