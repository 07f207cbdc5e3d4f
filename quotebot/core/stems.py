"""The stem that the forms of an English word have in common: run, runs, running, ran."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from snowballstemmer import stemmer

# What no rule on endings can know. Forms that are words of their own as well (left, saw, found,
# ground) are left out where that word is the commoner one.
_IRREGULAR: Final = """
    arise arose arisen | awake awoke awoken | bad worse worst | bear bore borne | beat beaten
    become became | begin began begun | bend bent | bind bound | bite bit bitten | bleed bled
    blow blew blown | break broke broken | breed bred | bring brought | build built | buy bought
    catch caught | child children | choose chose chosen | cling clung | come came | creep crept
    deal dealt | die dying | dig dug | do did done | draw drew drawn | drink drank drunk
    drive drove driven | eat ate eaten | fall fell fallen | feed fed | feel felt | fight fought
    find found | flee fled | fly flew flown | foot feet | forbid forbade forbidden
    forget forgot forgotten | forgive forgave forgiven | freeze froze frozen | get got gotten
    give gave given | go goes went gone | good better best | grow grew grown | hang hung
    hear heard | hide hid hidden | hold held | keep kept | know knew known | lead led
    lend lent | lie lying | life lives | lose lost | make made | man men | mean meant | meet met
    mouse mice | pay paid | ride rode ridden | ring rang rung | rise rose risen | run ran
    say said | see saw seen | seek sought | sell sold | send sent | shake shook shaken
    shine shone | shoot shot | show shown | shrink shrank shrunk | sing sang sung
    sink sank sunk | sit sat | sleep slept | slide slid | speak spoke spoken | spend spent
    spin spun | spring sprang sprung | stand stood | steal stole stolen | stick stuck
    strike struck | strive strove striven | swear swore sworn | sweep swept | swim swam swum
    swing swung | take took taken | teach taught | tear tore torn | tell told | think thought
    throw threw thrown | tie tying | tooth teeth | understand understood | wake woke woken
    wear wore worn | weave wove woven | weep wept | win won | withdraw withdrew withdrawn
    woman women | write wrote written
"""


def _irregular() -> Mapping[str, str]:
    """Each irregular form with the word that it is a form of."""
    rows = (row.split() for line in _IRREGULAR.splitlines() for row in line.split("|"))
    return MappingProxyType({form: row[0] for row in rows if row for form in row[1:]})


_BASE_OF: Final = _irregular()


@lru_cache(maxsize=2**15)
def stem(word: str) -> str:
    """What a folded word has in common with its other forms; seldom a word itself.

    A word of another language keeps what the English rules leave of it.
    """
    # One stemmer each time: it keeps the word that it is at, and threads ask at the same time.
    return str(stemmer("english").stemWord(_BASE_OF.get(word, word)))
