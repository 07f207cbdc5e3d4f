"""A library of two works for the tests of `quotebot quotes`, and the command as they call it."""

from pathlib import Path

from click.testing import CliRunner, Result

from quotebot.cli import main
from quotebot.curation.reading import Reading, read

WALDEN = """\
# Life in the woods.
source:
  title: Walden
  author: Henry David Thoreau
  year: "1854"
quotes:
  - id: quiet-desperation
    text: "The mass of men lead lives of quiet desperation."   # the best known
    topics: [life]
    where: Economy
# The end.
"""
LETTERS = """\
source:
  title: Letters of Several People
  year: "1900"
quotes:
  - id: progress-is-slow
    text: "Progress is slow, and it comes all the same."
    author: Ann Author
    topics: [progress, patience]
    where: letter 1
"""
TOPICS = """\
topics:
  - id: life
    about: Living it.
    aliases: [living, existence]
  - id: patience
    aliases: [waiting, slow]
  - id: progress
    about: Getting on.
    aliases: [advance, slow]
"""
PEOPLE = """\
people:
  - name: Henry David Thoreau
    also: [Thoreau]
  - name: Ann Author
"""
FOLDER = Path("library")


def make_library() -> Path:
    """Make it in the working directory, where no test finds anything else."""
    FOLDER.mkdir()
    for name, text in {
        "thoreau-walden": WALDEN,
        "letters": LETTERS,
        "topics": TOPICS,
        "people": PEOPLE,
    }.items():
        (FOLDER / f"{name}.yaml").write_text(text)
    return FOLDER


def quotes(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["quotes", *arguments], input=given)


def held() -> dict[str, bytes]:
    """Every file of the library."""
    return {path.name: path.read_bytes() for path in FOLDER.iterdir()}


def reading() -> Reading:
    return read([FOLDER])
