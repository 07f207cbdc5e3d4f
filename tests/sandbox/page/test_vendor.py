"""The front-end libraries that the page ships: the very files that their authors published."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from quotebot.sandbox import page

VENDOR = Path(page.__file__).parent / "static" / "vendor"
MANIFEST: list[dict[str, Any]] = json.loads((VENDOR / "vendor.json").read_text("utf-8"))


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_the_one_that_the_manifest_names(entry: dict[str, Any]) -> None:
    digest = hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest()
    assert digest == entry["sha256"]
    assert entry["package"]
    assert entry["version"][0].isdigit()


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_the_licence_of_a_vendored_file_lies_beside_it(entry: dict[str, Any]) -> None:
    words = {"MIT": "Permission is hereby granted, free of charge", "Apache-2.0": "Apache License"}
    assert words[entry["licence"]] in (VENDOR / entry["licence_file"]).read_text("utf-8")


def test_nothing_is_vendored_that_the_manifest_does_not_name() -> None:
    named = {entry[key] for entry in MANIFEST for key in ("file", "licence_file")}
    assert {path.name for path in VENDOR.iterdir()} == named | {"vendor.json"}
