"""`quotebot doctor`: looks at everything that can be wrong, and says how to put it right."""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import click

from quotebot.cli.doctor.case import Patient, taken_in
from quotebot.cli.doctor.catalogue import CHECKS
from quotebot.cli.doctor.examining import examine
from quotebot.cli.doctor.findings import Finding, Status
from quotebot.cli.doctor.page import Found, as_dictionary, lines_of
from quotebot.cli.logs import log_when_debugging, pseudonyms, redaction
from quotebot.cli.progress import progress
from quotebot.observing.pseudonyms import Pseudonyms
from quotebot.observing.redaction import Redaction
from quotebot.settings.surroundings import colour_wanted, home
from quotebot.wiring import SystemClock

Discretion = Callable[[str], str]

_KEY_LENGTH: Final = 32


@click.command()
@click.option("--offline", is_flag=True, help="Ask nobody but this machine and the database.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, with no secret, name or id in it."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    help="Seconds that each check may take.",
)
@click.pass_context
def doctor(context: click.Context, *, offline: bool, as_json: bool, timeout: float) -> None:
    """Look at everything that can be wrong with the bot here, and say how to put it right.

    Nothing is changed, and a bot may run meanwhile. Ends with 0 when nothing failed (a warning is
    no failure, and an outage of a platform is a warning), with 1 otherwise. docs/doctor.md explains
    every check.
    """
    found = asyncio.run(_examined(timeout, offline=offline, as_json=as_json))
    if as_json:
        click.echo(json.dumps(as_dictionary(found), ensure_ascii=False, indent=2))
    else:
        for line in lines_of(found):
            click.echo(line, color=None if colour_wanted() else False)
    context.exit(1 if any(finding.status is Status.FAILED for _, finding in found) else 0)


async def _examined(seconds: float, *, offline: bool, as_json: bool) -> list[Found]:
    found: list[Found] = []
    async with taken_in(SystemClock().now(), seconds, offline=offline) as patient:
        if patient.case is not None:
            log_when_debugging(patient.case.settings)
        discreet = _discretion(patient, without_ids=as_json)
        with progress("Looking at everything") as shown:
            async for check, finding in examine(CHECKS, patient, seconds):
                found.append((check, _told(finding, discreet)))
                shown.reached(len(found), len(CHECKS))
    return found


def _told(finding: Finding, discreet: Discretion) -> Finding:
    ways = tuple(discreet(way) for way in finding.fix)
    return replace(finding, result=discreet(finding.result), fix=ways)


def _discretion(patient: Patient, *, without_ids: bool) -> Discretion:
    """What masks secrets wherever they stand; and ids, and who owns this home, for a report."""
    if patient.case is None:
        masking, names = Redaction(), Pseudonyms(secrets.token_bytes(_KEY_LENGTH))
    else:
        settings = patient.case.settings
        masking, names = redaction(settings), pseudonyms(settings)
    if not without_ids:
        return masking
    at_home = home()

    def discreet(text: str) -> str:
        text = masking(text)
        return names.in_text(text.replace(at_home, "~") if at_home else text)

    return discreet
