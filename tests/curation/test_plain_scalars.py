import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quotebot.curation.plain_scalars import may_be_taken, taken_for

WORDS = ("yes", "no", "on", "off", "true", "null", "y", "~", "=", "<<", ".inf", ".nan", "12:30")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("", "nothing at all"),
        ("~", "nothing at all"),
        ("No", "true or false"),
        ("y", "true or false"),
        ("12:30:45", "a number"),
        ("0123", "a number"),
        ("1859", "a number"),
        ("1_000", "a number"),
        ("-1.5e3", "a number"),
        ("1e3", "a number"),
        ("0o17", "a number"),
        (".5", "a number"),
        ("-.inf", "a number"),
        ("2024-01-01", "a date"),
        ("2024-13-45", "a date"),
        ("2001-12-14t21:59:43.10-05:00", "a date"),
        ("=", "a sign of YAML's own"),
        ("None", None),
        ("no one", None),
        ("1859a", None),
        ("chapter 1", None),
        ("c. 175", None),
    ],
)
def test_what_other_readers_would_make_of_plain_words(words: str, kind: str | None) -> None:
    assert taken_for(words) == kind


@given(st.sampled_from(WORDS).map(str.title) | st.text("0123456789+-.:_eExabTZ =~<", max_size=12))
def test_whatever_pyyaml_takes_for_something_else_is_known(words: str) -> None:
    resolver = yaml.resolver.Resolver()
    tag = resolver.resolve(yaml.ScalarNode, words, (True, False))
    if tag != "tag:yaml.org,2002:str":
        assert taken_for(words)
    if taken_for(words):
        assert may_be_taken(words)
