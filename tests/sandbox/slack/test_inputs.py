"""The inputs of a modal: what Slack refuses to show."""

import pytest

from quotebot.sandbox.slack.views import check_view
from quotebot.sandbox.slack.wire import Payload, Refused
from tests.sandbox.slack.forms import FORM, field, option


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        ({"type": "timepicker", "initial_time": "24:00"}, "must be in the format HH:mm"),
        ({"type": "timepicker", "initial_time": "9:00"}, "must be in the format HH:mm"),
        ({"type": "checkboxes", "options": [option(str(n)) for n in range(11)]}, "no more than 10"),
        (
            {"type": "multi_static_select", "options": [option(str(n)) for n in range(101)]},
            "no more than 100",
        ),
        ({"type": "static_select"}, "must define either options or option_groups"),
        (
            {"type": "static_select", "options": [option("a")], "initial_option": option("b")},
            "initial option must be one of the options",
        ),
        ({"type": "external_select", "options": [option("a")]}, "invalid additional property"),
        ({"type": "conversations_select", "filter": {"include": ["secret"]}}, "must be one of"),
        ({"type": "static_select", "options": [option("v" * 151)]}, "less than 151 characters"),
        ({"type": "datepicker"}, "unsupported type: datepicker"),
    ],
)
def test_an_input_has_limits(element: Payload, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        check_view({**FORM, "blocks": [field("one", element)]})
    assert any(problem in found for found in refused.value.problems)


def test_only_one_input_may_have_the_focus() -> None:
    fields = [field(name, {"type": "timepicker", "focus_on_load": True}) for name in ("one", "two")]
    with pytest.raises(Refused) as refused:
        check_view({**FORM, "blocks": fields})
    assert refused.value.problems == (
        "only one element may have focus_on_load [json-pointer:/view]",
    )
