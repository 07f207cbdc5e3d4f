"""An anthology with people who have other names, characters, and sayings under wrong names."""

from dataclasses import replace

from quotebot.core.library import Library, library_of
from quotebot.core.quotes import Anthology, Misattribution, Person, Status, Topic
from tests.anthologies import quote

ENGINE = quote(
    "order-it-to-perform",
    "It can do whatever we know how to order it to perform.",
    ("computing",),
    author="Ada Lovelace",
)
LOOM = quote(
    "flowers-and-leaves",
    "The Analytical Engine weaves algebraical patterns.",
    ("computing", "invention"),
    author="Ada Lovelace",
)
METHOD = quote(
    "untried-means",
    "Things never yet performed need untried means.",
    ("invention",),
    author="Francis Bacon",
)
LIGHT = quote("light", "Experience sheds light.", ("learning",), author="Roger Bacon")
PEARL = quote("no-pearl", "Blessed is the man.", ("talking",), author="George Eliot")
STONES = quote(
    "heap-of-stones",
    "A heap of stones is not a house.",
    ("learning",),
    author="Henri Poincaré",
)
MACHINE = quote("time-machine", "Strength is the outcome of need.", ("work",), author="H. G. Wells")
LIBERTY = quote("on-liberty", "He who knows only his own side.", author="John Stuart Mill")
DATA = quote(
    "theorize-before-data",
    "It is a capital mistake to theorize before one has data.",
    ("learning",),
    author="Arthur Conan Doyle",
    speaker="Sherlock Holmes",
)
LETTER = quote("a-letter", "Letters to a friend.", ("work",), author="Arthur Conan Doyle")
STEP = quote(
    "a-thousand-li",
    "The journey of a thousand li commenced with a single step.",
    ("beginnings",),
    author="Lao Tzu",
)
HABIT = replace(
    quote("habit", "Habit is ten times nature.", ("change",), author="A Duke"),
    status=Status.ATTRIBUTED,
)
WORLD = quote("the-world", "To change the world is to begin.", ("change",), author="A. Writer")
QUOTES = (
    ENGINE, LOOM, METHOD, LIGHT, PEARL, STONES, MACHINE, LIBERTY, DATA, LETTER, STEP, HABIT, WORLD,
)  # fmt: skip

PEOPLE = (
    Person(name="Ada Lovelace", also=("Augusta Ada King",), born="1815", died="1852"),
    Person(name="George Eliot", also=("Mary Ann Evans", "Marian Evans"), born="1819"),
    Person(name="Lao Tzu", also=("Laozi",), died="531 BC"),
)
TOPICS = (Topic(id="beginnings", aliases=("bacon", "first steps")),)

HORSES = Misattribution(
    id="faster-horses",
    sayings=("If I had asked people what they wanted, they would have said faster horses.",),
    said_by=("Henry Ford",),
    known="No good evidence that Ford ever said it was found.",
    shown="https://example.com/horses",
    nearest="untried-means",
)
INSANITY = Misattribution(
    id="insanity",
    sayings=(
        "The definition of insanity is doing the same thing over and over, expecting new results.",
        "Insanity is doing the same thing again and again.",
    ),
    said_by=("Albert Einstein", "Mark Twain"),
    known="It is from 1981.",
    shown="searched in the full texts",
    nearest="habit",
)
CHANGE = Misattribution(
    id="be-the-change",
    sayings=("Be the change you wish to see in the world.",),
    said_by=("Mahatma Gandhi",),
    known="It stands nowhere in his works.",
    shown="searched in his works",
    nearest="the-world",
)
MILES = Misattribution(
    id="thousand-miles",
    sayings=("The journey of a thousand miles begins with a single step.",),
    said_by=("Confucius",),
    known="It is Lao Tzu's.",
    shown="https://example.com/miles",
    nearest="a-thousand-li",
)
WAYS = Misattribution(
    id="ten-thousand-ways",
    sayings=("I have not failed. I've just found 10,000 ways that won't work.",),
    said_by=("Thomas Edison",),
    known="A later polish of an anecdote.",
    shown="searched",
    nearest="untried-means",
)
DO_IT = Misattribution(
    id="do-what-you-can",
    sayings=("Do what you can, with what you have, where you are.",),
    said_by=("Theodore Roosevelt",),
    known="He quotes Squire Bill Widener.",
    shown="searched",
    nearest="a-letter",
)
SAYINGS = (HORSES, INSANITY, CHANGE, MILES, WAYS, DO_IT)

ANTHOLOGY = Anthology(QUOTES, TOPICS, PEOPLE, SAYINGS)


def library() -> Library:
    return library_of(ANTHOLOGY)
