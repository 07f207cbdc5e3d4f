"""What a file .env sets, and on which line; a file that cannot be read to its end is refused."""

from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from quotebot.core.errors import SettingsError

ENCODING: Final = "utf-8-sig"  # Windows' editors open a file with a byte order mark


class Line(NamedTuple):
    """A name that is set, its value with ${…} filled in, and where it stands."""

    name: str
    value: str
    number: int


def text_of(env_file: Path) -> str:
    """What the file holds, with its own line ends, "" where there is none; raises SettingsError."""
    try:
        with env_file.open(encoding=ENCODING, newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} is not UTF-8: save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{env_file} cannot be read: {error.strerror}") from error


def bindings(text: str, env_file: Path) -> list[Binding]:
    """The lines of the text; raises SettingsError for those that set nothing and are no comment."""
    lines = list(parse_stream(StringIO(text)))
    if broken := [line for line in lines if line.error or (line.key and line.value is None)]:
        raise SettingsError(
            "\n".join(f"{env_file}, line {number(line)} is not NAME=value" for line in broken)
        )
    return lines


def lines_of(env_file: Path) -> list[Line]:
    """What the file sets, in its order; raises SettingsError if it cannot be read to its end."""
    text = text_of(env_file)
    lines = bindings(text, env_file)
    values = dotenv_values(stream=StringIO(text))
    return [Line(line.key, values[line.key] or "", number(line)) for line in lines if line.key]


def number(line: Binding) -> int:
    """Where the line stands; the parser counts from the blank lines before it."""
    text = line.original.string
    return line.original.line + text[: len(text) - len(text.lstrip())].count("\n")
