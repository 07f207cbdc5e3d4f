"""What is said of scopes that Slack has not granted."""

import pytest

from quotebot.on_slack.permissions import OPTIONAL, REQUIRED, Scope, lacking

ALL = {scope.name for scope in (*REQUIRED, *OPTIONAL)}
TOKEN = "xapp-1-A0123456789-12345-canary"


def test_nothing_is_said_where_all_are_granted() -> None:
    assert lacking(ALL, TOKEN) == ([], [])


@pytest.mark.parametrize("scope", REQUIRED, ids=lambda scope: scope.name)
def test_each_that_is_needed_gets_a_sentence(scope: Scope) -> None:
    name, lets = scope.name, scope.lets
    (sentence,), optional = lacking(ALL - {name}, TOKEN)
    assert optional == []
    assert sentence == (
        f"Slack has not granted the scope {name}: quotebot cannot {lets}; add it at"
        " https://api.slack.com/apps/A0123456789/oauth and install the app again"
    )


def test_the_optional_ones_are_not_called_for() -> None:
    needed, optional = lacking({scope.name for scope in REQUIRED}, TOKEN)
    assert needed == []
    assert len(optional) == len(OPTIONAL)
    assert all("if it should" in sentence for sentence in optional)


@pytest.mark.parametrize("token", ["xapp-test", "xapp-1-canary-2", "xapp-1-A0-2-canary", ""])
def test_a_token_that_names_no_app_shows_nowhere(token: str) -> None:
    (sentence,), _ = lacking(ALL - {"commands"}, token)
    assert "https://api.slack.com/apps (your app, OAuth & Permissions)" in sentence
    assert "canary" not in sentence
