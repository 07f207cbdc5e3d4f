"""The form of the files as JSON Schema, for editors that complete, explain and check as one types.

Draft 7, which is what editors know best. It tells the form only: what words may hold, and what one
file says of another, is for `quotebot check`.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from quotebot.curation.declarations import MISATTRIBUTIONS, PEOPLE, topics
from quotebot.curation.schema import SOURCE, Field, Rule, Schema, quote_schema
from quotebot.curation.slugs import ChoiceRule, PatternRule, TopicName
from quotebot.curation.text_policy import TextRule

Json = dict[str, Any]

KINDS: Final = ("quotes", "topics", "people", "misattributions")
_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_ONE_LINE: Final = r"^\S(.*\S)?\n*$"  # the line ends are those of YAML's blocks
_LINES: Final = r"^\S([\s\S]*\S)?\n*$"


def json_schema(kind: str) -> str:
    """The schema for one of KINDS, as the file holds it."""
    described = {
        "$schema": _DRAFT,
        "title": f"{kind}.yaml" if kind != "quotes" else "Quotes from one work",
        "description": f"A file for quotebot, made by `quotebot schema {kind}`.",
    }
    schema = described | (_quotes() if kind == "quotes" else _declared(kind))
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _quotes() -> Json:
    names_author = {"required": ["author"]}
    return _mapping(
        {
            "source": _of_schema(SOURCE) | {"description": "the work that the quotes come from"},
            "quotes": _list(_of_schema(quote_schema(TopicName()))),
        }
    ) | {
        "anyOf": [
            {"properties": {"source": names_author}},
            {"properties": {"quotes": {"items": names_author}}},
        ]
    }


def _declared(kind: str) -> Json:
    declaring = {each.name: each.schema for each in (topics(TopicName()), PEOPLE, MISATTRIBUTIONS)}
    return _mapping({kind: _list(_of_schema(declaring[kind]))})


def _of_schema(schema: Schema) -> Json:
    properties = {name: _of_field(field) for name, field in schema.fields.items()}
    return _mapping(properties, [name for name in properties if name in schema.required])


def _mapping(properties: Mapping[str, Json], required: list[str] | None = None) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties] if required is None else required,
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items, "minItems": 1}


def _of_field(field: Field) -> Json:
    value = _of_rule(field.rule)
    if not field.most:
        return {"description": field.about, **value}
    return {
        "description": field.about,
        **_list(value),
        "maxItems": field.most,
        "uniqueItems": True,
    }


def _of_rule(rule: Rule) -> Json:
    match rule:
        case TextRule():
            return {
                "type": "string",
                "minLength": rule.shortest,
                "maxLength": rule.longest,
                "pattern": _LINES if rule.lines else _ONE_LINE,
            }
        case PatternRule():
            return {"type": "string", "pattern": _whole(rule.pattern.pattern)}
        case ChoiceRule():
            return {"type": "string", "enum": [*rule.choices]}
        case TopicName():
            return {
                "type": "string",
                "pattern": _whole(rule.pattern.pattern),
                "not": {"enum": sorted(rule.reserved)},
            }
        case _:
            raise TypeError(f"there is no JSON Schema for {type(rule).__name__}")


def _whole(pattern: str) -> str:
    r"""For the whole of a value, as JavaScript writes it, which has no \Z."""
    in_javascript = pattern.replace(r"\Z", "$")
    return f"^(?:{in_javascript})$"
