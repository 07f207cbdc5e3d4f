"""From the years that curators write to the century that they fall in, if it is certain."""

import re
from typing import Final

_ABOUT: Final = r"(?:(?:circa|about|around|ca|c)\b\.? *|~ *)?"
_ERA: Final = r"(?: *(BCE?|B\.C\.|CE|AD|A\.D\.))?"
_YEAR: Final = re.compile(rf"{_ABOUT}(?:AD *)?([0-9]{{1,4}}){_ERA}", re.IGNORECASE)
_BETWEEN: Final = re.compile(r" *(?:[-–—/]|,? *\b(?:and|to|or)\b|,) *")
_CENTURY: Final = re.compile(
    rf"{_ABOUT}(?:(?:early|mid|middle|late)[- ]+)?([0-9]{{1,2}})(?:st|nd|rd|th)[- ]century{_ERA}",
    re.IGNORECASE,
)
_DECADE: Final = re.compile(rf"{_ABOUT}([0-9]{{2,3}})0s{_ERA}", re.IGNORECASE)
_REMARK: Final = re.compile(r" *\([^()]*\)\Z")


def century_of(years: str) -> int | None:
    """The century: 19 for the nineteenth, -4 for the fourth BC.

    None when the words are not understood, or when they reach over more than one century.
    """
    words = _REMARK.sub("", years.strip())
    if found := _CENTURY.fullmatch(words):
        return _signed(int(found[1]), found[2]) or None
    if found := _DECADE.fullmatch(words):
        return _only([_signed(int(f"{found[1]}{digit}"), found[2]) for digit in (0, 9)])
    return _only(_years(words))


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def name_of(century: int) -> str:
    """As people say it: "4th century BC"."""
    return f"{ordinal(abs(century))} century{' BC' if century < 0 else ''}"


def _years(words: str) -> list[int]:
    """The years, negative before Christ; none when one of them is not understood."""
    found = [_YEAR.fullmatch(part) for part in _BETWEEN.split(words)]
    years: list[int] = []
    era: str | None = None
    for year in reversed(found):  # in "399-387 BC" both are
        if year is None:
            return []
        era = year[2] or era
        years.append(_signed(int(year[1]), era))
    return _written_out(years[::-1])


def _written_out(years: list[int]) -> list[int]:
    """The last of two with the digits that "1914-18" leaves out; none that go backwards."""
    if len(years) == 2 and 0 < years[1] < years[0]:
        first, last = map(str, years)
        years = [years[0], int(first[: -len(last)] + last)]
    return years if years[0] <= years[-1] else []


def _only(years: list[int]) -> int | None:
    centuries = {_signed((abs(year) - 1) // 100 + 1, "BC" if year < 0 else "") for year in years}
    return centuries.pop() if len(centuries) == 1 and 0 not in years else None


def _signed(number: int, era: str | None) -> int:
    return -number if era and era[0] in "Bb" else number
