"""Where metrics are to be found, and whether there are traces, as the environment says."""

from pathlib import Path

import pytest

from quotebot.core.errors import SettingsError
from quotebot.settings import load_settings
from tests.cli.machine import unset_everything


@pytest.fixture(autouse=True)
def an_empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)


def test_nothing_is_observed_unless_asked_for() -> None:
    assert load_settings().metrics is None
    assert load_settings().opentelemetry is False


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9464", ("127.0.0.1", 9464)),
        (" 9464 ", ("127.0.0.1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),  # noqa: S104 - whoever names it wants it
        ("[::1]:9464", ("::1", 9464)),
        ("metrics.internal:0", ("metrics.internal", 0)),
        ("", None),
    ],
)
def test_a_port_alone_is_open_to_this_machine_only(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: tuple[str, int] | None
) -> None:
    monkeypatch.setenv("QUOTEBOT_METRICS", written)
    assert load_settings().metrics == meant


@pytest.mark.parametrize(
    "written",
    ["yes", ":9464", "::1:9464", "99999", "9" * 5000, "a b:9464", "host:", "host:-1", "٣"],
)
def test_what_is_no_address_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("QUOTEBOT_METRICS", written)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(refused.value) == (
        "QUOTEBOT_METRICS is no port and no host:port: write 9464 or 127.0.0.1:9464"
    )


def test_traces_are_switched_on_by_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_OPENTELEMETRY", "true")
    assert load_settings().opentelemetry is True
