"""The languages there are, and each one's words, from the catalogues in `locale/`.

A catalogue is read from its .po file when it is first asked for: what is shipped is what translators write,
and nothing compiled can be out of date.
"""

from __future__ import annotations

import gettext
import io
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from errors import BacktalkError
from wording import Translations, translate

FOLDER = Path(__file__).parent.parent / "locale"
DOMAIN = "backtalk"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
# Texts of the camera component are looked up in the browser.
COMPONENT = "live/static/"


class LanguageError(BacktalkError):
    """A catalogue that cannot be used."""


@dataclass(frozen=True, eq=False)
class Language:
    """One language; called with an English text it gives its own.

    Attributes
    ----------
    code : str
        As in "de" or "pt_BR".
    name : str
        What its speakers call it.
    translations : Translations
        Where texts are looked up.
    component : mapping of str to str
        What the camera component says in it, by the English text.
    """

    code: str
    name: str
    translations: Translations = field(default_factory=gettext.NullTranslations)
    component: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        """Give a text in this language; English where it has no other."""
        return translate(text, self.translations)


ENGLISH = Language("en", "English")


def list_languages(folder: Path = FOLDER) -> dict[str, str]:
    """Give the code and the own name of every language, English first."""
    codes = sorted(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return {ENGLISH.code: ENGLISH.name, **{code: _own_name(code) for code in codes}}


@lru_cache(maxsize=64)  # a code may come from a cookie
def find_language(code: str, folder: Path = FOLDER) -> Language:
    """Give a language; English for a code that there is not.

    Raises
    ------
    LanguageError
        If its catalogue cannot be read, or a translation has other placeholders than its text.
    """
    if code not in list_languages(folder) or code == ENGLISH.code:
        return ENGLISH
    catalog = read_catalogue(folder / code / "LC_MESSAGES" / f"{DOMAIN}.po")
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    component = {
        str(message.id): str(message.string)
        for message in catalog
        if message.string and any(place.startswith(COMPONENT) for place, _ in message.locations)
    }
    return Language(code, _own_name(code), gettext.GNUTranslations(compiled), component)


def read_catalogue(path: Path) -> Catalog:
    """Read a .po or .pot file.

    Raises
    ------
    LanguageError
        Naming the file and what is the matter.
    """
    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (OSError, PoFileError, UnicodeDecodeError, ValueError, LookupError) as error:
        raise LanguageError(
            f"The catalogue {path} cannot be read: {error}. Mend it or take it away."
        ) from error
    for message in catalog:
        problem = placeholder_problem(message)
        if problem:
            raise LanguageError(f"The catalogue {path} cannot be used: {problem}")
    return catalog


def placeholder_problem(message: Message) -> str:
    """Say where a translation has other names in braces than its text; empty where it has the same."""
    if not message.id:
        return ""  # the header
    originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
    told = message.string if isinstance(message.string, tuple | list) else (message.string,)
    try:
        expected = set().union(*map(placeholders, originals))
        found = [(text, placeholders(text)) for text in told if text]
    except ValueError:
        return f"a brace is missing in the translation of {originals[0]!r}."
    for text, names in found:
        # A form for one thing may do without the number.
        if names != expected and not (len(originals) > 1 and names | {"count"} == expected):
            return f"{text!r} has other names in braces than {originals[0]!r}."
    return ""


def placeholders(text: str) -> set[str]:
    """Give the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _own_name(code: str) -> str:
    try:
        name = Locale.parse(code).get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return (name or code).capitalize()
