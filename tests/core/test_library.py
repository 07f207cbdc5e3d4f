"""The library and its indexes, one replaced by the next."""

import gc
import weakref

from quotebot.core.library import library_of
from tests.anthologies import numbered


def test_a_library_that_is_replaced_leaves_nothing_behind() -> None:
    """What waits for the garbage collector would stay: a reload tells it to look no more."""
    gc.collect()
    gc.disable()
    try:
        library = library_of(numbered(200))
        assert library.search.find("number 7", 1)
        assert library.topics.match("progress")
        index, search = weakref.ref(library.topics), weakref.ref(library.search)
        library = library_of(numbered(3))
        assert index() is None
        assert search() is None
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert library.search.find("number 1", 1)
