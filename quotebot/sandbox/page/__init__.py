"""The sandbox in a browser: both chats side by side, as the loopback platforms hold them."""

from quotebot.sandbox.page.library_news import LibraryNews
from quotebot.sandbox.page.server import Page

__all__ = ["LibraryNews", "Page"]
