"""The Web API methods that quotebot calls, as the workspace carries them out."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from quotebot.sandbox.slack import payloads
from quotebot.sandbox.slack.channels import Channels
from quotebot.sandbox.slack.conversations import Conversations
from quotebot.sandbox.slack.interactions import Interactions
from quotebot.sandbox.slack.posting import Posting
from quotebot.sandbox.slack.views import Views
from quotebot.sandbox.slack.web_api import Method
from quotebot.sandbox.slack.wire import Payload, Refused
from quotebot.sandbox.slack.world import World


class Methods:
    """What each method does; WebApi has already checked who calls."""

    def __init__(
        self,
        *,
        world: World,
        posting: Posting,
        interactions: Interactions,
        channels: Channels,
        conversations: Conversations,
        views: Views,
        link: Callable[[], str],
    ) -> None:
        self._world = world
        self._posting = posting
        self._interactions = interactions
        self._link = link
        self._channels = channels
        self._conversations = conversations
        self._views = views

    def table(self) -> dict[str, Method]:
        """The methods by name. Of views.open Slack asks no scope."""
        return {
            "auth.test": Method(self._auth_test),
            "apps.connections.open": Method(
                self._open_connection, scope="connections:write", kind="app"
            ),
            "chat.postMessage": Method(self._post, scope="chat:write", required=("channel",)),
            "chat.postEphemeral": Method(
                self._post_ephemeral, scope="chat:write", required=("channel", "user")
            ),
            "chat.update": Method(self._update, scope="chat:write", required=("channel", "ts")),
            "conversations.history": Method(self._conversations.history, required=("channel",)),
            "conversations.info": Method(self._conversations.info, required=("channel",)),
            "users.info": Method(self._user, scope="users:read", required=("user",)),
            "views.open": Method(self._open_view, required=("trigger_id", "view")),
        }

    def _auth_test(self, _: Payload) -> Payload:
        world, app = self._world, self._world.app
        return {
            "url": f"https://{world.domain}.slack.com/",
            "team": world.team_name,
            "user": app.name,
            "team_id": world.team,
            "user_id": app.bot_user,
            "bot_id": app.bot,
            "is_enterprise_install": False,
        }

    def _open_connection(self, _: Payload) -> Payload:
        return {"url": self._link()}

    def _post(self, arguments: Payload) -> Payload:
        """Arguments that are not documented, client_msg_id among them, do nothing."""
        channel = self._channels.open_to_posts(arguments["channel"])
        message = self._posting.send(channel, arguments)
        return {
            "channel": message.channel,
            "ts": message.ts,
            "message": payloads.message(self._world, message),
        }

    def _post_ephemeral(self, arguments: Payload) -> Payload:
        channel = self._channels.joined(arguments["channel"])
        if arguments["user"] not in channel.members:
            raise Refused("user_not_in_channel")
        message = self._posting.post(channel, arguments, visible_to=arguments["user"])
        return {"message_ts": message.ts}

    def _update(self, arguments: Payload) -> Payload:
        channel = self._channels.joined(arguments["channel"])
        message = self._posting.find(channel, str(arguments["ts"]))
        if message is None or message.is_ephemeral:
            raise Refused("message_not_found")
        edited = self._posting.edit(message, arguments)
        return {
            "channel": edited.channel,
            "ts": edited.ts,
            "text": edited.text,
            "message": payloads.message(self._world, edited),
        }

    def _user(self, arguments: Payload) -> Payload:
        try:
            member = self._world.person(arguments["user"])
        except LookupError:
            raise Refused("user_not_found") from None
        return {
            "user": {
                "id": member.id,
                "team_id": self._world.team,
                "name": member.name,
                "real_name": member.real_name,
                "deleted": False,
                "tz": member.time_zone,
                "tz_label": member.time_zone_label,
                "tz_offset": self._offset(member.time_zone),
                "is_bot": False,
                "is_admin": member.is_admin,
                "is_owner": member.is_owner,
                "is_restricted": member.is_guest,
                "is_ultra_restricted": False,
            }
        }

    def _offset(self, zone: str) -> int:
        """Seconds east of UTC, now."""
        offset = (
            datetime.fromtimestamp(self._posting.now(), UTC).astimezone(ZoneInfo(zone)).utcoffset()
        )
        return int(offset.total_seconds()) if offset else 0

    def _open_view(self, arguments: Payload) -> Payload:
        view = self._views.opened(arguments["view"])
        self._interactions.exchange_trigger(arguments["trigger_id"]).show_view(view)
        return {"view": view}
