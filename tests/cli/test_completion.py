"""`quotebot completion`, in the shells themselves."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from quotebot.cli import main
from tests.cli.installed import install_quotebot, need, run


def script(shell: str) -> str:
    result = CliRunner().invoke(main, ["completion", shell])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_understands_its_script(shell: str, tmp_path: Path) -> None:
    path = tmp_path / "script"
    path.write_text(script(shell))
    run(need(shell), "-n", str(path))


def test_another_shell_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["completion", "csh"])
    assert result.exit_code == 2
    assert "'bash', 'zsh', 'fish'" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("quotebot comp", ["completion"]),
        ("quotebot quotes ex", ["export"]),
        ("quotebot config show --j", ["--json"]),
        ("quotebot completion ", ["bash", "zsh", "fish"]),
        ("quotebot config reference --format ", ["markdown", "env"]),
        ("quotebot noth", []),
    ],
)
def test_bash_completes_what_is_typed(tmp_path: Path, typed: str, offered: list[str]) -> None:
    install_quotebot(tmp_path)
    *before, last = typed.split(" ")
    words = " ".join(f"'{word}'" for word in (*before, last))
    program = (
        f"{script('bash')}\nCOMP_WORDS=({words}) COMP_CWORD={len(before)}\n"
        "complete -p quotebot >/dev/null || exit 1\n"
        '_quotebot_completion quotebot; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert run(need("bash"), "-c", program, folder=tmp_path).split() == offered


@pytest.mark.slow
def test_fish_completes_what_is_typed(tmp_path: Path) -> None:
    install_quotebot(tmp_path)
    program = f"{script('fish')}\ncomplete -C 'quotebot comp'"
    shown = run(need("fish"), "--no-config", "-c", program, folder=tmp_path)
    assert [line.split("\t")[0] for line in shown.splitlines()] == ["completion"]
