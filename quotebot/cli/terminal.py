"""Asks somebody at a terminal, who can correct what they typed and have words completed."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import DummyHistory

from quotebot.cli.logs import one_line


class Choice(NamedTuple):
    """What an answer may be, what that means, and other words for it."""

    value: str
    meaning: str = ""
    words: str = ""


def _no_choices(_: str) -> Sequence[Choice]:
    return ()


class Question(NamedTuple):
    """One question; one that is asked again because of the answer has no title.

    `suggestion` is there to be taken or changed. `choices` are those for a word half typed; of
    `several` answers each is completed by itself. The answer to a `hidden` one is not shown.
    """

    title: str
    explanation: str = ""
    suggestion: str = ""
    choices: Callable[[str], Sequence[Choice]] = _no_choices
    several: bool = False
    hidden: bool = False

    def again(self, answer: str) -> "Question":
        """The same question to somebody who has just answered it, to correct that."""
        suggestion = "" if self.hidden else answer
        return self._replace(title="", explanation="", suggestion=suggestion)


Ask = Callable[[Question], str]
"""Raises KeyboardInterrupt or EOFError when the person wants no more of it."""


class Terminal:
    """Asks on the terminal that the process runs on."""

    def __init__(self) -> None:
        self._session: PromptSession[str] = PromptSession()
        # What is typed hidden must not come back at another question, by the key for the last one.
        self._hidden: PromptSession[str] = PromptSession(history=DummyHistory(), is_password=True)

    def __call__(self, question: Question) -> str:
        if question.title:
            click.echo(f"\n{click.style(question.title, bold=True)}")
        if question.explanation:
            click.echo(question.explanation)
        if question.hidden:
            return self._hidden.prompt("> ")
        return self._session.prompt(
            "> ",
            default=question.suggestion,
            completer=_Choices(question),
            complete_while_typing=True,
            prompt_continuation="  ",
        )


def agreed(ask: Ask, title: str, explanation: str, *, otherwise: bool = False) -> bool:
    """Whether the answer is yes; `otherwise` is what Enter alone means."""
    question = Question(title, explanation)
    while (typed := ask(question).strip().casefold()) not in {"", "y", "yes", "n", "no"}:
        say("y or n, please")
        question = question.again("")
    return typed.startswith("y") if typed else otherwise


def say(sentence: str) -> None:
    """Tell whoever answers what is wrong with the answer."""
    click.echo(click.style(f"  {one_line(sentence)}", fg="yellow"), err=True)


def completions(question: Question, typed: str) -> Iterator[Completion]:
    """What a person who has typed so much may mean; of several answers the last is completed."""
    word = typed.rpartition(",")[2].lstrip() if question.several else typed
    for value, meaning, _ in question.choices(word):
        yield Completion(value, -len(word), display_meta=one_line(meaning))


class _Choices(Completer):
    def __init__(self, question: Question) -> None:
        self._question = question

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        return completions(self._question, document.text_before_cursor)
