"""Checks of the quotes that the bot would load."""

from quotebot.cli.doctor.case import Case
from quotebot.cli.doctor.findings import Finding, failed, ok, skipped, warning
from quotebot.core.errors import SettingsError
from quotebot.curation.reading import Reading, read
from quotebot.curation.verifying.lock_file import LOCK_FILE, UPDATE, Lock, read_lock
from quotebot.settings import Settings, variable
from quotebot.wiring import quote_paths


def files(case: Case) -> Finding:
    try:
        reading = read(quote_paths(case.settings))
    except SettingsError as error:
        name = variable("quotes")
        return failed(
            "; ".join(str(error).splitlines()),
            f"correct {name}",
            f"remove {name}: the quotes that come with quotebot are then read",
        )
    return _judged(reading)


def _judged(reading: Reading) -> Finding:
    errors, warnings = reading.errors, reading.warnings
    if errors:
        more = f", and {len(errors) - 1} errors more" if len(errors) > 1 else ""
        return failed(
            f"the bot would not start: {errors[0]}{more}",
            "quotebot check lists all of them; docs/checks.md explains each rule",
        )
    told = f"quotes: {len(reading.quotes)}, topics: {len(reading.topics)}"
    if warnings:
        return warning(f"{told}, warnings: {len(warnings)}", "quotebot check lists them")
    return ok(f"{told}, nothing is wrong with them")


def lock(case: Case) -> Finding:
    """When the quotes were last found word for word in the texts of their works."""
    try:
        locks = _locks(case.settings)
    except SettingsError:
        return skipped("there are no quotes")
    if problems := [problem for each in locks for problem in each.problems]:
        return warning(f"{problems[0]} ({len(problems)} such lines)", f"write it anew: {UPDATE}")
    days = [entry.day for each in locks for entry in each.entries.values()]
    if not days:
        return skipped(f"no {LOCK_FILE} beside the quotes: none was verified")
    return ok(f"verified word for word: {len(days)}, the last on {max(days)}")


def _locks(settings: Settings) -> list[Lock]:
    return [read_lock(path / LOCK_FILE) for path in quote_paths(settings) if path.is_dir()]
