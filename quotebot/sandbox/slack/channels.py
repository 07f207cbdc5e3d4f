"""Which channels the app can see, read and post in, and what Slack says about the others."""

from quotebot.sandbox.slack.credentials import Credentials
from quotebot.sandbox.slack.wire import Refused
from quotebot.sandbox.slack.world import Channel, ChannelKind, World

_SCOPE_PREFIX = {
    ChannelKind.PUBLIC: "channels",
    ChannelKind.PRIVATE: "groups",
    ChannelKind.DIRECT: "im",
}


class Channels:
    """Looks channels up on behalf of the app; every method raises Refused with Slack's own code."""

    def __init__(self, world: World, credentials: Credentials) -> None:
        self._world = world
        self._credentials = credentials

    def visible(self, key: str) -> Channel:
        """Any public channel, and the others that the app is in."""
        try:
            channel = self._world.channel(key)
        except LookupError:
            raise Refused("channel_not_found") from None
        if channel.kind is not ChannelKind.PUBLIC and not self.has_app(channel):
            raise Refused("channel_not_found")
        return channel

    def for_scope(self, key: str, suffix: str) -> Channel:
        """A visible channel; the scope asked for is `channels:`, `groups:` or `im:` and suffix."""
        channel = self.visible(key)
        self._credentials.require(f"{_SCOPE_PREFIX[channel.kind]}:{suffix}")
        return channel

    def joined(self, key: str) -> Channel:
        """A channel that the app is in."""
        channel = self.visible(key)
        if not self.has_app(channel):
            raise Refused("not_in_channel")
        return channel

    def open_to_posts(self, key: str) -> Channel:
        """A channel the app may post in: one that it is in, or with chat:write.public any."""
        public = "chat:write.public" in self._credentials.scopes
        channel = self.visible(key) if public else self.joined(key)
        if channel.is_archived:
            raise Refused("is_archived")
        if channel.restriction:
            raise Refused(channel.restriction)
        return channel

    def has_app(self, channel: Channel) -> bool:
        return self._world.app.bot_user in channel.members
