"""docs/metrics.md says what there is to see."""

from pathlib import Path

from quotebot.core.messages import Platform
from quotebot.core.observed import AskedFor, CommandOutcome, PostOutcome
from quotebot.observing.metrics import Metrics
from tests.observing.scraping import StoppedClock, a_little_of_everything

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/metrics.md").read_text("utf-8")
LISTED = (
    "quotebot_up",
    "quotebot_build_info",
    "quotebot_connected",
    "quotebot_last_heartbeat_timestamp_seconds",
    "quotebot_commands_total",
    "quotebot_command_duration_seconds",
    "quotebot_posts_total",
    "quotebot_post_lateness_seconds",
    "quotebot_schedule_next_timestamp_seconds",
    "quotebot_ratelimited_total",
    "quotebot_quotes_loaded",
    "quotebot_config_last_reload_successful",
    "quotebot_config_last_reload_success_timestamp_seconds",
    "quotebot_discord_identify_remaining",
)


def table(marker: str) -> list[list[str]]:
    lines = PAGE.split(f"<!-- {marker} -->\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_every_metric_is_there_with_its_type_labels_and_meaning() -> None:
    metrics = Metrics(StoppedClock(), [Platform.DISCORD])
    a_little_of_everything(metrics)
    expected = []
    for family in metrics.registry.collect():
        name = f"{family.name}_total" if family.type == "counter" else family.name
        labels = sorted({label for sample in family.samples for label in sample.labels} - {"le"})
        shown = ", ".join(f"`{label}`" for label in labels)
        if not name.startswith("process_"):
            expected.append([f"`{name}`", family.type, shown, family.documentation])
    assert table("metrics") == expected
    assert {f"`{name}`" for name in LISTED} <= {row[0] for row in expected}


def test_every_value_of_a_label_is_there() -> None:
    def shown(values: type[AskedFor] | type[CommandOutcome] | type[PostOutcome]) -> str:
        return ", ".join(f"`{each}`" for each in values)

    assert table("labels") == [
        ["`platform`", "`discord`, `slack`"],
        ["`command`", shown(AskedFor)],
        ["`outcome` of a command", shown(CommandOutcome)],
        ["`outcome` of a post", shown(PostOutcome)],
    ]


def test_the_readme_leads_to_the_page() -> None:
    assert "(docs/metrics.md)" in (ROOT / "README.md").read_text("utf-8")
