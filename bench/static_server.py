"""`python static_server.py`: answers every GET with one page of files, as fast as Python can.

It prints its base URL and serves until its standard input ends.
"""

from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ITEMS = 20


class FileList(BaseHTTPRequestHandler):
    """The first and only page of `GET /v1/files`."""

    protocol_version = "HTTP/1.1"
    # Head and body leave in one packet, so that no acknowledgement is waited for.
    wbufsize = -1
    page: bytes = b""

    def do_GET(self) -> None:
        """Answer with the page."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.page)))
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: standard error is the benchmark's."""


def file_list() -> bytes:
    """Return a page as the API writes it."""
    files = [
        {
            "id": f"file-bench{number:08d}",
            "object": "file",
            "bytes": 1000 + number,
            "created_at": 1_700_000_000 + number,
            "filename": f"requests-{number}.jsonl",
            "purpose": "batch",
            "status": "processed",
        }
        for number in range(ITEMS)
    ]
    ends = {"first_id": files[0]["id"], "last_id": files[-1]["id"], "has_more": False}
    return json.dumps({"object": "list", "data": files, **ends}).encode()


def main() -> None:
    """Serve until standard input ends."""
    FileList.page = file_list()
    with ThreadingHTTPServer(("127.0.0.1", 0), FileList) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main()
