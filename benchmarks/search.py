"""Search at 100,000 quotes, beside SQLite's FTS5 and tantivy used directly, on the same quotes.

The engines take turns, query by query; in each round a query is asked once of each, and what it
took is the median of the rounds. Only quotebot's search does all of this: other forms of words,
slips of the finger, names and works, phrases first.
"""

import gc
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from random import Random
from statistics import median, quantiles
from typing import Final

import tantivy

from benchmarks.generated_quotes import generated
from benchmarks.reading import resident_bytes
from quotebot.core.quotes import Anthology
from quotebot.core.searching import QuoteSearch
from quotebot.core.words import is_silent, words_of

QUOTES = 100_000
QUERIES = 60  # of each kind
WANTED = 10
MOST_OF_FTS5: Final = 1.0
MOST_OF_TANTIVY: Final = 2.0
MISSPELT = "misspelt"

Find = Callable[[str], Sequence[object]]


def measure(rounds: int) -> None:
    anthology = generated(QUOTES, Random(1))
    gc.collect()
    before, started = resident_bytes(), time.process_time()
    search = QuoteSearch(anthology)
    built = time.process_time() - started
    gc.collect()
    kept = resident_bytes() - before
    print(f"\n{QUOTES} quotes to search in, {QUERIES} queries of each kind, {rounds} rounds")
    print(f"  quotebot: indexed in {built:.1f} s of CPU time, keeps {kept / 1e6:.0f} MB")
    with closing(fts5(anthology)) as database:
        engines: dict[str, Callable[[str], Find]] = {
            "quotebot": lambda _: lambda typed: search.find(typed, WANTED),
            "fts5": lambda _: lambda typed: ask_fts5(database, typed),
            "tantivy": tantivy_engine(anthology),
        }
        taken = {
            kind: timed({name: engine(kind) for name, engine in engines.items()}, queries, rounds)
            for kind, queries in mix(anthology, Random(2)).items()
        }
    report(taken)


def mix(anthology: Anthology, chance: Random) -> Mapping[str, Sequence[str]]:
    """The queries of each kind."""
    often = Counter(
        word for quote in anthology.quotes.values() for word in set(words_of(quote.text))
    )
    ranked = [word for word, _ in often.most_common() if len(word) > 3 and not is_silent(word)]
    common, middling = ranked[:200], ranked[200:2000]
    rare = [word for word in ranked if often[word] < 20]
    long_enough = [word for word in ranked if len(word) > 6]
    authors = list(anthology.authors)

    def many(make: Callable[[], str]) -> list[str]:
        return [make() for _ in range(QUERIES)]

    return {
        "common word": many(lambda: chance.choice(common)),
        "rare word": many(lambda: chance.choice(rare)),
        "two words": many(lambda: f"{chance.choice(common)} {chance.choice(middling)}"),
        MISSPELT: many(lambda: slipped(chance.choice(long_enough), chance)),
        "author": many(lambda: chance.choice(authors)),
    }


def slipped(word: str, chance: Random) -> str:
    """The word with two letters in its middle swapped."""
    at = chance.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def fts5(anthology: Anthology) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE quotes USING fts5(text, author, work, tokenize='porter')"
    )
    rows = ((quote.text, quote.author, quote.source.title) for quote in anthology.quotes.values())
    database.executemany("INSERT INTO quotes VALUES (?, ?, ?)", rows)
    return database


def ask_fts5(database: sqlite3.Connection, typed: str) -> list[object]:
    words = " ".join(f'"{word}"' for word in typed.split())
    query = "SELECT rowid FROM quotes WHERE quotes MATCH ? ORDER BY bm25(quotes) LIMIT ?"
    return database.execute(query, (words, WANTED)).fetchall()


def tantivy_engine(anthology: Anthology) -> Callable[[str], Find]:
    """The engine for a kind of query; only misspelt ones are searched for with a slip."""
    fields = ["text", "author", "work"]
    builder = tantivy.SchemaBuilder()
    for field in fields:
        builder.add_text_field(field, tokenizer_name="en_stem")
    builder.add_integer_field("number", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(50_000_000, 1)
    quotes = list(anthology.quotes.values())
    for number, quote in enumerate(quotes):
        texts = {"text": quote.text, "author": quote.author, "work": quote.source.title}
        writer.add_document(tantivy.Document(**texts, number=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def engine(kind: str) -> Find:
        slips = dict.fromkeys(fields, (False, 1, True)) if kind == MISSPELT else {}

        def find(typed: str) -> list[object]:
            query = index.parse_query(
                typed, fields, conjunction_by_default=True, fuzzy_fields=slips
            )
            hits = searcher.search(query, WANTED, count=False).hits
            return [quotes[searcher.doc(address)["number"][0]] for _, address in hits]

        return find

    return engine


def timed(
    engines: Mapping[str, Find], queries: Sequence[str], rounds: int
) -> dict[str, list[float]]:
    """For each engine the microseconds of each query, the median of the rounds."""
    every: dict[str, list[list[float]]] = {name: [[] for _ in queries] for name in engines}
    for _ in range(rounds):
        for place, query in enumerate(queries):
            for name, find in engines.items():
                started = time.perf_counter()
                find(query)
                every[name][place].append((time.perf_counter() - started) * 1e6)
    return {name: [median(of_one) for of_one in taken] for name, taken in every.items()}


def report(taken: Mapping[str, Mapping[str, list[float]]]) -> None:
    print(f"  {'microseconds, p50 / p99':24}{'quotebot':>16}{'FTS5, bm25':>18}{'tantivy':>16}")
    for kind, engines in taken.items():
        print(f"  {kind:24}" + "".join(f"{cell:>17}" for cell in cells(engines)))
    whole = {
        name: [each for engines in taken.values() for each in engines[name]]
        for name in ("quotebot", "fts5", "tantivy")
    }
    print(f"  {'all of them':24}" + "".join(f"{cell:>17}" for cell in cells(whole)))
    for name, goal in (("fts5", MOST_OF_FTS5), ("tantivy", MOST_OF_TANTIVY)):
        for share, ours, theirs in zip(
            ("p50", "p99"), shares(whole["quotebot"]), shares(whole[name]), strict=True
        ):
            ratio = ours / theirs
            verdict = "met" if ratio <= goal else "MISSED"
            print(f"  {share} of {name}'s: {ratio:.2f} (goal: at most {goal}: {verdict})")


def cells(engines: Mapping[str, list[float]]) -> Iterator[str]:
    for taken in engines.values():
        usual, slow = shares(taken)
        yield f"{usual:.0f} / {slow:.0f}"


def shares(taken: Sequence[float]) -> tuple[float, float]:
    return median(taken), quantiles(taken, n=100)[98]
