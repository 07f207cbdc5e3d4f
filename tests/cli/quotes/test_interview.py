"""The questions of `quotebot quotes add`, answered at a keyboard."""

from collections.abc import Iterator, Sequence

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from quotebot.cli.quotes.interview import Interview
from quotebot.cli.terminal import Question, Terminal, agreed, completions
from quotebot.curation.adding import Draft
from quotebot.curation.changing import open_library
from tests.cli.quotes.library import FOLDER

pytestmark = pytest.mark.usefixtures("a_small_library")

ENTER = "\r"
CLEAR = "\x15"  # Ctrl-U
CTRL_C = "\x03"
CTRL_D = "\x04"


def pasted(text: str) -> str:
    """What a terminal sends when somebody pastes."""
    return f"\x1b[200~{text}\x1b[201~"


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


class Asked(Terminal):
    """A terminal that remembers what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Question] = []

    def __call__(self, question: Question) -> str:
        self.questions.append(question)
        return super().__call__(question)


def interviewed(keys: PipeInput, typed: Sequence[str], **given: str) -> tuple[Draft, Asked]:
    library = open_library([FOLDER])
    draft = Draft(library, FOLDER)
    draft.row.update(given)
    keys.send_text("".join(typed) + CTRL_C)  # so that one answer too few cannot wait for ever
    asked = Asked()
    Interview(draft, library, asked).run()
    return draft, asked


IN_WALDEN = [
    f"wald{ENTER}",
    f"Rather than love, give me truth.{ENTER}",
    ENTER,  # the author of the work
    ENTER,  # nobody speaks
    f"existence{ENTER}",
    f"Conclusion{ENTER}",
    ENTER,  # the id
    ENTER,  # no note
]


def test_a_few_answers_make_a_quote(keyboard: PipeInput) -> None:
    draft, _ = interviewed(keyboard, IN_WALDEN)
    quote = draft.quote()
    assert quote.source.slug == "thoreau-walden"
    assert quote.id == "rather-than-love"
    assert (quote.author, quote.speaker, quote.note) == ("Henry David Thoreau", None, None)
    assert quote.topics == ("life",)
    assert quote.where == "Conclusion"


def test_a_new_work_is_asked_for_first(keyboard: PipeInput) -> None:
    draft, asked = interviewed(
        keyboard,
        [
            ENTER,
            f"A Book of Days{ENTER}",
            f"Ann Author{ENTER}",
            ENTER,  # no translator
            f"1901{ENTER}",
            ENTER,  # no edition
            f"https://example.org/{ENTER}",
            ENTER,  # no rights
            f"{ENTER}",  # the name that is suggested
            *IN_WALDEN[1:],
        ],
    )
    source = draft.quote().source
    assert (source.slug, source.title, source.year) == (
        "author-book-days",
        "A Book of Days",
        "1901",
    )
    assert (source.author, source.url) == ("Ann Author", "https://example.org/")
    assert asked.questions[8].suggestion == "author-book-days"


def test_a_wrong_answer_is_told_at_once_and_can_be_corrected(
    keyboard: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = IN_WALDEN.copy()
    typed[4] = f"lief{ENTER}\x7f\x7f\x7fife{ENTER}"
    draft, asked = interviewed(keyboard, typed)
    assert draft.row["topics"] == "life"
    assert '"lief" is not in topics.yaml: write life' in capsys.readouterr().err
    again = asked.questions[5]
    assert (again.title, again.suggestion) == ("", "lief")


@pytest.mark.parametrize(
    ("wrong", "place", "said"),
    [
        ("", 1, "this must be answered"),
        ("The mass of men lead lives of quiet desperation", 1, "quiet-desperation already"),
        ("<@1234> says", 1, "is how Discord or Slack calls people"),
        ("", 5, "this must be answered"),
        (f"{CLEAR}quiet-desperation", 6, "is taken by another quote"),
        ("walden letters", 0, "no work here has these words"),
        ("e", 0, "2 works have these words (letters, thoreau-walden)"),
    ],
)
def test_every_answer_is_held_against_the_rules_of_check(
    keyboard: PipeInput, capsys: pytest.CaptureFixture[str], wrong: str, place: int, said: str
) -> None:
    typed = IN_WALDEN.copy()
    typed[place] = f"{wrong}{ENTER}{CLEAR}{typed[place]}"
    if place == 6:
        typed[place] = f"{wrong}{ENTER}{CLEAR}my-id{ENTER}"
    draft, _ = interviewed(keyboard, typed)
    assert said in capsys.readouterr().err
    assert draft.quote().where == "Conclusion"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (ENTER, "Rather than love, give me truth."),
        (f"y{ENTER}", "Rather than love,\ngive me truth."),
        (f"what{ENTER}no{ENTER}", "Rather than love, give me truth."),
    ],
)
def test_lines_that_are_pasted_are_one_text_and_may_be_verse(
    keyboard: PipeInput, answer: str, text: str
) -> None:
    typed = IN_WALDEN.copy()
    typed[1] = pasted("Rather than love,\r\ngive me truth.\n") + ENTER + answer
    draft, _ = interviewed(keyboard, typed)
    assert draft.row["text"] == text


def test_what_an_option_gave_is_not_asked(keyboard: PipeInput) -> None:
    _, asked = interviewed(
        keyboard, [*IN_WALDEN[1:4], *IN_WALDEN[5:7]], file="thoreau-walden", topics="life", note="N"
    )
    assert [question.title for question in asked.questions] == [
        "The words", "Who said them", "Speaker", "Where in the work", "Id",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "raised"), [(CTRL_C, KeyboardInterrupt), (CLEAR + CTRL_D, EOFError)]
)
def test_a_person_can_give_up(keyboard: PipeInput, key: str, raised: type[BaseException]) -> None:
    with pytest.raises(raised):
        interviewed(keyboard, [*IN_WALDEN[:2], key])


def test_the_words_themselves_suggest_topics(keyboard: PipeInput) -> None:
    typed = IN_WALDEN.copy()
    typed[1] = f"Advance in living.{ENTER}"
    _, asked = interviewed(keyboard, typed)
    assert asked.questions[4].explanation.endswith("The words name: progress, life.")


def completed(question: Question, typed: str) -> list[str]:
    return [each.text for each in completions(question, typed)]


def test_near_names_are_completed(keyboard: PipeInput) -> None:
    _, asked = interviewed(keyboard, IN_WALDEN)
    work, _, author, _, topics, *_ = asked.questions
    assert completed(work, "henry wald") == ["thoreau-walden"]
    assert completed(author, "thor") == ["Henry David Thoreau"]
    assert completed(topics, "life, p") == ["patience", "progress"]
    assert completed(topics, "existen") == ["life"]
    assert completed(topics, "xyz") == []


def test_enter_means_what_it_says(keyboard: PipeInput) -> None:
    keyboard.send_text(ENTER * 2)
    assert agreed(Terminal(), "Write it?", "", otherwise=True)
    assert not agreed(Terminal(), "Verse?", "")
