"""Whether the catalogues fit the code: every text is there, placeholders match, and nothing alarms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from language.catalogue import DOMAIN, FOLDER, TEMPLATE, LanguageError, list_languages, read_catalogue
from language.extracting import ROOT, gather

# Beginnings of words that the coach says to nobody, as `exercises.lint` has them for English: what people
# hear about their back stays with them.
ALARMING = {
    "de": (
        "falsch", "fehlhaltung", "gefahr", "gefähr", "schaden", "schäd", "beschädig", "verletz",
        "schütz", "schutz", "schonen", "schone ", "kaputt", "verschleiß", "abgenutzt", "riskant", "risiko",
        "vorsicht", "warnung", "zerbrechlich", "instabil", "eingeklemmt",
    ),
}  # fmt: skip


def find_problems(root: Path = ROOT, folder: Path = FOLDER) -> Iterator[str]:
    """Say what does not fit, a sentence each; a text that is not translated yet is no problem."""
    try:
        template = read_catalogue(folder / TEMPLATE.name)
        for message in gather(root):
            if message.id and message.id not in template:
                place = message.locations[0][0]
                yield f"{message.id!r} ({place}) is not in the template: python -m language update."
        for code in list(list_languages(folder))[1:]:
            yield from _problems_of(code, read_catalogue(folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"))
    except LanguageError as error:
        yield str(error)


def count_translated(catalog: Catalog) -> int:
    """Tell how many texts have a translation."""
    return sum(bool(message.id and _forms(message.string)) for message in catalog)


def alarming_words(text: str, code: str) -> list[str]:
    """Find words that alarm."""
    return [word for word in ALARMING.get(code, ()) if re.search(rf"\b{word}", text.lower())]


def _problems_of(code: str, catalog: Catalog) -> Iterator[str]:
    for message in catalog:
        if not message.id:
            continue
        for text in _forms(message.string):
            for word in alarming_words(text, code):
                yield f"{code}: {text!r} says {word!r}; find calmer words."


def _forms(told: object) -> list[str]:
    forms = told if isinstance(told, tuple | list) else (told,)
    return [text for text in forms if isinstance(text, str) and text]
