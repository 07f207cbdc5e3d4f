"""The loopback Slack: start with LoopbackSlack; everything else serves it."""

from quotebot.sandbox.slack.answers import Answer
from quotebot.sandbox.slack.history import Message
from quotebot.sandbox.slack.loopback import LoopbackSlack

__all__ = ["Answer", "LoopbackSlack", "Message"]
