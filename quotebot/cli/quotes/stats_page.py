"""The page of `quotebot quotes stats --html`: one file, with no script and nothing to load.

Each plot is a table whose bars are drawn by the style sheet: whoever does not see them has the same
numbers as whoever does.
"""

from typing import Final
from xml.etree.ElementTree import Element, tostring

from quotebot.curation.statistics import UNKNOWN, Row, Statistics, Table

_STYLE: Final = """
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --card: #ffffff; --edge: #dcdcd6; --ink: #1d1f21; --quiet: #5c6064;
  --bar: #2f6fb0; --unknown: #8a8f94;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --card: #1d2024; --edge: #343940; --ink: #e9e7e2; --quiet: #a3a8ae;
    --bar: #6ea8e0; --unknown: #858b92;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem clamp(0.75rem, 3vw, 2.5rem) 3rem; max-width: 80rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1 { font-size: 1.6rem; margin: 0 0 1rem; }
h2 { font-size: 1.05rem; margin: 0 0 0.75rem; }
dl { display: flex; flex-wrap: wrap; gap: 0.75rem 2.25rem; margin: 0 0 1.5rem; }
dt { color: var(--quiet); font-size: 0.85rem; }
dd { margin: 0; font-size: 1.6rem; font-weight: 600; font-variant-numeric: tabular-nums; }
dl div { display: flex; flex-direction: column-reverse; }
main { display: grid; gap: 1rem; align-items: start;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); }
section { background: var(--card); border: 1px solid var(--edge); border-radius: 0.5rem;
  padding: 1rem 1.1rem 1.1rem; min-width: 0; }
p { margin: -0.5rem 0 0.75rem; color: var(--quiet); font-size: 0.85rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: 0.1rem 0; font-size: 0.9rem; font-weight: 400; text-align: start;
  vertical-align: top; }
thead th { color: var(--quiet); font-size: 0.8rem; }
.name { width: 42%; padding-inline-end: 0.6rem; overflow-wrap: anywhere; }
.count { width: 3.5rem; padding-inline-end: 0.6rem; text-align: end;
  font-variant-numeric: tabular-nums; }
.bar i { display: block; height: 0.75rem; margin-top: 0.25rem; min-width: 2px;
  border-radius: 0 2px 2px 0; background: var(--bar); }
.unknown i { background: var(--unknown); }
tbody tr:hover { background: color-mix(in srgb, var(--bar) 14%, transparent); }
@media print { section { break-inside: avoid-page; border: 0; } }
@media (forced-colors: active) { .bar i { background: CanvasText; } }
"""
_Child = Element | str


def page(counted: Statistics) -> str:
    """The page, whatever stands in the names of topics and authors."""
    head = _element(
        "head",
        _element("meta", charset="utf-8"),
        _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _element("title", "The quotes in numbers"),
        _element("style", _STYLE),
    )
    body = _element(
        "body",
        _element("h1", "The quotes in numbers"),
        _figures(counted),
        _element("main", *map(_section, sorted(counted.tables, key=lambda table: table.many))),
    )
    html = _element("html", head, body, lang="en")
    return f"<!doctype html>\n{tostring(html, encoding='unicode', method='html')}\n"


def _figures(counted: Statistics) -> Element:
    figures = {
        "quotes": counted.quotes,
        "works": counted.works,
        "authors": counted.authors,
        "topics": counted.topics,
        "characters, median": counted.median_length,
        "characters, longest": counted.longest,
    }
    return _element(
        "dl",
        *(
            _element("div", _element("dt", name), _element("dd", f"{number:,}"))
            for name, number in figures.items()
        ),
    )


def _section(table: Table) -> Element:
    heading = table.title.lower().replace(" ", "-")
    remark = [_element("p", "A quote counts on each of its topics.")] if table.several else []
    return _element(
        "section",
        _element("h2", table.title, id=heading),
        *remark,
        _element(
            "table",
            _element(
                "thead",
                _element(
                    "tr",
                    _element("th", table.head, scope="col", class_="name"),
                    _element("th", "quotes", scope="col", class_="count"),
                    _element("td", class_="bar", aria_hidden="true"),
                ),
            ),
            _element("tbody", *(_row(row, table) for row in table.rows)),
            aria_labelledby=heading,
        ),
        aria_labelledby=heading,
    )


def _row(row: Row, table: Table) -> Element:
    most = max(each.count for each in table.rows)
    share = 100 * row.count / most if most else 0
    bars = [_element("i", style=f"width: {share:.1f}%")] if row.count else []
    return _element(
        "tr",
        _element("th", row.name, scope="row", class_="name"),
        _element("td", f"{row.count:,}", class_="count"),
        _element("td", *bars, class_="bar", aria_hidden="true"),
        class_="unknown" if row.name == UNKNOWN else "known",
    )


def _element(tag: str, *children: _Child, **attributes: str) -> Element:
    """An underscore stands for a hyphen in the name of an attribute, and at its end for nothing."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    element = Element(tag, named)
    for child in children:
        if isinstance(child, str):
            element.text = (element.text or "") + child
        else:
            element.append(child)
    return element
