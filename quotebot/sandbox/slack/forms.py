"""Filling in a modal as a person does: what they can choose, and what Slack makes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quotebot.sandbox.slack.view_elements import initial_options, is_time, options_of
from quotebot.sandbox.slack.views import inputs
from quotebot.sandbox.slack.wire import Payload
from quotebot.sandbox.slack.world import Channel, ChannelKind, Member, World

Entry = str | Sequence[str] | None
"""What a person puts into an input: a text, HH:mm, a channel or an option's value, or several of
these; None empties it."""

REQUIRED = "Please complete this required field."
_SEVERAL = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
_KINDS = {
    ChannelKind.PUBLIC: "public",
    ChannelKind.PRIVATE: "private",
    ChannelKind.DIRECT: "im",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A modal in front of a person, opened in a channel.

    `offered` gives the options that an external select has shown so far.
    """

    view: Payload
    person: Member
    channel: Channel
    world: World
    offered: Callable[[str], Sequence[Payload]]

    def filled(self, entries: Mapping[str, Entry]) -> Payload:
        """`state.values` with the entries by block_id; what is not named stays as it opened.

        Raises LookupError for an entry that a person could not make.
        """
        fields = inputs(self.view)
        if unknown := entries.keys() - fields.keys():
            raise LookupError(f"the modal has no input {', '.join(sorted(unknown))}")
        return {
            block_id: {
                block["element"]["action_id"]: self._state(block["element"], entries, block_id)
            }
            for block_id, block in fields.items()
        }

    def missing(self, values: Payload) -> dict[str, str]:
        """What the person reads under each input with which Slack does not send the modal."""
        problems: dict[str, str] = {}
        for block_id, block in inputs(self.view).items():
            element = block["element"]
            (given,) = _given(values[block_id][element["action_id"]])
            if not given and not block.get("optional"):
                problems[block_id] = REQUIRED
            elif isinstance(given, str) and given and len(given) < element.get("min_length", 0):
                problems[block_id] = f"Please enter {element['min_length']} characters or more."
        return problems

    def _state(self, element: Payload, entries: Mapping[str, Entry], block_id: str) -> Payload:
        kind = element["type"]
        untouched = block_id not in entries
        entry = entries.get(block_id)
        match kind:
            case "plain_text_input":
                return {"type": kind, "value": self._text(element, entry, untouched=untouched)}
            case "timepicker":
                time = element.get("initial_time") if untouched else _time(entry)
                return {"type": kind, "selected_time": time}
            case "conversations_select":
                chosen = self._initial_channel(element) if untouched else self._pick(element, entry)
                return {"type": kind, "selected_conversation": chosen}
            case _:
                chosen_options = (
                    initial_options(element) if untouched else self._options(element, entry)
                )
                if kind in _SEVERAL:
                    return {"type": kind, "selected_options": chosen_options}
                return {"type": kind, "selected_option": next(iter(chosen_options), None)}

    def _text(self, element: Payload, entry: Entry, *, untouched: bool) -> str | None:
        value = element.get("initial_value") if untouched else entry
        text = str(value) if value else ""
        # The field itself takes no more than its max_length.
        return text[: element.get("max_length", 3000)] or None

    def _options(self, element: Payload, entry: Entry) -> list[Payload]:
        wanted = [entry] if isinstance(entry, str) else list(entry or ())
        known = [
            *options_of(element),
            *initial_options(element),
            *self.offered(element["action_id"]),
        ]
        by_value = {option["value"]: option for option in known}
        if absent := [value for value in wanted if value not in by_value]:
            raise LookupError(f"{element['action_id']} does not offer {', '.join(absent)}")
        if len(wanted) > element.get("max_selected_items", len(wanted)):
            raise LookupError(f"{element['action_id']} does not take so many")
        return [by_value[value] for value in wanted]

    def _pick(self, element: Payload, entry: Entry) -> str | None:
        if entry is None:
            return None
        channel = self.world.channel(str(entry))
        if not self._is_listed(element, channel):
            raise LookupError(f"{element['action_id']} does not list {entry}")
        return channel.id

    def _initial_channel(self, element: Payload) -> str | None:
        if initial := element.get("initial_conversation"):  # documented to take precedence
            return str(initial)
        here = element.get("default_to_current_conversation", False)
        return self.channel.id if here and self._is_listed(element, self.channel) else None

    def _is_listed(self, element: Payload, channel: Channel) -> bool:
        """Whether Slack shows the channel to the person: not an archived one, nor a secret one."""
        chosen = element.get("filter", {})
        seen = channel.kind is ChannelKind.PUBLIC or self.person.id in channel.members
        kept = _KINDS[channel.kind] in chosen.get("include", _KINDS.values())
        shared = channel.is_shared and chosen.get("exclude_external_shared_channels")
        with_bot = channel.kind is ChannelKind.DIRECT and chosen.get("exclude_bot_users")
        return seen and kept and not shared and not with_bot and not channel.is_archived


def _time(entry: Entry) -> str | None:
    if entry is not None and not is_time(entry):
        raise LookupError(f"a time picker has no {entry}")
    return str(entry) if entry else None


def _given(state: Payload) -> list[Any]:
    return [value for key, value in state.items() if key != "type"]
