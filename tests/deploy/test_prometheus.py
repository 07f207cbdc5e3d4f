"""The alerts: taken by Prometheus' own tool, tried on what it would see, with a way out in each."""

from typing import Any

import pytest
import yaml

from tests.deploy.metric_names import documented, documented_outcomes, outcomes_in, read_by
from tests.deploy.tools import DEPLOY, YAMLLINT, run_tool

FOLDER = DEPLOY / "prometheus"
RULES = FOLDER / "alerts.yaml"
TRIED = FOLDER / "alerts.test.yaml"
HOW_TO_GET_IT = "apt-get install prometheus"


def alerts() -> list[Any]:
    (group,) = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    return list(group["rules"])


every_alert = pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])


def test_prometheus_takes_them() -> None:
    run_tool("promtool", "check", "rules", "--lint-fatal", RULES, how_to_get_it=HOW_TO_GET_IT)


def test_they_fire_when_they_should_and_only_then() -> None:
    run_tool("promtool", "test", "rules", TRIED, how_to_get_it=HOW_TO_GET_IT)


def test_yamllint_finds_nothing() -> None:
    run_tool("yamllint", "--strict", "--config-data", YAMLLINT, FOLDER)


def test_each_fires_in_a_trial() -> None:
    fired = {
        sample["labels"].split('alertname="')[1].split('"')[0]
        for trial in yaml.safe_load(TRIED.read_text("utf-8"))["tests"]
        for expected in trial["promql_expr_test"]
        for sample in expected.get("exp_samples", ())
    }
    assert fired == {alert["alert"] for alert in alerts()}


def test_a_bot_that_is_well_has_every_metric_that_an_alert_reads() -> None:
    well, *_ = yaml.safe_load(TRIED.read_text("utf-8"))["tests"]
    there = {name for each in well["input_series"] for name in read_by(each["series"])}
    assert there >= {name for alert in alerts() for name in read_by(alert["expr"])}


@every_alert
def test_it_reads_metrics_and_outcomes_that_there_are(alert: Any) -> None:
    assert read_by(alert["expr"])
    assert read_by(alert["expr"]) <= documented()
    assert outcomes_in(alert["expr"]) <= documented_outcomes()


@every_alert
def test_it_says_what_is_wrong_and_what_to_do(alert: Any) -> None:
    assert alert["labels"]["severity"] in {"critical", "warning"}
    assert set(alert["annotations"]) == {"summary", "description", "runbook"}
    for text in alert["annotations"].values():
        assert text == text.strip()
    assert alert["annotations"]["runbook"].endswith(".")
