"""`quotebot preview`: how a quote looks on both platforms."""

import asyncio
from pathlib import Path
from typing import Literal

import click

from quotebot.cli.logs import log_when_debugging
from quotebot.cli.sandbox import show_address
from quotebot.running.previewing import picture_preview, preview_of, show_preview
from quotebot.sandbox.page.picture import Picture
from quotebot.settings import load_settings


@click.command()
@click.argument("target", metavar="FILE|ID")
@click.option("--no-browser", is_flag=True, help="Print the page's address, and open no browser.")
@click.option(
    "--png",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write a picture of the card to this file, and end.",
)
@click.option(
    "--platform",
    type=click.Choice(["discord", "slack"]),
    default="discord",
    show_default=True,
    help="Whose card the picture shows.",
)
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="Whether the picture is light or dark.",
)
def preview(
    target: str,
    *,
    no_browser: bool,
    png: Path | None,
    platform: Literal["discord", "slack"],
    theme: Literal["light", "dark"],
) -> None:
    """Show a quote, or all in a FILE, as both platforms draw them, in the browser.

    What changes in the files is shown anew as soon as it is saved; what is wrong with them is said
    with its place. Ctrl-C ends.
    """
    settings = load_settings()
    log_when_debugging(settings)
    wanted = preview_of(settings, target)
    if png is not None:
        asyncio.run(picture_preview(wanted, Picture(platform=platform, theme=theme), png))
        click.echo(f"{png}: {wanted.ids[0]} on {platform.capitalize()}", err=True)
        return
    asyncio.run(
        show_preview(
            wanted,
            lambda problems: click.echo(problems, err=True),
            lambda address: show_address(address, browser=not no_browser),
        )
    )
