"""What the core needs from outside, each as small as the need."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from quotebot.core.messages import Place, Platform, QuoteCard
from quotebot.core.observed import AskedFor, CommandOutcome, PostOutcome
from quotebot.core.plans import DailyPlan, Delivery, Lookup, Opening, Outcome
from quotebot.core.quotes import Quote
from quotebot.core.rotation import Memory

STORE_SECONDS: Final = 1.0
"""How long a person waits for a store that does not answer, before it is done without."""
NO_ANSWER: Final = f"the database has not answered for {STORE_SECONDS:g} s"


class Store(Protocol):
    """Keeps what happened, over restarts.

    Every method raises StoreError when the database cannot be used.
    """

    async def recall(self, place: Place) -> Memory:
        """What the place was shown; an empty Memory where nothing ever was."""
        ...

    async def remember(self, place: Place, memory: Memory) -> bool:
        """Keep the memory whose revision is one more than the one kept (0 where nothing is).

        False, and nothing changes, when the kept revision is another: somebody was first.
        """
        ...

    async def close(self) -> None:
        """Release what is held; everything remembered is on disk."""
        ...


class Ledger(Protocol):
    """Keeps the daily plans, and one row for each plan and local date.

    Every change is one transaction that says itself when it may happen, so that any number of
    processes can share a ledger. Every method raises StoreError when the database cannot be used.
    """

    async def add_plan(self, plan: DailyPlan) -> DailyPlan | None:
        """Keep a new plan, and return it with its id; None if its channel has one at that time."""
        ...

    async def change_plan(self, plan: DailyPlan) -> bool:
        """Keep the plan whose version is one more than the one kept; else False.

        False too when the plan was removed, or when another has its channel and time.
        """
        ...

    async def remove_plan(self, plan_id: int) -> bool:
        """Remove a plan and its deliveries; whether there was one."""
        ...

    async def plan(self, plan_id: int) -> DailyPlan | None: ...

    async def plans_of(self, platform: Platform, server: str) -> Sequence[DailyPlan]:
        """The plans of a server, in the order in which they were added."""
        ...

    async def servers(self, platform: Platform) -> Sequence[str]:
        """The servers that have a plan, for finding those that removed the bot."""
        ...

    async def forget_server(self, platform: Platform, server: str) -> int:
        """Remove the plans, the deliveries and the memories of a server; how many plans."""
        ...

    async def due_plans(self, now: datetime, limit: int) -> Sequence[DailyPlan]:
        """Active plans whose next turn has come, the longest due first; found by an index."""
        ...

    async def open_delivery(
        self, delivery: Delivery, plan: DailyPlan | None, memory: Memory | None
    ) -> tuple[Opening, Delivery | None]:
        """In one transaction: insert the delivery, keep the plan, and keep the channel's memory.

        `plan` (its next version, with the next turn) and `memory` (its next revision) are kept as
        `change_plan` and `Store.remember` would, and left alone when None. OPENED returns the row
        with its id. A RESERVED row of that plan and date becomes the state asked for, keeps the
        quote it has, and `memory` is not touched; it counts as OPENED. TAKEN (another state) keeps
        the plan all the same and returns the row as it is. STALE changes nothing.
        """
        ...

    async def claim(
        self, delivery_id: int, now: datetime, lease_until: datetime
    ) -> Delivery | None:
        """Make it SENDING, with one attempt more, and return it; one winner.

        Only if it is PLANNED and `not_before` has come, or SENDING with its lease over.
        """
        ...

    async def record(self, delivery: Delivery) -> bool:
        """Keep what became of a claimed delivery; False if the claim is another's by now.

        The row must be SENDING with the same number of attempts.
        """
        ...

    async def untold_plans(self) -> Sequence[DailyPlan]:
        """The plans that a platform refused and whose setters do not know it yet."""
        ...

    async def open_deliveries(self, now: datetime, after_id: int, limit: int) -> Sequence[Delivery]:
        """What could be claimed now, in the order of ids, from the first id above `after_id`."""
        ...

    async def delivery(self, plan_id: int, day: date) -> Delivery | None: ...

    async def delivery_with_id(self, delivery_id: int) -> Delivery | None: ...

    async def settle(self, delivery: Delivery) -> bool:
        """Make an UNKNOWN delivery what a person says it is; False if it is not UNKNOWN."""
        ...

    async def latest_delivery(self, plan_id: int) -> Delivery | None:
        """The newest by date that is not RESERVED."""
        ...

    async def latest_posted(self, place: Place) -> Delivery | None:
        """The newest by date that was POSTED in that channel, of any plan."""
        ...

    async def quote_of_the_day(self, place: Place, day: date, quote_id: str) -> str:
        """Keep the quote for that server's date unless one is kept; the one that is kept.

        For a direct message (no server) it is the channel's.
        """
        ...

    async def prune(self, before: date, after_id: int, limit: int) -> int | None:
        """Delete what came to an end before that date, among so many ids above `after_id`.

        The last id looked at; None when there is no other, or the next are of later dates. Kept
        are what is open or unknown, and of each plan the newest, and the newest that was posted.
        """
        ...

    async def prune_quotes_of_the_day(self, before: date, limit: int) -> int:
        """Delete those of earlier dates, at most so many; how many."""
        ...

    async def close(self) -> None: ...


class Search(Protocol):
    """Finds quotes of one anthology by words.

    What was typed is words, never a pattern: marks, operators, case and accents do not count. Small
    words ("the", "of") need not be found unless nothing else was typed, and no more than the first
    32 words are looked for. Of two quotes that are found in the same way the shorter comes first.
    """

    def find(self, typed: str, most: int) -> Sequence[Quote]:
        """The quotes that have all the words, best first, at most so many.

        They are looked for in the quotes, in their authors' names (the other names too), and in the
        names of characters and works. First come quotes in which the words follow each other as
        they were typed; then those with all of them in the text; then those with all of them
        anywhere; then those with other forms of them ("ran" for "running"), or, for a word that
        stands nowhere in any form, with one that is spelt much like it.

        If no quote has all the words: the quotes that have most of them and at least half, the
        rarer words first.
        """
        ...

    def holding(self, typed: str, most: int) -> Sequence[Quote]:
        """The quotes whose text holds all the words in some form, in the same order.

        Small words alone are looked for as a phrase.
        """
        ...


class Poster(Protocol):
    """Posts cards in the channels of one platform, on the bot's own account."""

    repeatable_for: timedelta
    """How long a second post with the same key cannot double; zero where the platform has no such
    promise."""

    async def turn(self, place: Place) -> None:
        """Wait until the platform's rate limits leave room for a post in that channel."""
        ...

    async def post(self, place: Place, card: QuoteCard, key: str) -> Outcome:
        """Post the card once, with no retries of its own; never raises but for cancellation."""
        ...

    async def find(self, place: Place, key: str, since: datetime) -> Lookup:
        """Look for the post with that key in the channel, back to that moment."""
        ...


