"""The secrets that a platform needs: read from files, typed, or there already."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import click

from quotebot.cli.init.places import Place
from quotebot.cli.terminal import Ask, Question, agreed, say
from quotebot.core.errors import SettingsError, StoreError
from quotebot.core.messages import Platform
from quotebot.settings import Settings
from quotebot.settings.masking import masked, masked_url
from quotebot.settings.secret_files import read_secret
from quotebot.settings.tokens import check_token

DATABASE: Final = "QUOTEBOT_DATABASE"
TOKENS: Final = {
    Platform.DISCORD: {"DISCORD_TOKEN": "Discord's bot token"},
    Platform.SLACK: {
        "SLACK_BOT_TOKEN": "Slack's bot token (xoxb-…)",
        "SLACK_APP_TOKEN": "Slack's app-level token (xapp-…)",
    },
}
_STANDARD_INPUT: Final = "-"
_HIDDEN: Final = "Paste it; it is not shown. Enter ends it."
_ABOUT_DATABASE: Final = (
    "For what was shown and set up. Enter takes a file beside the bot. A URL with a password would"
    " be seen here: for that there is --database-file."
)

Given = Mapping[str, str]


def read_files(files: Mapping[str, str | None]) -> Given:
    """What the options give, by the variable that it is for; raises UsageError, SettingsError."""
    if list(files.values()).count(_STANDARD_INPUT) > 1:
        raise click.UsageError("standard input can hold one secret: name files for the others")
    given = {}
    for parameter, text in files.items():
        if text is None:
            continue
        name = parameter.removesuffix("_file").upper()
        if name == "DATABASE":
            name = DATABASE
        if name in given:
            raise click.UsageError("--database and --database-file are both given: remove one")
        given[name] = _content(parameter, text)
        if why := _objection(name, given[name]):
            raise SettingsError(f"{_flag(parameter)} {why}")
    return given


def _flag(parameter: str) -> str:
    return f"--{parameter.replace('_', '-')}"


def _content(parameter: str, text: str) -> str:
    flag = _flag(parameter)
    if not parameter.endswith("_file"):
        if masked_url(text) != text:
            raise click.UsageError(f"{flag} has a password, which others could see: {flag}-file")
        return text
    if text == _STANDARD_INPUT:
        if sys.stdin.isatty():
            raise click.UsageError(f"{flag} -: standard input is a terminal, which would show it")
        return sys.stdin.read().removesuffix("\n").removesuffix("\r")
    return read_secret(flag, text)


def _objection(name: str, text: str) -> str | None:
    """What is wrong with a secret, as the rest of a sentence."""
    try:
        if name == DATABASE:
            from quotebot.store.urls import locate  # noqa: PLC0415 - slow, and seldom needed

            locate(text)
        else:
            check_token(text, name)
    except ValueError as error:
        return str(error)
    except StoreError as error:
        return f"is no database: {error}"
    return None


class Secrets:
    """Comes by what a platform needs: given, typed, or there already."""

    def __init__(self, place: Place, given: Given, ask: Ask | None, *, replace: bool) -> None:
        self._held = place.held()
        self._place = place
        self._given = given
        self._ask = ask
        self._replace = replace

    def of(self, platforms: Sequence[Platform], guide: Callable[[Platform], str]) -> dict[str, str]:
        """The variables to be written; `guide` says where a platform has its tokens.

        Raises UsageError if one is missing and nobody can be asked, and KeyboardInterrupt or
        EOFError when the person gives up.
        """
        values: dict[str, str] = {}
        for platform in platforms:
            names = TOKENS[platform]
            if not names.keys() <= {*self._given, *self._held}:
                click.echo(f"\n{guide(platform)}")
            for name, title in names.items():
                values |= self._one(name, title)
        if DATABASE in self._given and self._may_replace(DATABASE, self._given[DATABASE]):
            values[DATABASE] = self._given[DATABASE]
        if self._ask and values and DATABASE not in {*self._given, *self._held}:
            values |= self._database(self._ask)
        return values

    def _one(self, name: str, title: str) -> Iterator[tuple[str, str]]:
        if name in self._given:
            if self._may_replace(name, self._given[name]):
                yield name, self._given[name]
        elif self._ask is None:
            if name not in self._held:
                flag = _flag(f"{name.lower()}_file")
                raise click.UsageError(f"{name} is missing: {flag} PATH names a file with it")
        elif name not in self._held or self._wants_another(name):
            yield name, self._typed(self._ask, name, title)

    def _database(self, ask: Ask) -> Iterator[tuple[str, str]]:
        """Another database than the one that is used where nothing is set."""
        usual = str(Settings.model_fields["database"].default)
        question = Question("Database", _ABOUT_DATABASE, usual)
        while (text := ask(question).strip()) not in {"", usual}:
            why = _objection(DATABASE, text)
            if why is None:
                yield DATABASE, text
                return
            say(f"what you typed {why}")
            question = question.again(text)

    def _may_replace(self, name: str, text: str) -> bool:
        if self._replace or self._held.get(name, text) == text:
            return True
        if self._ask is None:
            raise click.UsageError(
                f"{name} is set to something else in {self._place.path}: --yes replaces it"
            )
        return self._wants_another(name)

    def _wants_another(self, name: str) -> bool:
        if self._ask is None or self._replace:
            return self._replace
        shown = masked_url if name == DATABASE else masked
        title = f"{name} is set already ({shown(self._held[name])}). Replace it?"
        return agreed(self._ask, title, "Enter alone keeps it.")

    def _typed(self, ask: Ask, name: str, title: str) -> str:
        question = Question(title, _HIDDEN, hidden=True)
        while True:
            text = ask(question).strip()
            why = _objection(name, text) if text else "must be given; Ctrl-C gives up"
            if why is None:
                return text
            say(f"{title} {why}" if not text else f"what you typed {why}")
            question = question.again("")
