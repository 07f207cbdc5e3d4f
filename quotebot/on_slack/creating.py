"""Where the manifest of the Slack app is, and the link that creates the app from it."""

import json
from pathlib import Path
from typing import Final
from urllib.parse import quote

import yaml

_CREATE: Final = "https://api.slack.com/apps?new_app=1&manifest_json="


def manifest_file() -> Path:
    """The manifest: inside an installed package, else in a checkout's deploy/."""
    installed = Path(__file__).parent / "manifest.yaml"
    if installed.is_file():
        return installed
    return Path(__file__).parents[2] / "deploy/slack-manifest.yaml"


def creation_link() -> str:
    """The link to Slack's form for a new app, with the manifest filled in."""
    manifest = yaml.safe_load(manifest_file().read_text("utf-8"))
    return _CREATE + quote(json.dumps(manifest, separators=(",", ":"), ensure_ascii=False), safe="")
