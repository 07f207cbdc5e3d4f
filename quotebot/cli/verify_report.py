"""What `quotebot verify` prints of each quote that it looked for."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, assert_never

import click

from quotebot.cli.logs import one_line
from quotebot.curation.verifying.folders import line_of
from quotebot.curation.verifying.matching import LONGEST_OMISSION
from quotebot.curation.verifying.nearest import Change, Nearest
from quotebot.curation.verifying.plain_text import Lines
from quotebot.curation.verifying.verdicts import (
    DoesNotStand,
    NoText,
    NothingLeftOut,
    SaidByOthers,
    Stands,
    StandsBefore,
    TornApart,
    Verdict,
    Verified,
)


def as_text(verified: Verified, file: Path, *, colour: bool) -> str:
    """A line with the place first: in the text where the quote stands, else in its file."""
    quote_id, verdict = verified.quote.id, verified.verdict
    if isinstance(verdict, Stands):
        place = f"{one_line(str(verified.path))}:{verdict.places[0].first}"
        return f"{place}: {quote_id}: {_in_lines(verdict.places)}"
    place = f"{one_line(str(file))}:{line_of(quote_id, file)}"
    said = f"{place}: {quote_id} {_fault(verdict, verified)}"
    if isinstance(verdict, DoesNotStand) and verdict.nearest:
        return f"{said}\n    {marked(verdict.nearest.changes, colour=colour)}"
    return said


def _fault(verdict: Verdict, verified: Verified) -> str:
    text = verified.path.name
    match verdict:
        case Stands(places):
            return f"stands in {text}, {_in_lines(places)}"
        case StandsBefore(places, body):
            return (
                f"stands in {text} only in {_in_lines(places)}, before line {body}, where the"
                " author's own words begin"
            )
        case SaidByOthers(places, speakers):
            who = " and ".join(map(one_line, speakers)) or "nobody whom the index names"
            return (
                f"stands in {text} only in {_in_lines(places)}, which is said by {who}, not by"
                f" {one_line(verified.quote.author)}"
            )
        case NothingLeftOut(places):
            return f"stands in {text} in {_in_lines(places)} with nothing left out at the ellipsis"
        case TornApart(places):
            lines = " and ".join(map(str, places))
            return (
                f"has parts that stand in {text} in lines {lines}: they must follow each other,"
                f" with at most {LONGEST_OMISSION} characters left out at each ellipsis"
            )
        case DoesNotStand(nearest):
            if nearest is None:
                return f"does not stand in {text}, nor does anything like it"
            return f"does not stand in {text}; the nearest is {_in_lines([nearest.lines])}:"
        case NoText(reason):
            return f"cannot be looked for: {one_line(str(verified.path))} {reason}"
        case _:
            assert_never(verdict)


def _in_lines(places: Sequence[Lines]) -> str:
    """The lines, and how often the words stand there if it is not once."""
    single = len(places) == 1 and places[0].first == places[0].last
    noun = "line" if single else "lines"
    often = f" ({len(places)} times)" if len(places) > 1 else ""
    return f"{noun} {' and '.join(map(str, places))}{often}"


def marked(changes: Sequence[Change], *, colour: bool) -> str:
    """The passage with [-what only the quote has-] and {+what only the text has+}."""
    return "".join(_marked(change, colour=colour) for change in changes)


def _marked(change: Change, *, colour: bool) -> str:
    quoted, stands = one_line(change.quoted), one_line(change.stands)
    if quoted == stands:
        return stands
    before = quoted and _between("[-", quoted, "-]", "red" if colour else None)
    after = stands and _between("{+", stands, "+}", "green" if colour else None)
    return before + after


def _between(opening: str, words: str, closing: str, colour: str | None) -> str:
    """The words in brackets, which go around spaces at the ends as little as can be."""
    bare = words.strip(" ") or words
    start = words.index(bare)
    bracketed = f"{opening}{bare}{closing}"
    if colour:
        bracketed = click.style(bracketed, fg=colour)
    return words[:start] + bracketed + words[start + len(bare) :]


def summary(verified: Sequence[Verified]) -> str:
    counts = _counts(verified)
    works = len({each.quote.source.slug for each in verified})
    said = f"{_counted(counts['quotes'], 'quote')} from {_counted(works, 'work')}:"
    said += f" {counts['stand']} word for word, {counts['do_not_stand']} not"
    return said + (f", {counts['without_text']} without a text" if counts["without_text"] else "")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _counts(verified: Sequence[Verified]) -> dict[str, int]:
    stand = sum(isinstance(each.verdict, Stands) for each in verified)
    without = sum(isinstance(each.verdict, NoText) for each in verified)
    return {
        "quotes": len(verified),
        "stand": stand,
        "do_not_stand": len(verified) - stand - without,
        "without_text": without,
    }


def as_json(verified: Sequence[Verified], files: Mapping[str, Path]) -> str:
    quotes = [_dictionary(each, files[each.quote.source.slug]) for each in verified]
    return json.dumps({**_counts(verified), "verified": quotes}, ensure_ascii=False, indent=2)


def _dictionary(verified: Verified, file: Path) -> dict[str, Any]:
    return {
        "id": verified.quote.id,
        "file": str(file),
        "line": line_of(verified.quote.id, file),
        "text": str(verified.path),
        **_verdict_fields(verified.verdict),
    }


def _verdict_fields(verdict: Verdict) -> dict[str, Any]:
    match verdict:
        case Stands(places):
            return {"verdict": "stands", "lines": places}
        case StandsBefore(places, body):
            return {"verdict": "stands before", "lines": places, "body_from_line": body}
        case SaidByOthers(places, speakers):
            return {"verdict": "said by others", "lines": places, "speakers": speakers}
        case NothingLeftOut(places):
            return {"verdict": "nothing left out", "lines": places}
        case TornApart(places):
            return {"verdict": "torn apart", "lines": places}
        case DoesNotStand(nearest):
            return {"verdict": "does not stand", "nearest": nearest and _nearest_fields(nearest)}
        case NoText(reason):
            return {"verdict": "no text", "reason": reason}
        case _:
            assert_never(verdict)


def _nearest_fields(nearest: Nearest) -> dict[str, Any]:
    return {
        "lines": nearest.lines,
        "likeness": round(nearest.likeness / 100, 3),
        "changes": [change._asdict() for change in nearest.changes],
    }
