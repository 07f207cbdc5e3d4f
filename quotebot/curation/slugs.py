"""Names that stand for ever in links, commands and buttons: ids, topics, languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quotebot.core.commands import RESERVED_WORDS
from quotebot.core.quotes import Status
from quotebot.curation.codes import Code
from quotebot.curation.problems import quoted
from quotebot.curation.text_policy import Complaint

_WORDS: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SLUG: Final = re.compile(_WORDS)
_TOPIC: Final = re.compile(rf"(?=.{{2,32}}\Z){_WORDS}")
_HOST: Final = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?"
_PATH: Final = r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
_LONGEST_URL: Final = 2000  # Discord takes 2048 in an embed


def is_slug(value: str) -> bool:
    """Words of a-z and 0-9, joined by single hyphens."""
    return _SLUG.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A value of few characters in a fixed form; `form` completes "write ..."."""

    code: Code
    pattern: re.Pattern[str]
    form: str

    def passes(self, value: str) -> bool:
        return self.pattern.fullmatch(value) is not None

    def complaints(self, value: str) -> Iterator[Complaint]:
        if not self.passes(value):
            yield Complaint(self.code, f"{quoted(value)} is not right: write {self.form}")


@dataclass(frozen=True, slots=True)
class ChoiceRule:
    """One of a few words; `otherwise` tells where else the thought may belong."""

    code: Code
    choices: tuple[str, ...]
    otherwise: str

    def passes(self, value: str) -> bool:
        return value in self.choices

    def complaints(self, value: str) -> Iterator[Complaint]:
        if not self.passes(value):
            *others, last = self.choices
            form = f"{', '.join(others)} or {last}"
            message = f"{quoted(value)} is not right: write {form} ({self.otherwise})"
            yield Complaint(self.code, message)


STATUS: Final = ChoiceRule(
    Code.STATUS_FORM,
    tuple(map(str, Status)),
    "a saying under a wrong name belongs in misattributions.yaml",
)
QUOTE_ID: Final = PatternRule(
    Code.ID_FORM,
    re.compile(rf"(?=.{{3,64}}\Z){_WORDS}"),
    "3 to 64 characters, words of a-z and 0-9 joined by single hyphens",
)
LANGUAGE: Final = PatternRule(
    Code.LANGUAGE_FORM,
    re.compile(r"(?=.{2,35}\Z)[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
    'a language code such as "en" or "pt-BR"',
)
URL: Final = PatternRule(
    Code.URL_FORM,
    re.compile(rf"(?=.{{1,{_LONGEST_URL}}}\Z)https?://{_HOST}(?:[/?#]{_PATH})?"),
    f"a link that starts with https:// or http://, at most {_LONGEST_URL} characters, "
    "with %-codes for spaces and for what is not ASCII",
)


@dataclass(frozen=True, slots=True)
class TopicName:
    """The form of a topic: 2 to 32 characters, and no word that is a command."""

    reserved: frozenset[str] = RESERVED_WORDS
    pattern: re.Pattern[str] = _TOPIC

    def passes(self, value: str) -> bool:
        return self.pattern.fullmatch(value) is not None and value not in self.reserved

    def complaints(self, value: str) -> Iterator[Complaint]:
        if value in self.reserved:
            message = f"{quoted(value)} is a command and cannot be a topic: choose another"
            yield Complaint(Code.TOPIC_RESERVED, message)
        elif not self.passes(value):
            yield Complaint(
                Code.TOPIC_FORM,
                f"{quoted(value)} is no topic: write 2 to 32 characters, "
                "words of a-z and 0-9 joined by single hyphens",
            )
