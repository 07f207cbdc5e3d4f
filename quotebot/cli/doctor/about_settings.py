"""Checks of what is set: whether it can be used, where it comes from, and who else can read it."""

from pathlib import Path
from typing import Final

from quotebot.cli.config import origin
from quotebot.cli.doctor.case import Patient
from quotebot.cli.doctor.findings import Finding, failed, ok, skipped, warning
from quotebot.core.errors import SettingsError
from quotebot.settings import given, secrets_that_everybody_can_read
from quotebot.settings.misplaced import misplaced
from quotebot.settings.reference import entries

_ENV: Final = Path(".env")


def usable(patient: Patient) -> Finding:
    if patient.case is None:
        return failed(
            "; ".join(patient.problems),
            "correct that where it is set; docs/settings.md and quotebot config reference say what"
            " each setting takes",
        )
    return ok("all that is set is known, and can be used")


def sources(_: Patient) -> Finding:
    """Names and places, no values."""
    try:
        found = given(_ENV)
    except SettingsError as error:
        return skipped(str(error))
    named = {entry.name: origin(entry, found) for entry in entries()}
    told = [f"{name} from {where}" for name, where in named.items() if where != "default"]
    loaded = f"{_ENV} is read" if _ENV.is_file() else f"there is no {_ENV} in this directory"
    return ok(f"{loaded}; {'; '.join(told) or 'nothing is set, all is as by default'}")


def tokens(patient: Patient) -> Finding:
    try:
        elsewhere = list(misplaced(_ENV))
    except SettingsError as error:
        return skipped(str(error))
    if elsewhere:
        return failed("; ".join(elsewhere), "give the variable its right name", "remove it")
    if patient.case is None:
        return skipped("the settings cannot be used")
    if platforms := patient.case.settings.platforms:
        return ok(f"set for {' and '.join(platforms)}, each of the right shape")
    return failed(
        "no token is set: the bot has nowhere to go",
        "set it up with questions: quotebot init",
        "try it with no account, on this machine alone: quotebot sandbox",
    )


def secret_files(_: Patient) -> Finding:
    try:
        readable = list(secrets_that_everybody_can_read(_ENV))
    except SettingsError as error:
        return skipped(str(error))
    if readable:
        return warning(
            "; ".join(readable),
            "chmod 600 the file, so that its owner alone reads it; whoever has an account here may"
            " have read it, so make new tokens if there are others",
        )
    return ok("no file with a secret in it can be read by everybody")
