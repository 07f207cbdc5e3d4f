"""Finds quote files, and opens nothing but regular files inside the folders that were named."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from quotebot.curation.codes import Code
from quotebot.curation.problems import START, FileProblems, Problem

LARGEST_FILE: Final = 16 * 2**20
MOST_ENTRIES: Final = 100_000  # files and folders looked at; more is not a folder of quotes
_SUFFIXES: Final = (".yaml", ".yml")
# A pipe or a device must not block the open that finds out what it is; Windows has neither flag.
_OPEN_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | os.O_CLOEXEC
    if os.name == "posix"
    else os.O_RDONLY | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True, order=True)
class QuoteFile:
    """`path` is how people know the file; `real` is the same file with every link resolved."""

    path: Path
    real: Path


@dataclass(frozen=True, slots=True)
class Found:
    """Each file once, in the order of their paths, and what could not be searched."""

    files: tuple[QuoteFile, ...]
    problems: tuple[Problem, ...]


def find(paths: Sequence[Path]) -> Found:
    """The quote files among the paths and in the folders among them.

    Names that start with a dot and names without .yaml or .yml are not quote files. A link inside
    a folder counts when it stays in that folder, as Kubernetes mounts a ConfigMap.
    """
    search = _Search()
    for path in paths:
        search.begin(path)
    return Found(tuple(sorted(search.files.values())), tuple(search.problems))


def read_bytes(file: QuoteFile, problems: FileProblems) -> bytes:
    """What the file holds; raises GaveUp, with the problem reported, when that was not read."""
    try:
        with os.fdopen(os.open(file.real, _OPEN_FLAGS), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise problems.give_up(START, Code.FILE_KIND, _NOT_REGULAR)
            if status.st_size > LARGEST_FILE:
                raise problems.give_up(START, Code.FILE_TOO_LARGE, _TOO_LARGE)
            data = stream.read(status.st_size + 1)
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        raise problems.give_up(START, Code.FILE_UNREADABLE, message) from error
    if len(data) != status.st_size:
        message = "is being written: try again when that is done"
        raise problems.give_up(START, Code.FILE_UNREADABLE, message)
    return data


_TOO_LARGE: Final = f"is larger than {LARGEST_FILE // 2**20} MiB: split it into several files"
_NOT_REGULAR: Final = "is not a regular file but a pipe, a socket or a device: it is never opened"


@dataclass(slots=True)
class _Search:
    files: dict[str, QuoteFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _walked: set[str] = field(default_factory=set)
    _entries: int = 0

    def begin(self, path: Path) -> None:
        """Search a path that a person named; links on the way to it are theirs to choose."""
        try:
            real = os.path.realpath(path, strict=True)
        except FileNotFoundError:
            message = "there is no such file or folder: correct the path"
            self._report(path, Code.FILE_MISSING, message)
        except (OSError, ValueError) as error:
            self._report(path, Code.FILE_MISSING, f"cannot be found ({error})")
        else:
            if Path(real).is_dir():
                self._begin_folder(path, real)
            elif _is_yaml(path.name):
                self._add(path, real)
            else:
                message = "is not a quote file: its name must end in .yaml or .yml"
                self._report(path, Code.FILE_KIND, message)

    def _begin_folder(self, path: Path, real: str) -> None:
        before = len(self.files) + len(self.problems)
        again = real in self._walked
        self._walk(path, real)
        if not again and len(self.files) + len(self.problems) == before:
            self._report(path, Code.FOLDER_EMPTY, "holds no quote file: is this the folder?")

    def _walk(self, shown: Path, root: str) -> None:
        """Folders first, links after them, so that a file is known by its own name if it has one.

        A folder that a link led to may hold links of its own.
        """
        folders, links = [(shown, root)], list[os.DirEntry[str]]()
        while folders or links:
            if folders:
                links += self._look_through(*folders.pop(), folders)
            else:
                folders += self._follow(links.pop(0), root)

    def _look_through(
        self, shown: Path, real: str, folders: list[tuple[Path, str]]
    ) -> Iterator[os.DirEntry[str]]:
        """Yield the links in a folder, and keep what else is in it."""
        if real in self._walked:
            return
        self._walked.add(real)
        for entry in self._list(shown):
            path = shown / entry.name
            if entry.is_symlink():
                yield entry
            elif entry.is_dir():
                if _is_yaml(entry.name):
                    message = "is a folder, not a quote file: rename it"
                    self._report(path, Code.FILE_KIND, message)
                else:
                    folders.append((path, os.path.realpath(path)))
            elif _is_yaml(entry.name):
                self._add(path, os.path.realpath(path))

    def _list(self, folder: Path) -> list[os.DirEntry[str]]:
        """What is in the folder, by name, without hidden entries."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            message = f"cannot be searched ({error.strerror})"
            self._report(folder, Code.FILE_UNREADABLE, message)
            return []
        self._entries += len(entries)
        if self._entries > MOST_ENTRIES:
            self._report(
                folder,
                Code.FILE_TOO_LARGE,
                f"brings the search to more than {MOST_ENTRIES} files and folders: "
                "name the folder that holds the quotes",
            )
            return []
        return [entry for entry in entries if not entry.name.startswith(".")]

    def _follow(self, link: os.DirEntry[str], root: str) -> Iterator[tuple[Path, str]]:
        """Yield the folder that the link leads to, or keep the file that it leads to."""
        path, yaml = Path(link.path), _is_yaml(link.name)
        try:
            target = os.path.realpath(path, strict=True)
        except OSError:
            if yaml:
                message = "is a link that leads nowhere: remove or correct it"
                self._report(path, Code.FILE_MISSING, message)
            return
        folder = Path(target).is_dir()
        if not yaml and not folder:
            return
        if not Path(target).is_relative_to(root):
            message = "is a link that leads out of the folder: put the files themselves here"
            self._report(path, Code.FILE_OUTSIDE, message)
        elif folder and yaml:
            message = "is a link to a folder, not a quote file: rename it"
            self._report(path, Code.FILE_KIND, message)
        elif folder and Path(os.path.realpath(path.parent)).is_relative_to(target):
            message = "is a link to a folder that holds it: remove the link"
            self._report(path, Code.FILE_OUTSIDE, message)
        elif folder:
            yield path, target
        else:
            self._add(path, target)

    def _add(self, path: Path, real: str) -> None:
        try:
            regular = stat.S_ISREG(Path(real).lstat().st_mode)
        except OSError as error:
            self._report(path, Code.FILE_UNREADABLE, f"cannot be read ({error.strerror})")
            return
        if regular:
            self.files.setdefault(real, QuoteFile(path, Path(real)))
        else:
            self._report(path, Code.FILE_KIND, _NOT_REGULAR)

    def _report(self, path: Path, code: Code, message: str) -> None:
        self.problems.append(Problem(path, 1, 1, message, code))


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)