class Announcer(Protocol):
    """Says something short in a channel, in the bot's own voice."""

    async def announce(self, place: Place, text: str) -> Outcome:
        """Post plain words once; never raises but for cancellation."""
        ...


class Clock(Protocol):
    """Time, handed in so that tests can turn it."""

    def now(self) -> datetime:
        """The time in UTC."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class Observer(Protocol):
    """Is told what happens, and counts it; it is told no ids and no texts.

    No method waits, raises, or takes long. All are called in the event loop's thread.
    """

    def answered(
        self, platform: Platform, command: AskedFor, outcome: CommandOutcome, seconds: float
    ) -> None:
        """A command has its reply, so many seconds after it came to the desk."""
        ...

    def posted(
        self, platform: Platform, outcome: PostOutcome, lateness: float, seconds: float
    ) -> None:
        """A try of a daily post is over. It took `seconds`, and ended so many after its time."""
        ...

    def connected(self, platform: Platform) -> None:
        """Commands from the platform can come."""
        ...

    def disconnected(self, platform: Platform) -> None:
        """No command from the platform can come, for now or for good."""
        ...

    def rate_limited(self, platform: Platform) -> None:
        """The platform answered a request with 429."""
        ...

    def identify_remaining(self, starts: int) -> None:
        """How many sessions Discord lets the bot still start, until it resets that number."""
        ...

    def reloaded(self, quotes: Mapping[str, int] | None) -> None:
        """The quotes by collection that are loaded now; None: loading failed, the old ones stay."""
        ...

    def round_done(self) -> None:
        """The daily round has looked at everything that is due."""
        ...
