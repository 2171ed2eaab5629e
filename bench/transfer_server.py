"""`python transfer_server.py [BYTES_PER_SECOND]`: takes uploads and gives downloads, and no more.

It keeps nothing: what is measured is the client. The rate, if given, is that of each connection.
`GET /v1/files/SIZE/content` answers with so many bytes. It prints its base URL and serves until
its standard input ends.
"""

from __future__ import annotations

import itertools
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

PIECE = 1 << 20
NUMBERS = itertools.count(1)


class Transfers(BaseHTTPRequestHandler):
    """One connection: whole uploads, uploads in parts, and downloads."""

    protocol_version = "HTTP/1.1"
    wbufsize = 0
    rate: float | None = None
    sizes: ClassVar[dict[str, int]] = {}

    def do_POST(self) -> None:
        """Take a body, and answer as the API does."""
        if self.path.endswith("/uploads"):
            fields = json.loads(self.rfile.read(int(self.headers["content-length"])))
            upload = f"upload_{next(NUMBERS)}"
            self.sizes[upload] = fields["bytes"]
            self.answer({"id": upload, "expires_at": int(time.time()) + 3600})
            return
        self.take(int(self.headers.get("content-length", 0)))
        self.answer(self.made())

    def do_GET(self) -> None:
        """Give as many bytes as the path says."""
        size = int(self.path.split("/")[-2])
        self.head("application/octet-stream", size)
        data, pace = b"x" * PIECE, Throttle(self.rate)
        for start in range(0, size, PIECE):
            self.wfile.write(data[: size - start])
            pace.keep(PIECE)

    def take(self, size: int) -> None:
        """Read a body piece by piece, no faster than the rate."""
        view, pace = memoryview(bytearray(PIECE)), Throttle(self.rate)
        while size > 0:
            count = self.rfile.readinto(view[: min(size, PIECE)])
            size -= count
            pace.keep(count)

    def made(self) -> dict[str, Any]:
        """Return what a request has made."""
        made = f"thing_{next(NUMBERS)}"
        if self.path.endswith("/complete"):
            size = self.sizes.pop(self.path.split("/")[-2])
            return {"id": made, "bytes": size, "file": {"id": made, "bytes": size}}
        return {"id": made}

    def answer(self, document: dict[str, Any]) -> None:
        """Answer with JSON."""
        body = json.dumps(document).encode()
        self.head("application/json", len(body))
        self.wfile.write(body)

    def head(self, kind: str, size: int) -> None:
        """Begin an answer."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: standard error is the benchmark's."""


class Throttle:
    """Waits as long as it takes to be no faster than a rate."""

    def __init__(self, rate: float | None) -> None:
        self.rate = rate
        self.due = time.monotonic()

    def keep(self, count: int) -> None:
        """Note some bytes, and wait until they may have come."""
        if self.rate:
            self.due += count / self.rate
            time.sleep(max(self.due - time.monotonic(), 0))


def main() -> None:
    """Serve until standard input ends."""
    Transfers.rate = float(sys.argv[1]) if len(sys.argv) > 1 else None
    with ThreadingHTTPServer(("127.0.0.1", 0), Transfers) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main()
