"""The century of a year as curators write it; what is not certain stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.curation.centuries import century_of, name_of


@pytest.mark.parametrize(
    ("years", "century"),
    [
        ("1605", 17),
        ("1600", 16),
        ("1601", 17),
        ("1", 1),
        ("100", 1),
        ("101", 2),
        ("c. 175", 2),
        ("ca. 175", 2),
        ("circa 175", 2),
        ("~175", 2),
        ("AD 175", 2),
        ("175 CE", 2),
        ("400 BC", -4),
        ("c. 400 BCE", -4),
        ("401 BC", -5),
        ("100 BC", -1),
        ("c. 2000 BC", -20),
        ("c. 399-387 BC", -4),
        ("c. 40-64", 1),
        ("1841–1844", 19),
        ("1902, 1905 and 1908", 20),
        ("1605/1615", 17),
        ("1914-18", 20),
        ("c. 600 BC (traditional)", -6),
        ("5th century BC", -5),
        ("late 17th century", 17),
        ("c. 12th century", 12),
        ("1890s", 19),
    ],
)
def test_a_year_that_is_understood_has_its_century(years: str, century: int) -> None:
    assert century_of(years) == century


@pytest.mark.parametrize(
    "years",
    [
        "",
        "unknown",
        "forthcoming",
        "before 1800",
        "after 300 BC",
        "1599-1601",  # two centuries
        "101-99 BC",
        "27 BC-14 AD",
        "6th-5th century BC",
        "1800s",
        "1599-02",  # 1602, or a slip?
        "1608-1605",
        "0",
        "0th century",
        "12345",
        "1605?",
        "MDCV",
        "1605 1606",
    ],
)
def test_what_is_not_understood_or_not_in_one_century_is_unknown(years: str) -> None:
    assert century_of(years) is None


@given(st.integers(1, 9999))
def test_each_century_has_a_hundred_years_and_ends_with_the_round_one(year: int) -> None:
    century = century_of(str(year))
    assert century is not None
    assert (century - 1) * 100 < year <= century * 100
    assert century_of(f"c. {year} BC") == -century


@given(st.text())
def test_no_text_does_harm(years: str) -> None:
    century_of(years)


@pytest.mark.parametrize(
    ("century", "name"),
    [
        (1, "1st century"),
        (2, "2nd century"),
        (3, "3rd century"),
        (11, "11th century"),
        (12, "12th century"),
        (13, "13th century"),
        (21, "21st century"),
        (-4, "4th century BC"),
    ],
)
def test_a_century_has_a_name(century: int, name: str) -> None:
    assert name_of(century) == name
