"""The whole tree of errors, sorted by who must hear about them."""

from collections.abc import Sequence

EX_CONFIG = 78  # sysexits.h: configuration error; restarting cannot help
EX_TEMPFAIL = 75  # sysexits.h: the same may work later


class QuotebotError(Exception):
    """Whatever quotebot raises on purpose."""


class PersonError(QuotebotError):
    """What a person in a chat did cannot be done; the message is shown to them word for word."""


class OperatorError(QuotebotError):
    """Whoever runs the bot must act; the message is a sentence that names the fix."""

    exit_code = EX_CONFIG


class SettingsError(OperatorError):
    """A setting is missing, misspelt or unusable."""


class LibraryError(OperatorError):
    """The quote files have errors; the message holds all of them, a line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class StoreError(OperatorError):
    """The database cannot be used."""


class CredentialRefused(OperatorError):  # noqa: N818 - it names what happened
    """A platform refused the token that it was given."""


class PlatformUnavailable(OperatorError):  # noqa: N818 - it names what happened
    """A platform cannot be reached, or asks to be left alone for a while."""

    exit_code = EX_TEMPFAIL


class AccessRevoked(QuotebotError):  # noqa: N818 - it names what happened
    """A platform withdrew its consent while the bot was running; only that platform stops."""
