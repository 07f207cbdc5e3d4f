"""The link that creates the Slack app has the manifest in it."""

import json
from urllib.parse import parse_qs, urlsplit

import yaml

from quotebot.on_slack.creating import creation_link, manifest_file


def test_the_link_holds_the_manifest_as_it_is() -> None:
    link = urlsplit(creation_link())
    assert (link.scheme, link.netloc, link.path) == ("https", "api.slack.com", "/apps")
    query = parse_qs(link.query)
    assert query["new_app"] == ["1"]
    assert json.loads(query["manifest_json"][0]) == yaml.safe_load(manifest_file().read_text())
    assert len(creation_link()) < 4000
