"""Holds what went over the wire against Discord's official OpenAPI document.

The document belongs to Discord and is not part of this project; DISCORD_OPENAPI_SPEC names a copy.
"""

import json
import os
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema
from jsonschema.exceptions import best_match

from quotebot.sandbox.discord import RecordedRequest

VARIABLE: Final = "DISCORD_OPENAPI_SPEC"
HOW_TO_GET_IT: Final = (
    f"{VARIABLE} does not name Discord's OpenAPI document "
    "(specs/openapi.json of https://github.com/discord/discord-api-spec)"
)
# discord.py sends these where the document, which is a preview, does not list them.
TOLERATED_KEYS: Final = ("flags", "nsfw", "tts")
CALLBACK: Final = "POST /interactions/{interaction_id}/{interaction_token}/callback"

Json = dict[str, Any]


def official_document() -> "OpenApi | None":
    """The document that the environment names, if it names one; read once."""
    path = os.environ.get(VARIABLE)
    return _read(path) if path else None


@cache
def _read(path: str) -> "OpenApi":
    return OpenApi(json.loads(Path(path).read_text(encoding="utf-8")))


def check(requests: Iterable[RecordedRequest]) -> list[str]:
    """What the bodies in `requests` have against the document; LookupError if none is named."""
    document = official_document()
    if document is None:
        raise LookupError(HOW_TO_GET_IT)
    return document.check(requests)


def assert_documented(requests: Iterable[RecordedRequest]) -> None:
    """For the end of any test in which a bot has sent something.

    Passes when no document is named; that it was not checked is shown by the tests of this module,
    which are then skipped.
    """
    if official_document() is not None:
        violations = check(requests)
        assert violations == [], "\n".join(violations)


class OpenApi:
    """The document, made strict about unknown keys and lenient about how numbers are written."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._bodies = {"components": {"schemas": deepcopy(document["components"]["schemas"])}}
        for schema in self._bodies["components"]["schemas"].values():
            _forbid_unknown_keys(schema)
            _accept_either_of_number_and_text(schema)
            _accept_numbers_as_text(schema)
        self._bodies["components"]["schemas"]["SnowflakeType"] = {
            "anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}]
        }

    def check(self, requests: Iterable[RecordedRequest]) -> list[str]:
        """One line for each body that the document does not allow."""
        return [line for request in requests for line in self._body_violations(request)]

    def check_answers(self, requests: Iterable[RecordedRequest]) -> list[str]:
        """The same for the answers: does the loopback speak as Discord does?"""
        return [line for request in requests for line in self._answer_violations(request)]

    def _body_violations(self, request: RecordedRequest) -> Iterator[str]:
        if request.route is None:
            yield f"{request.method} {request.path}: Discord has no such route"
        elif request.body is not None:
            schema = self._body_schema(request.route, request.body)
            yield from _violations(f"{request.route}", request.body, schema, self._bodies)

    def _answer_violations(self, request: RecordedRequest) -> Iterator[str]:
        if request.route is None or request.answer is None or request.status is None:
            return
        responses = self._operation(request.route)["responses"]
        answer = responses.get(str(request.status)) or responses["4XX"]
        if "$ref" in answer:
            answer = self._document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
        schema = answer["content"]["application/json"]["schema"]
        # The document wants numbers for the codes within `errors`, where Discord sends words.
        instance = request.answer
        if request.status >= 400:
            instance = {key: value for key, value in instance.items() if key != "errors"}
        name = f"{request.route} -> {request.status}"
        yield from _violations(name, instance, schema, self._document)

    def _operation(self, route: str) -> Json:
        method, path = route.split(" ", 1)
        operation: Json = self._document["paths"][path][method.lower()]
        return operation

    def _body_schema(self, route: str, body: Any) -> Json:
        """Of a union, the branch that the body's `type` names; or else the first."""
        content = self._operation(route)["requestBody"]["content"]
        schema: Json = content["application/json"]["schema"]
        branches = schema.get("anyOf", [schema])
        if route != CALLBACK:
            first: Json = branches[0]
            return first
        kind = body.get("type") if isinstance(body, dict) else None
        return next(one for one in branches if kind in self._callback_types(one))

    def _callback_types(self, branch: Json) -> list[int]:
        name = branch["$ref"].rpartition("/")[2]
        kinds: list[int] = self._document["components"]["schemas"][name]["properties"]["type"][
            "enum"
        ]
        return kinds


def _violations(name: str, instance: Any, schema: Json, document: Json) -> Iterator[str]:
    validator = jsonschema.Draft202012Validator({**schema, "components": document["components"]})
    error = best_match(validator.iter_errors(instance))
    if error is not None:
        yield f"{name}: {error.json_path}: {error.message[:300]}"


def _forbid_unknown_keys(schema: Any) -> None:
    for part in _parts(schema):
        if "properties" in part and "additionalProperties" not in part:
            part["additionalProperties"] = False
            part["properties"] |= {
                key: {} for key in TOLERATED_KEYS if key not in part["properties"]
            }


def _accept_either_of_number_and_text(schema: Any) -> None:
    """A text of digits will count as both below, where one and only one was wanted."""
    for part in _parts(schema):
        if {"integer", "string"} <= {str(one.get("type")) for one in part.get("oneOf", ())}:
            part["anyOf"] = part.pop("oneOf")


def _accept_numbers_as_text(schema: Any) -> None:
    for part in _parts(schema):
        kinds = part.get("type")
        if kinds == "integer" or (isinstance(kinds, list) and "integer" in kinds):
            exact = dict(part)
            part.clear()
            part["anyOf"] = [exact, {"type": "string", "pattern": "^-?[0-9]+$"}]


def _parts(schema: Any) -> Iterator[Json]:
    """Every schema within a schema, the innermost first."""
    children = schema.values() if isinstance(schema, dict) else schema
    for child in list(children):
        if isinstance(child, dict | list):
            yield from _parts(child)
    if isinstance(schema, dict):
        yield schema
