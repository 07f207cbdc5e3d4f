"""Which library a command works on, and how its files are called on the terminal."""

import os
from pathlib import Path
from typing import NamedTuple

from quotebot.core.errors import SettingsError
from quotebot.settings import Settings, variable
from quotebot.wiring import builtin_quotes, quote_paths


class Where(NamedTuple):
    """The folders and files of a library, and the folder in which new files are made."""

    paths: list[Path]
    folder: Path


def where_to_add(settings: Settings) -> Where:
    """The library that the bot would load; raises SettingsError if none of it is ours to change."""
    paths = [nearer(path) for path in quote_paths(settings)]
    own = [path for path in paths if path.is_dir() and not _is_installed(path)]
    if not own:
        raise SettingsError(
            "The quotes that came with the installed quotebot are not to be changed:"
            f" name a file of your own, or your folder in {variable('quotes')}"
        )
    shipped = builtin_quotes().resolve()
    return Where(paths, next((path for path in own if path.resolve() != shipped), own[0]))


def where_is(folder: Path, settings: Settings) -> Where:
    """The library that the folder belongs to: the one that the bot would load, or the folder."""
    loaded = [nearer(path) for path in quote_paths(settings)]
    inside = any(folder.resolve().is_relative_to(path.resolve()) for path in loaded)
    return Where(loaded if inside else [folder], folder)


def nearer(path: Path) -> Path:
    """The path from here, where it leads to something inside this folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _is_installed(path: Path) -> bool:
    """Whether it is the copy of the library inside an installed package."""
    real = Path(os.path.realpath(path))
    return real == builtin_quotes().resolve() and (real.parent / "__init__.py").exists()
