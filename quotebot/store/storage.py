"""The store and the ledger of one database."""

from dataclasses import dataclass

from quotebot.core.ports import Ledger, Store


@dataclass(frozen=True, slots=True)
class Storage:
    """What one database keeps, in two roles; what either of them keeps, the other sees at once."""

    store: Store
    ledger: Ledger

    async def close(self) -> None:
        await self.ledger.close()
        await self.store.close()
