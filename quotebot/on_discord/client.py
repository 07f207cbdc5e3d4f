"""discord.py's client, as the bot uses it: it says what it is told, in time and without alarm."""

import logging
import threading

import discord
from discord.gateway import KeepAliveHandler

from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Platform
from quotebot.core.ports import Observer
from quotebot.on_discord.commands import Tree, on_press
from quotebot.on_discord.identifying import SessionStarts, WaitFirst
from quotebot.on_discord.rate_limits import heard_by
from quotebot.on_discord.registration import asked_intents, register
from quotebot.on_discord.rest import Rest, reason

log = logging.getLogger(__name__)


class NoGateway(Exception):  # noqa: N818 - it says what happened
    """The gateway could not be reached for a first time; the cause says why."""


class QuietClient(discord.Client):
    def __init__(
        self,
        desk: FrontDesk,
        rest: Rest,
        starts: SessionStarts,
        *,
        guild_ready_timeout: float,
        proxy: str | None,
        observer: Observer,
    ) -> None:
        super().__init__(
            intents=asked_intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=guild_ready_timeout,
            proxy=proxy,
            http_trace=next(iter(heard_by(observer)), None),  # type: ignore[arg-type] # None is allowed
        )
        self._observer = observer
        self._desk = desk
        self._follow_ups = rest
        self.tree = Tree(self, desk)
        self._starts = starts
        self._in_session = False
        self.had_session = False

    @property
    def connected(self) -> bool:
        """A gateway that is silent for a minute, heartbeats included, is left by discord.py."""
        return self._in_session and self.ws.open

    async def keep_connected(self) -> None:
        """Until it is closed; raises NoGateway when there was no connection to begin with."""
        try:
            await self.connect(reconnect=True)
        except AttributeError as error:
            # discord.py (2.7) wants to resume where it left off, and never was.
            if getattr(self, "ws", None) is not None:  # its type says that it always is
                raise
            raise NoGateway from error.__context__

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        try:
            await self._starts.use()
        except WaitFirst:
            await self._leave()
            raise
        await super().before_identify_hook(shard_id, initial=initial)

    async def _leave(self) -> None:
        """Close the connection that discord.py opened to identify on, and that nobody holds yet."""
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws.token == self.http.token:
                thread.stop()
                await thread.ws.socket.close()

    def dispatch(self, event: str, /, *args: object, **kwargs: object) -> None:
        match event:
            case "connect":
                self._in_session = self.had_session = True
                self._observer.connected(Platform.DISCORD)
            case "resumed":
                self._in_session = True
                self._observer.connected(Platform.DISCORD)
            case "disconnect":
                self._in_session = False
                self._observer.disconnected(Platform.DISCORD)
            case _:
                pass
        super().dispatch(event, *args, **kwargs)

    async def setup_hook(self) -> None:
        await register(self, self.tree)

    async def on_ready(self) -> None:
        log.info(Event.PLATFORM_CONNECTED(platform="Discord", servers=len(self.guilds)))
        await self._desk.present_in(Platform.DISCORD, {str(guild.id) for guild in self.guilds})

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._desk.removed_from(Platform.DISCORD, str(guild.id))

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        if interaction.type is discord.InteractionType.component:
            await on_press(interaction, self._desk, self._follow_ups)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        log.exception(Event.HANDLER_FAILED(platform="Discord", handler=event_method))


def in_a_sentence(record: logging.LogRecord) -> bool:
    """discord.py tells of every outage with a traceback."""
    if record.msg == "Attempting a reconnect in %.2fs" and record.exc_info:
        seconds = record.args[0] if isinstance(record.args, tuple) and record.args else 0
        record.msg, record.args = (
            Event.PLATFORM_UNREACHABLE(
                platform="Discord", error=reason(record.exc_info[1]), seconds=seconds
            ),
            None,
        )
        record.exc_info = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True
