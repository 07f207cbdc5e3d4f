"""What systemd tells a service in its environment (sd_notify(3), sd_watchdog_enabled(3))."""

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceManager:
    """`address` is where it wants to be told; `watchdog` after how many seconds of silence it
    ends the process. Each is None where it is not wanted."""

    address: str | None = None
    watchdog: float | None = None


def service_manager_of(variables: Mapping[str, str]) -> ServiceManager:
    """As the variables say; a watchdog that is meant for another process is left out."""
    address = variables.get("NOTIFY_SOCKET") or None
    for_us = variables.get("WATCHDOG_PID") in (None, "", str(os.getpid()))
    text = variables.get("WATCHDOG_USEC", "")
    microseconds = int(text) if text.isascii() and text.isdigit() else 0
    watchdog = microseconds / 1_000_000 if address and for_us and microseconds else None
    return ServiceManager(address, watchdog)
