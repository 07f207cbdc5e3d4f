"""Where secrets are put: in a file .env, or each in a file of its own."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from quotebot.cli.logs import one_line
from quotebot.core.errors import SettingsError
from quotebot.settings import secret_fields, variable
from quotebot.settings.dotenv_file import lines_of, text_of
from quotebot.settings.private_files import make_private, with_values, write_private
from quotebot.settings.secret_files import SUFFIX, read_secret

_HEAD = """\
# The settings and secrets of quotebot. Nobody but its owner may read this file.
# What else can be set: quotebot config reference --format env

"""


class Place(Protocol):
    """Where secrets are kept, each under its variable."""

    @property
    def path(self) -> Path: ...

    def held(self) -> Mapping[str, str]:
        """What is there; raises SettingsError if it cannot be read."""
        ...

    def put(self, values: Mapping[str, str]) -> Iterator[str]:
        """Put these there, and tell in sentences what was done; raises OperatorError."""
        ...

    def advice(self) -> str:
        """How the bot gets them from there."""
        ...


class EnvFile:
    """A file .env, of which nothing changes but what is put there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def held(self) -> Mapping[str, str]:
        found = {line.name.upper(): line.value for line in lines_of(self.path)}
        held = {}
        for name in map(variable, secret_fields()):
            if file := found.get(name + SUFFIX):
                held[name] = read_secret(name + SUFFIX, file)
            elif name in found:
                held[name] = found[name]
        return held

    def put(self, values: Mapping[str, str]) -> Iterator[str]:
        held = self.held()
        new = {name: value for name, value in values.items() if held.get(name) != value}
        if new:
            text = text_of(self.path) or _HEAD
            write_private(self.path, with_values(text, self.path, new))
            yield f"Wrote {', '.join(new)} to {one_line(str(self.path))}, for its owner alone."
        else:
            yield f"Nothing to change: {one_line(str(self.path))} has it already."
            if make_private(self.path):
                yield "It could be read by others: now its owner alone can."

    def advice(self) -> str:
        parent = self.path.parent
        return "" if parent == Path() else f"\nThe bot finds it when it is started in {parent}."


class Credentials:
    """A directory with a file for each secret, named as the setting."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _files(self) -> dict[str, Path]:
        return {variable(field): self.path / field for field in secret_fields()}

    def held(self) -> Mapping[str, str]:
        return {
            name: read_secret(name + SUFFIX, str(path))
            for name, path in self._files().items()
            if _is_there(path)
        }

    def put(self, values: Mapping[str, str]) -> Iterator[str]:
        held = self.held()
        files = self._files()
        new = {name: value for name, value in values.items() if held.get(name) != value}
        for name, value in new.items():
            write_private(files[name], f"{value}\n")
            yield f"Wrote {one_line(str(files[name]))}, for its owner alone."
        if not new:
            yield f"Nothing to change: {one_line(str(self.path))} has it already."
        for name in held.keys() - new.keys():
            if make_private(files[name]):
                yield f"{files[name]} could be read by others: now its owner alone can."

    def advice(self) -> str:
        files = {name: path.absolute() for name, path in self._files().items() if _is_there(path)}
        unit = [
            line
            for name, path in files.items()
            for line in (
                f"    LoadCredential={path.name}:{str(path).replace('%', '%%')}",
                f"    Environment={name}{SUFFIX}=%d/{path.name}",
            )
        ]
        variables = [f"    {name}{SUFFIX}={path}" for name, path in files.items()]
        return "\n".join(
            ["", "In a unit of systemd:", "", *unit, "", "Elsewhere:", "", *variables, ""]
        )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
