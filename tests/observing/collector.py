"""A collector on this machine that takes spans over OTLP/HTTP and keeps them, decoded."""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.cli.machine import PATIENCE


class Collector(ThreadingHTTPServer):
    """What came, in its order. While `released` is not set it answers nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        self.requests: list[ExportTraceServiceRequest] = []
        self.paths: list[str] = []
        self.released = threading.Event()
        self.released.set()
        self._came = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    def take(self, path: str, request: ExportTraceServiceRequest) -> None:
        self.paths.append(path)
        self.requests.append(request)
        self._came.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def spans(self) -> list[Span]:
        return [
            span
            for request in self.requests
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    async def has_spans(self) -> None:
        """Wait until some have come."""
        await asyncio.to_thread(self._came.wait, PATIENCE)

    @property
    def resource(self) -> dict[str, str | float]:
        return told(self.requests[0].resource_spans[0].resource.attributes)


def told(attributes: Iterable[KeyValue]) -> dict[str, str | float]:
    """Attributes as they were before they were encoded."""
    found: dict[str, str | float] = {}
    for each in attributes:
        value = each.value
        found[each.key] = value.string_value or value.double_value
    return found


class _Handler(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.released.wait()
        self.server.take(self.path, ExportTraceServiceRequest.FromString(body))
        answer = ExportTraceServiceResponse().SerializeToString()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing."""


@contextmanager
def collecting() -> Iterator[Collector]:
    with Collector() as collector:
        thread = threading.Thread(target=collector.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield collector
        finally:
            collector.released.set()
            collector.shutdown()
            thread.join()
