"""How findings look, and that docs/doctor.md names every check, where it belongs, and no other."""

import re
from pathlib import Path

from quotebot.cli.doctor.case import Patient
from quotebot.cli.doctor.catalogue import CHECKS, GROUPS
from quotebot.cli.doctor.findings import Check, Finding, failed, ok, warning
from quotebot.cli.doctor.page import lines_of

PAGE = (Path(__file__).parents[3] / "docs/doctor.md").read_text("utf-8")


def test_every_check_stands_in_the_docs_under_its_group_in_the_order_of_the_output() -> None:
    lines = re.findall(r"^## (.+)$|^\| `([a-z.-]+)` \| (.+) \|", PAGE, re.MULTILINE)
    named = [(heading, name) for heading, name, _ in lines if heading in GROUPS.values() or name]
    expected = [
        entry
        for group, heading in GROUPS.items()
        for entry in (
            (heading, ""),
            *(("", check.name) for check in CHECKS if check.group == group),
        )
    ]
    assert named == expected


def test_every_group_of_a_check_has_a_heading_and_no_name_comes_twice() -> None:
    assert {check.group for check in CHECKS} == set(GROUPS)
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def found_of(finding: Finding) -> list[tuple[Check[Patient], Finding]]:
    return [(CHECKS[0], finding)]


def test_the_mark_is_a_word_in_a_colour_and_several_ways_have_letters() -> None:
    lines = list(lines_of(found_of(failed("broken", "do this", "do that"))))
    assert lines == [
        "\x1b[1mThis program\x1b[0m",
        "  \x1b[31mfailed \x1b[0m  Version: broken",
        "           To fix this: a) do this",
        "                        b) do that",
        "",
        "0 ok, 0 warning, 1 failed, 0 skipped",
    ]


def test_one_way_has_no_letter_and_what_is_well_has_none() -> None:
    assert list(lines_of(found_of(warning("odd", "do this"))))[2] == (
        "           To fix this: do this"
    )
    assert len(list(lines_of(found_of(ok("fine"))))) == 4


def test_nothing_that_was_found_steers_the_terminal() -> None:
    [_, line, fix, *_] = lines_of(found_of(failed("a\x1b[2Jb\nc", "d\re")))
    assert line.endswith("Version: a\\x1b[2Jb\\nc")
    assert fix.endswith("d\\re")
