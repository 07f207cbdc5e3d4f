"""Words that mean something as a name ("busy", "why") and little inside a sentence."""

from typing import Final

from quotebot.core.stems import stem
from quotebot.core.words import is_silent

_LIGHT_WORDS: Final = """
    again all almost already also always another anybody anymore anyone anything around away
    awful back bad because become before begin behind big bit bring call cannot cant come
    continue could day different doesnt dont down during each easy else end enormous enough even
    ever every everybody everyone everything far favorite feel few find first full get go good
    great guy half hard here high horrible how huge im instead ive just keep kind know large
    last late least less let like line little long look lot low make many massive matter maybe
    mean mine more most move much must myself need never new next nice nobody none nothing now
    off often okay once only open other ours ourselves out over own part people place pretty
    pull push put quite rather ready real really right run same see seem set show side since sit
    small somebody someone something sometimes soon sort start stay still stop stuff such sure
    take tell terrible thing through tiny together told tomorrow tonight too top toward try turn
    two under until up upon use very way week well where while whole why wish without wont word
    world worst year yes yet
"""
_LIGHT: Final = frozenset(map(stem, _LIGHT_WORDS.split()))


def is_light(word: str) -> bool:
    """Whether the folded word says little, or nothing, of what a sentence is about."""
    return is_silent(word) or stem(word.replace("'", "")) in _LIGHT
