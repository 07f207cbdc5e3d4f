"""`quotebot slack`: what Slack needs to know about the app."""

import json
from pathlib import Path

import click


@click.group()
def slack() -> None:
    """Print what Slack needs to know about the app."""


@slack.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, without comments.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this file instead.",
)
def manifest(*, as_json: bool, output: Path | None) -> None:
    """Print the app's manifest, from which Slack creates the app.

    Paste it at api.slack.com/apps, Create New App, From a manifest. Neither settings nor a
    connection are needed.
    """
    from quotebot.on_slack import manifest as declared  # noqa: PLC0415 - help needs no YAML
    from quotebot.on_slack.manifest_yaml import as_yaml  # noqa: PLC0415 - as above

    app = declared.manifest()
    text = f"{json.dumps(app, indent=2, ensure_ascii=False)}\n" if as_json else as_yaml(app)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None
    click.echo(str(output))
