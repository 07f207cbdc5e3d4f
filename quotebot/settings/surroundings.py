"""What the environment says about the place that quotebot runs in; it is no setting."""

import os
import sys
from pathlib import Path

from quotebot.settings.service_manager import ServiceManager, service_manager_of


def colour_wanted() -> bool:
    """Whether terminals may be written to in colour: not when NO_COLOR is set (no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def plain_wanted() -> bool:
    """Whether nothing on a terminal is to move, nor any character to steer it."""
    return not colour_wanted()


def journal_stream() -> str:
    """The device and inode of the stream that systemd connected with its journal, if any."""
    return os.environ.get("JOURNAL_STREAM", "")


def service_manager() -> ServiceManager:
    """The systemd that started this process, if one did and wants to be told."""
    return service_manager_of(os.environ)


def has_screen() -> bool:
    """Whether a browser can open a window here."""
    return sys.platform in {"win32", "darwin"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def home() -> str:
    """The directory of whoever runs this, whose name it often holds; "" if it holds none."""
    try:
        folder = Path.home()
    except RuntimeError:  # an account that the system does not know
        return ""
    return str(folder) if folder.name else ""
