"""The command line: one file per family of commands."""

import click

import quotebot
from quotebot.cli.ask import ask
from quotebot.cli.check import check
from quotebot.cli.run import run, sandbox
from quotebot.core.errors import OperatorError


class _Cli(click.Group):
    """Prints an OperatorError as it is and ends with its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OperatorError as error:
            for line in str(error).splitlines():
                click.echo(f"{ctx.info_name}: {line}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(quotebot.__version__, prog_name="quotebot")
def main() -> None:
    """Curated, sourced quotes in Discord and Slack.

    Try it with no account: quotebot sandbox. See one answer: quotebot ask progress.
    """


for command in (ask, check, run, sandbox):
    main.add_command(command)
