"""Keeps an assembled bot alive, and stops it cleanly."""

from quotebot.running.sandbox import run_sandbox
from quotebot.running.service import run
from quotebot.running.supervising import keep_answering

__all__ = ["keep_answering", "run", "run_sandbox"]
