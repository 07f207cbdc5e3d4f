"""`quotebot schema`: the form of quote files, for editors."""

from pathlib import Path

import click

from quotebot.curation.json_schema import KINDS, json_schema


@click.command()
@click.argument("kind", type=click.Choice(KINDS), default="quotes")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas of all kinds into this folder instead.",
)
def schema(kind: str, output: Path | None) -> None:
    """Print the JSON Schema of quote files, or of another KIND of file, for an editor.

    docs/quote-files.md says how to name it in a file.
    """
    if output is None:
        click.echo(json_schema(kind), nl=False)
        return
    output.mkdir(parents=True, exist_ok=True)
    for each in KINDS:
        path = output / f"{each}.schema.json"
        path.write_text(json_schema(each), encoding="utf-8", newline="\n")
        click.echo(str(path))
