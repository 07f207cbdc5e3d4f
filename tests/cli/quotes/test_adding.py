"""`quotebot quotes add` by options alone: what is written, and what is refused without a trace."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import Result

from quotebot.core.quotes import Status
from tests.cli.quotes.library import FOLDER, LETTERS, WALDEN, held, quotes, reading

pytestmark = pytest.mark.usefixtures("a_small_library")

NEW = {
    "text": "Rather than love, than money, than fame, give me truth.",
    "topics": "life",
    "where": "Conclusion",
}
A_WORK = {"title": "A New Work", "source-author": "Ann Author", "year": "1901"}


def add(file: str, *more: str, given: str | bytes | None = None, **options: str | None) -> Result:
    flags = [
        each
        for name, value in {**NEW, **options}.items()
        if value is not None
        for each in (f"--{name.replace('_', '-')}", value)
    ]
    return quotes("add", file, "--yes", *flags, *more, given=given)


def added(file: str, *more: str, given: str | bytes | None = None, **options: str | None) -> str:
    """The id of the quote that was added."""
    result = add(file, *more, given=given, **options)
    assert result.exit_code == 0, result.output
    assert not reading().errors
    return result.stdout.split()[1]


def refused(file: str, *more: str, given: str | bytes | None = None, **options: str | None) -> str:
    """What is said when nothing is written."""
    before = held()
    result = add(file, *more, given=given, **options)
    assert result.exit_code in {1, 2, 78}, result.output
    assert held() == before
    assert result.stdout == ""
    assert all(line.isprintable() for line in result.stderr.splitlines())
    return result.stderr


def test_the_quote_stands_after_the_others_and_every_byte_of_them_is_kept() -> None:
    assert added("thoreau-walden") == "rather-than-love-than-money"
    assert (FOLDER / "thoreau-walden.yaml").read_text() == WALDEN.replace(
        "# The end.",
        "  - id: rather-than-love-than-money\n"
        '    text: "Rather than love, than money, than fame, give me truth."\n'
        "    topics: [life]\n"
        "    where: Conclusion\n"
        "# The end.",
    )


@pytest.mark.parametrize(
    "file", ["thoreau-walden", "library/thoreau-walden.yaml", "./library/thoreau-walden.yaml"]
)
def test_a_file_is_called_by_its_name_or_by_its_path(file: str) -> None:
    added(file)
    assert "give me truth" in (FOLDER / "thoreau-walden.yaml").read_text()


def test_a_new_work_gets_a_file_with_its_source() -> None:
    added("author-new-work", **A_WORK, speaker="A Fox")
    assert (FOLDER / "author-new-work.yaml").read_text() == (
        "source:\n"
        "  title: A New Work\n"
        "  author: Ann Author\n"
        '  year: "1901"\n'
        "quotes:\n"
        "  - id: rather-than-love-than-money\n"
        '    text: "Rather than love, than money, than fame, give me truth."\n'
        "    speaker: A Fox\n"
        "    topics: [life]\n"
        "    where: Conclusion\n"
    )


def test_every_field_can_be_given() -> None:
    id_ = added(
        "some-work",
        **A_WORK,
        translator="T. Later",
        edition="2nd",
        url="https://example.org/",
        quoted_in="Elsewhere",
        rights="public domain",
        author="Henry David Thoreau",
        speaker="A Fox",
        id="my-own-id",
        note="A note: with a colon.",
        lang="fr",
        status="disputed",
        topics="progress, existence",
    )
    [quote] = [each for each in reading().quotes if each.id == id_]
    assert id_ == "my-own-id"
    assert quote.topics == ("progress", "life")
    assert (quote.author, quote.speaker, quote.lang) == ("Henry David Thoreau", "A Fox", "fr")
    assert (quote.note, quote.status) == ("A note: with a colon.", Status.DISPUTED)
    assert quote.source.quoted_in == "Elsewhere"


def test_a_text_from_standard_input_is_one_line_unless_it_is_verse() -> None:
    verse = "Tell all the truth\nbut tell it slant\n"
    assert added("thoreau-walden", text="-", given=verse) == "tell-all-the-truth"
    assert added("letters", "--verse", text="-", given="Words\n new", author="Ann Author")
    texts = [quote.text for quote in reading().quotes]
    assert "Tell all the truth but tell it slant" in texts
    assert "Words\n new" in texts


def test_the_mode_of_the_file_is_kept_and_nothing_is_left_beside_it() -> None:
    path = FOLDER / "thoreau-walden.yaml"
    path.chmod(0o640)
    before = sorted(FOLDER.iterdir())
    added("thoreau-walden")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(FOLDER.iterdir()) == before


def test_a_link_stays_a_link() -> None:
    path = FOLDER / "thoreau-walden.yaml"
    path.rename(FOLDER / "..data")
    path.symlink_to("..data")
    added("thoreau-walden")
    assert path.is_symlink()
    assert "give me truth" in (FOLDER / "..data").read_text()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"text": "x"}, "--text: 1 character is too short"),
        ({"text": "Hello @everyone, hello."}, '--text: "@everyone" is how'),
        ({"text": "Zero\u200bwidth is hidden."}, "--text: U+200B"),
        ({"topics": "progess"}, '--topics: "progess" is not in topics.yaml: write progress'),
        ({"topics": "slow"}, '--topics: "slow" is under patience and progress: write one'),
        ({"where": "here http://example.org"}, "--where: "),
        ({"id": "quiet-desperation"}, "--id: the id quiet-desperation is taken"),
        ({"id": "No Id"}, "--id: "),
        ({"status": "verfied"}, "--status: "),
        ({"lang": "English"}, "--lang: "),
        ({"text": "the mass of men, lead lives of QUIET desperation"}, "quiet-desperation already"),
        ({"title": "Walden"}, "has its source: leave out --title"),
        ({"where": None}, "missing: --where"),
    ],
)
def test_a_wrong_answer_is_named_by_its_option(options: dict[str, str | None], said: str) -> None:
    assert said in refused("thoreau-walden", **options)


def test_every_wrong_answer_is_named_at_once() -> None:
    said = refused("thoreau-walden", text="x", topics="nothing", id="No")
    assert [line.split(":")[0].strip() for line in said.splitlines()[:3]] == [
        "--text", "--topics", "--id",
    ]  # fmt: skip


@pytest.mark.parametrize("file", ["No Name", "topics", "library/people.yaml", "walden.txt", "../x"])
def test_a_file_must_have_a_name_for_a_work(file: str) -> None:
    assert file.removesuffix(".yaml").rpartition("/")[2] in refused(file, **A_WORK)


def test_a_new_work_needs_its_source() -> None:
    assert "--title, --year, --author" in refused("some-work")


def test_where_the_source_has_no_author_the_quote_needs_one() -> None:
    assert "missing: --author" in refused("letters")


def test_nearly_the_same_words_are_told_unless_both_are_wanted() -> None:
    text = "Most of the mass of men lead their lives of quiet desperation"
    told = add("thoreau-walden", text=text)
    assert told.exit_code == 0
    assert "these are nearly the words of the quote quiet-desperation" in told.stderr
    (FOLDER / "thoreau-walden.yaml").write_text(WALDEN)
    wanted = add("thoreau-walden", text=text, variant_of="quiet-desperation")
    assert (wanted.exit_code, wanted.stderr) == (0, "")


def test_the_same_words_by_somebody_else_are_only_a_doubt() -> None:
    result = add("letters", text="The mass of men lead lives of quiet desperation", author="X. Y.")
    assert result.exit_code == 0
    assert "note: these words are the quote quiet-desperation by Henry David" in result.stderr
    assert "check who said them" in result.stderr
    assert '"X. Y." is not in people.yaml' in result.stderr


def test_a_known_misattribution_is_refused_with_what_is_known() -> None:
    (FOLDER / "misattributions.yaml").write_text(
        "misattributions:\n  - id: horses\n    sayings: [Faster horses!]\n    said_by: [Henry Ford]"
        "\n    known: No evidence was found.\n    shown: searched\n    nearest: quiet-desperation\n"
    )
    assert "(horses): No evidence was found." in refused("thoreau-walden", text="faster horses")


def test_a_library_with_an_error_is_left_alone() -> None:
    (FOLDER / "broken.yaml").write_text("source: [\n")
    said = refused("thoreau-walden")
    assert "broken.yaml:2:1: " in said
    assert "Correct this first, or choose" in said


def test_a_list_in_brackets_is_left_alone() -> None:
    (FOLDER / "flow.yaml").write_text(
        'source: {title: A, author: B, year: "1"}\n'
        "quotes: [{id: abc, text: Words of it., topics: [life], where: x}]\n"
    )
    assert "flow.yaml: its quotes stand in [ ]" in refused("flow")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere: run as another user")
def test_a_folder_that_is_not_ours_is_named() -> None:
    FOLDER.chmod(0o500)
    assert "cannot be written (Permission denied)" in refused("thoreau-walden")


def test_bytes_that_are_no_text_are_named() -> None:
    assert "not UTF-8 at byte 3" in refused("thoreau-walden", text="-", given=b"caf\xe9 au lait")


def test_without_a_terminal_nothing_can_be_asked() -> None:
    result = quotes("add", "thoreau-walden")
    assert result.exit_code == 2
    assert "no terminal to ask at" in result.stderr


def test_a_folder_outside_of_the_library_is_a_library_of_its_own() -> None:
    result = add("elsewhere/deep/some-work.yaml", **A_WORK, id="quiet-desperation", topics="any")
    assert result.exit_code == 0, result.output
    assert Path("elsewhere/deep/some-work.yaml").exists()
    result = add("elsewhere/deep/other-work.yaml", **A_WORK, id="quiet-desperation", topics="any")
    assert "the id quiet-desperation is taken" in result.stderr


def test_a_file_that_somebody_spoils_meanwhile_is_left_alone() -> None:
    (FOLDER / "letters.yaml").write_text(LETTERS + "    wher: oops\n")
    assert 'unknown field "wher"' in refused("letters", author="Ann Author")
