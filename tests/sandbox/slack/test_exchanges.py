"""Cutting a TCP connection."""

import asyncio

import pytest

from quotebot.sandbox.slack.exchanges import reset


async def test_a_reset_is_felt_at_the_other_end_and_can_be_repeated() -> None:
    served = asyncio.Queue[asyncio.BaseTransport]()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await served.put(writer.transport)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        transport = await served.get()
        reset(transport)
        with pytest.raises(ConnectionResetError):
            await reader.read()
        reset(transport)
        writer.close()


def test_what_was_never_connected_needs_no_reset() -> None:
    reset(None)
