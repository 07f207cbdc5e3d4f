"""Small quote files for the tests, written as a curator would write them."""

from pathlib import Path

from quotebot.curation.codes import Code
from quotebot.curation.problems import Problem
from quotebot.curation.reading import Reading, read

SOURCE = 'source: {title: A Work, author: An Author, year: "1900", edition: first}\n'

FIELDS = {
    "id": "a-quote",
    "text": "Words that stand in a work.",
    "topics": "[work]",
    "where": "chapter one",
}


def quote(**fields: str | None) -> str:
    """A quote in YAML, each value written as given; None leaves a field out."""
    given = {name: value for name, value in {**FIELDS, **fields}.items() if value is not None}
    lines = "".join(f"    {name}: {value}\n" for name, value in given.items())
    return lines.replace("    ", "  - ", 1)


def plain(text: str) -> str:
    """The text as a YAML value that needs no further escapes."""
    return "'" + text.replace("'", "''") + "'"


def quote_file(*quotes: str) -> str:
    return f"{SOURCE}quotes:\n{''.join(quotes)}"


def write(folder: Path, **files: str | bytes) -> Path:
    """Write each file under its name with .yaml after it, with hyphens for underscores."""
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name.replace('_', '-')}.yaml").write_bytes(data)
    return folder


def read_quote(folder: Path, **fields: str | None) -> Reading:
    """Read a file with this one quote; its values stand from line 4 on, in column 5 or later."""
    return read([write(folder, a_work=quote_file(quote(**fields)))])


def read_text(folder: Path, text: str | bytes) -> Reading:
    return read([write(folder, a_work=text)])


def checked(folder: Path, **files: str | bytes) -> Reading:
    """Read what `write` would write, with all that `quotebot check` looks for."""
    return read([write(folder, **files)], for_curators=True)


def shown(problem: Problem, folder: Path) -> str:
    """The problem as people see it, from inside the folder."""
    return str(problem).replace(f"{folder}/", "")


def codes(reading: Reading) -> list[Code]:
    return [problem.code for problem in reading.problems]


def errors(reading: Reading) -> str:
    return "\n".join(map(str, reading.errors))


def warnings(reading: Reading) -> str:
    return "\n".join(map(str, reading.warnings))
