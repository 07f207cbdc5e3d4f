"""The dashboard: each panel asks for what there is, in words that Prometheus takes."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.metric_names import documented, outcomes_in, read_by
from tests.deploy.tools import DEPLOY, run_tool

DASHBOARD = json.loads((DEPLOY / "grafana/quotebot.json").read_text("utf-8"))
PANELS = DASHBOARD["panels"]
COLUMNS = 24
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
every_panel = pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])


def expressions() -> list[str]:
    asked = [target["expr"] for panel in PANELS for target in panel["targets"]]
    marked = [each["expr"] for each in DASHBOARD["annotations"]["list"]]
    return [*asked, *marked]


def as_prometheus_gets_it(expression: str) -> str:
    return expression.replace("$__rate_interval", "5m").replace("$instance", ".*")


def test_prometheus_takes_each_expression(tmp_path: Path) -> None:
    rules = [
        {"record": f"panel:{number}", "expr": as_prometheus_gets_it(expression)}
        for number, expression in enumerate(expressions())
    ]
    file = tmp_path / "expressions.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}), "utf-8")
    run_tool("promtool", "check", "rules", file, how_to_get_it="apt-get install prometheus")


def test_no_expression_has_a_variable_that_is_not_declared() -> None:
    declared = {variable["name"] for variable in DASHBOARD["templating"]["list"]}
    assert declared == {"datasource", "instance"}
    assert not any("$" in as_prometheus_gets_it(expression) for expression in expressions())


@every_panel
def test_it_reads_metrics_that_there_are(panel: Any) -> None:
    for target in panel["targets"]:
        assert read_by(target["expr"])
        assert read_by(target["expr"]) <= documented()
        assert not outcomes_in(target["expr"])


def test_every_metric_is_shown_somewhere() -> None:
    shown = {name for expression in expressions() for name in read_by(expression)}
    not_of_use_in_a_picture = {
        "quotebot_up",
        "quotebot_config_last_reload_success_timestamp_seconds",
        "process_max_fds",
        "up",
    }
    assert documented() - shown == not_of_use_in_a_picture


@every_panel
def test_it_has_a_title_a_description_and_a_source_to_choose(panel: Any) -> None:
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["datasource"] == SOURCE
    assert all(target["datasource"] == SOURCE for target in panel["targets"])
    assert all(target["legendFormat"] for target in panel["targets"])


def test_panels_have_numbers_of_their_own_and_lie_beside_each_other() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    for panel in PANELS:
        assert panel["gridPos"]["x"] + panel["gridPos"]["w"] <= COLUMNS
    for one, other in combinations((panel["gridPos"] for panel in PANELS), 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below


def test_it_can_be_read_in_by_any_grafana() -> None:
    assert DASHBOARD["uid"] == "quotebot"
    assert "id" not in DASHBOARD
    assert DASHBOARD["schemaVersion"] >= 36
