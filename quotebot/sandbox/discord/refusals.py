"""How Discord says no: an HTTP status and a JSON body with its own error code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a body; `path` leads to the field, as keys and list positions."""

    path: tuple[str | int, ...]
    code: str
    message: str


class Refused(Exception):  # noqa: N818 - it is the answer that Discord gives, not a fault of ours
    """Ends the handling of a request with Discord's error answer."""

    def __init__(
        self, status: int, code: int, message: str, errors: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.body: Json = {"message": message, "code": code}
        if errors:
            self.body["errors"] = dict(errors)


def unauthorized() -> Refused:
    return Refused(401, 0, "401: Unauthorized")


def not_found() -> Refused:
    return Refused(404, 0, "404: Not Found")


def missing_access() -> Refused:
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    return Refused(403, 50013, "Missing Permissions")


def unknown_channel() -> Refused:
    return Refused(404, 10003, "Unknown Channel")


def unknown_guild() -> Refused:
    return Refused(404, 10004, "Unknown Guild")


def unknown_member() -> Refused:
    return Refused(404, 10007, "Unknown Member")


def unknown_message() -> Refused:
    return Refused(404, 10008, "Unknown Message")


def unknown_webhook() -> Refused:
    return Refused(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Refused:
    return Refused(404, 10062, "Unknown interaction")


def too_many_created(most: int) -> Refused:
    message = f"Max number of daily application command creates has been reached ({most})"
    return Refused(400, 30034, message)


def already_acknowledged() -> Refused:
    return Refused(400, 40060, "Interaction has already been acknowledged.")


def empty_message() -> Refused:
    return Refused(400, 50006, "Cannot send an empty message")


def invalid_webhook_token() -> Refused:
    return Refused(401, 50027, "Invalid Webhook Token")


def invalid_json() -> Refused:
    return Refused(400, 50109, "The request body contains invalid JSON.")


def invalid_form_body(problems: Iterable[Problem]) -> Refused:
    """The nested `errors` object that Discord documents under "Error Messages"."""
    errors: Json = {}
    for problem in problems:
        place = errors
        for key in problem.path:
            place = place.setdefault(str(key), {})
        place.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return Refused(400, 50035, "Invalid Form Body", errors)


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise one Refused that lists every problem, if there is any."""
    if found := list(problems):
        raise invalid_form_body(found)
