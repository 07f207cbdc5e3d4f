"""`quotebot completion`: what teaches a shell to complete quotebot's commands and options."""

from typing import Final

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

_PROGRAM: Final = "quotebot"
_VARIABLE: Final = "_QUOTEBOT_COMPLETE"  # click makes its name of the program's
_SHELLS: Final = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that has Tab complete quotebot's commands and options in SHELL.

    \b
    For one session:  source <(quotebot completion bash)
    For good, bash:   quotebot completion bash \\
                        > ~/.local/share/bash-completion/completions/quotebot
    zsh:              quotebot completion zsh > "${fpath[1]}/_quotebot"
    fish:             quotebot completion fish \\
                        > ~/.config/fish/completions/quotebot.fish
    """
    script = _SHELLS[shell](context.find_root().command, {}, _PROGRAM, _VARIABLE)
    # Not through the class for bash, which starts the bash of this machine to ask for its version.
    click.echo(ShellComplete.source(script), nl=False)
