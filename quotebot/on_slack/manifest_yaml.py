"""The manifest as YAML with comments, for whoever pastes it and wants to know what it grants."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

import yaml
from yaml.representer import BaseRepresenter

from quotebot.on_slack.permissions import OPTIONAL, REQUIRED

_WIDTH: Final = 100
_FOLDED_AT: Final = 90  # the word that goes beyond it still stands on the line
_HEAD: Final = (
    "The Slack app that quotebot is: paste this at api.slack.com/apps, Create New App, From a"
    " manifest. Socket Mode needs no public address. What stands under bot_optional may be left"
    " out, or be refused by the workspace. `quotebot slack manifest` prints this file."
)
_COMMENTS: Final[Mapping[str, str]] = {
    f"- {scope.name}": f"to {scope.lets}" for scope in (*REQUIRED, *OPTIONAL)
} | {
    "app_home:": "nothing is shown in the one tab, and nobody answers in the other",
    "should_escape: false": "no command takes a person or a channel: words arrive as typed",
    "socket_mode_enabled: true": "the app connects to Slack, and needs a token xapp-… for it",
}


def as_yaml(manifest: Mapping[str, Any]) -> str:
    """The manifest in the order of its keys, each comment above what it is about."""
    text = yaml.dump(
        dict(manifest), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_FOLDED_AT
    )
    head = (f"# {line}" for line in textwrap.wrap(_HEAD, _WIDTH - 2))
    return "\n".join((*head, *_commented(text.splitlines()))) + "\n"


def _commented(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if comment := _COMMENTS.get(line.strip()):
            yield f"{' ' * (len(line) - len(line.lstrip()))}# {comment}"
        yield line


def _text(dumper: BaseRepresenter, text: str) -> yaml.ScalarNode:
    """Folded if it has several paragraphs."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=">" if "\n" in text else "")


class _Dumper(yaml.SafeDumper):
    """Indents the items of a list, too."""

    yaml_representers: ClassVar = {**yaml.SafeDumper.yaml_representers, str: _text}

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's
        super().increase_indent(flow, indentless=False)
