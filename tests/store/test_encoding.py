"""Memories survive being written down, and nothing else passes for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.rotation import Memory, Round
from quotebot.store.encoding import decode, encode
from tests.store.memories import memories

MEMORY = Memory(7, ("a", "b"), {"progress": Round(5, 10, 99, ("c",), ("b",))})
TEXT = '[1,["a","b"],{"progress":[5,10,99,["c"],["b"]]}]'


def test_the_written_form_is_the_one_that_is_documented() -> None:
    assert encode(MEMORY) == TEXT
    assert decode(7, TEXT) == MEMORY


@given(memories.filter(lambda memory: memory.revision > 0))
def test_every_memory_comes_back_as_it_went(memory: Memory) -> None:
    assert decode(memory.revision, encode(memory)) == memory


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("[1,", "not JSON"),
        ("[" * 100_000, "not JSON"),
        (None, "not text"),
        (b"\x00", "not text"),
        ("null", "not a memory"),
        ("[]", "not a memory"),
        ("[0,[],{}]", "not a memory"),
        ("[1,[],{},4]", "not a memory"),
        ("[1,[1],{}]", "not a memory"),
        ('[1,"ab",{}]', "not a memory"),
        ("[1,[],[]]", "not a memory"),
        ('[1,[],{"data":[1,2,3,[]]}]', "round of 'data'"),
        ('[1,[],{"data":[-1,2,3,[],[]]}]', "round of 'data'"),
        ('[1,[],{"data":[18446744073709551616,2,3,[],[]]}]', "round of 'data'"),
        ('[1,[],{"data":[1,0,3,[],[]]}]', "round of 'data'"),
        ('[1,[],{"data":[1,65,3,[],[]]}]', "round of 'data'"),
        ('[1,[],{"data":[1,2,3.5,[],[]]}]', "round of 'data'"),
        ('[1,[],{"data":[1,2,3,[4],[]]}]', "round of 'data'"),
        ("[2,[],{}]", "encoding 2 is newer than 1"),
        ('[3,"anything"]', "encoding 3 is newer than 1"),
    ],
)
def test_what_no_version_wrote_is_refused_with_the_reason(text: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        decode(1, text)


@pytest.mark.parametrize("revision", [0, -1, None, "one", 1.5])
def test_a_revision_that_counts_nothing_is_refused(revision: object) -> None:
    with pytest.raises(ValueError, match="its revision"):
        decode(revision, TEXT)


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists) | st.text())
def test_anything_else_is_refused_or_read_never_a_crash(value: object) -> None:
    try:
        memory = decode(1, json.dumps([1, [], {"data": value}]))
    except ValueError:
        return
    assert decode(1, encode(memory)) == memory
