"""Names that are suggested: from the words, in their form, and never one that is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.quotes import Topic
from quotebot.curation.slugs import QUOTE_ID, is_slug
from quotebot.curation.suggesting import suggest_file, suggest_id, suggest_topics


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("try the simple stuff first, and then", "try-the-simple-stuff-first"),
        ("The truth is rarely pure and never simple.", "truth-is-rarely-pure"),
        ("To be, or not to be", "to-be-or-not-to"),
        ("Être ou ne pas être, voilà la question", "etre-ou-ne-pas-etre"),
        ("If I can stop one heart from breaking", "stop-one-heart-from-breaking"),
        ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte",
         "donaudampfschifffahrtselektrizitatenhaup"),
        ("学而时习之", "kongzi"),
    ],
)  # fmt: skip
def test_an_id_is_made_of_words_that_follow_each_other(text: str, id_: str) -> None:
    assert suggest_id(text, "Kongzi", ()) == id_


def test_an_id_that_is_taken_gets_a_number() -> None:
    taken = {"rarely-pure", "rarely-pure-2"}
    assert suggest_id("rarely pure", "", taken) == "rarely-pure-3"


@given(text=st.text(min_size=1), author=st.text(), numbers=st.sets(st.integers(2, 9)))
def test_every_suggestion_has_the_form_of_an_id_and_is_free(
    text: str, author: str, numbers: set[int]
) -> None:
    first = suggest_id(text, author, ())
    taken = {first, *(f"{first}-{number}" for number in numbers)}
    for id_ in (first, suggest_id(text, author, taken)):
        assert QUOTE_ID.passes(id_)
        assert suggest_id(text, author, ()) == first
    assert suggest_id(text, author, taken) not in taken
    assert is_slug(suggest_file(text, author, taken))


@pytest.mark.parametrize(
    ("title", "author", "name"),
    [
        ("On the Origin of Species by Means of Natural Selection", "Charles Darwin",
         "darwin-origin-species-means"),
        ("Walden: or, Life in the Woods", "Henry David Thoreau", "thoreau-walden"),
        ("论语", None, "work"),
    ],
)  # fmt: skip
def test_a_file_is_called_after_the_author_and_the_title(
    title: str, author: str | None, name: str
) -> None:
    assert suggest_file(title, author, ()) == name


def test_topics_are_those_that_the_words_name_in_their_order() -> None:
    topics = [
        Topic(id="hard-work", aliases=("toil",)),
        Topic(id="time", aliases=("hours",)),
        Topic(id="art"),
    ]
    text = "The hours of hard work pass like a party, and time flies."
    assert suggest_topics(text, topics, 5) == ["time", "hard-work"]
    assert suggest_topics(text, topics, 1) == ["time"]
