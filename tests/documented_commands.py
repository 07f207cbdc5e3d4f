"""The command lines that stand in the docs, as a shell would take them apart."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
PAGES: Final = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "deploy/README.md",
    ROOT / "deploy/prometheus/alerts.yaml",
    *sorted(ROOT.glob("docs/**/*.md")),
)
_FENCED: Final = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
_INDENTED: Final = re.compile(r"(?:^ {4,}\S.*\n)+", re.MULTILINE)
_INLINE: Final = re.compile(r"`([^`\n]+)`")
_SHELLS: Final = {"", "sh", "bash", "shell", "console"}
_BETWEEN: Final = {"&&", "||", "|", ";", "&", "(", ")", "<("}


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed after quotebot. `whole`: it stands in a block, to be typed as it is."""

    page: str
    words: tuple[str, ...]
    whole: bool

    def __str__(self) -> str:
        return f"{self.page}: quotebot {' '.join(self.words)}"


def commands() -> list[Command]:
    """Each of them once."""
    return list(dict.fromkeys(each for page in PAGES for each in commands_of(page)))


def commands_of(page: Path) -> Iterator[Command]:
    text = page.read_text("utf-8")
    name = str(page.relative_to(ROOT))
    for block in blocks(text):
        for line in block.replace("\\\n", " ").splitlines():
            for words in _of_quotebot(line.strip().removeprefix("$ ")):
                yield Command(name, words, whole=True)
    for span in _INLINE.findall(_FENCED.sub("", text)):
        for words in _of_quotebot(span):
            yield Command(name, words, whole=False)


def blocks(text: str, languages: set[str] = _SHELLS) -> list[str]:
    """What is to be typed: blocks of a shell, and those that are only indented."""
    fenced = [body for _, language, body in _FENCED.findall(text) if language in languages]
    rest = _FENCED.sub("", text)
    return [*fenced, *(_INDENTED.findall(rest) if "" in languages else [])]


def _of_quotebot(line: str) -> Iterator[tuple[str, ...]]:
    """The words after each quotebot that would be run, whoever runs it and wherever it is."""
    if "quotebot" not in line:
        return
    for words in _simple_commands(line):
        for number, word in enumerate(words):
            if _is_program(words, number, word):
                rest = tuple(words[number + 1 :])
                if rest and rest[0] != "…":  # which stands for any of them
                    yield rest
                break


def _simple_commands(line: str) -> Iterator[list[str]]:
    reader = shlex.shlex(line, posix=True, punctuation_chars=True)
    reader.whitespace_split = True
    words: list[str] = []
    try:
        for word in reader:
            if word in _BETWEEN:
                yield words
                words = []
            else:
                words.append(word)
    except ValueError:  # prose, with an apostrophe
        return
    yield words


_BEFORE: Final = ("sudo", "env", "exec", "time")


def _is_program(words: list[str], number: int, word: str) -> bool:
    """Whether the word is run: only variables and such are before it, or `docker exec NAME`."""
    if word != "quotebot" and not word.endswith("/bin/quotebot"):
        return False
    before = words[:number]
    if len(before) >= 2 and "exec" in before[:-1] and before[0] in {"docker", "kubectl", "podman"}:
        return True
    return all(each in _BEFORE or "=" in each for each in before)
