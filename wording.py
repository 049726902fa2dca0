"""Texts for people that know what they were made of, so that they can be told in another language.

English texts stay where they are made; they are the names under which translations are looked up. A text that
carries numbers or other texts is made by `say`. It is a plain English `str`, so nothing that reads it need
know; where it leaves for a person, `translate` looks its template up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

Words = Callable[[str], str]
"""Gives a text as it is told to a person; see `in_english` and `language.catalogue`."""

_NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Wording(str):
    """An English text that remembers its template and what was put into it.

    Attributes
    ----------
    template : str
        The text with names in braces in place of what was put in.
    values : mapping of str to object
        What was put in; texts among them are translated too.
    plural : str
        The template for any count but one; empty where nothing is counted. The count is ``values["count"]``.
    """

    template: str
    values: Mapping[str, object]
    plural: str


class Translations(Protocol):
    """The part of `gettext.NullTranslations` that is used."""

    def gettext(self, message: str) -> str:
        """Give the translation of a text, or the text itself."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Give the translation for a count, or one of the two texts."""
        ...


def say(template: str, /, **values: object) -> Wording:
    """Make an English text of a template: ``say("Rest for {seconds} seconds.", seconds=20)``."""
    return _wording(template.format(**values), template, values)


def say_count(one: str, many: str, /, count: int, **values: object) -> Wording:
    """Make a text about a number of things: ``say_count("{count} picture", "{count} pictures", 2)``."""
    values = {"count": count, **values}
    return _wording((one if count == 1 else many).format(**values), one, values, many)


def inside(text: str) -> Wording:
    """Make a sentence's beginning small, as it follows a colon in English; other languages know better."""
    made = _wording(text[:1].lower() + text[1:], text, _NO_VALUES)
    if isinstance(text, Wording):
        made.template, made.values, made.plural = text.template, text.values, text.plural
    return made


def capitalised(text: str) -> Wording:
    """Make a name's beginning large, as it begins a sentence in English."""
    made = inside(text)
    told = _wording(text[:1].upper() + text[1:], made.template, made.values, made.plural)
    return told


def N_(text: str) -> str:  # noqa: N802 - the name that translators and their tools know
    """Mark a text for the catalogue that does not look like a sentence, such as a single word."""
    return text


def in_english(text: str) -> str:
    """Give a text as it is."""
    return str(text)


def sentence_of(problem: Exception) -> str:
    """Give the sentence of a problem as it was made: `str` forgets the template."""
    return problem.args[0] if problem.args and isinstance(problem.args[0], str) else str(problem)


def translate(text: str, translations: Translations) -> str:
    """Give a text in another language.

    Parameters
    ----------
    text : str
        English: plain, or a `Wording`.
    translations : Translations
        Where it is looked up. What is not there stays English.
    """
    if not text:
        return ""  # gettext keeps its header under the empty text
    if not isinstance(text, Wording):
        return translations.gettext(text)
    if text.plural:
        count = text.values["count"]
        found = translations.ngettext(text.template, text.plural, count if isinstance(count, int) else 2)
    else:
        found = translations.gettext(text.template)
    if not text.values:
        return str(text) if found == text.template else found
    told = {
        name: translate(value, translations) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return found.format(**told)


def _wording(text: str, template: str, values: Mapping[str, object], plural: str = "") -> Wording:
    made = Wording(text)
    made.template, made.values, made.plural = template, values, plural
    return made
