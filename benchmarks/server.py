"""Serves the built site as a static host should: the compressed copies, the headers of `_headers`, the 404 page."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed when the browser takes that and a copy is there."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        status = 200 if path.is_file() else 404
        if status == 404:
            path = Path(self.directory) / "404.html"
        copy = path.with_name(path.name + ".br")
        compressed = "br" in self.headers.get("Accept-Encoding", "") and copy.is_file()
        data = (copy if compressed else path).read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self._kind(path))
        self.send_header("Content-Length", str(len(data)))
        if compressed:
            self.send_header("Content-Encoding", "br")
        for name, value in self._rules(self.path):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _kind(self, path: Path) -> str:
        kind = self.guess_type(str(path))
        return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("javascript", "xml")) else kind

    def _rules(self, address: str) -> list[tuple[str, str]]:
        rules, applies = [], False
        for line in (Path(self.directory) / "_headers").read_text("utf-8").splitlines():
            if line.startswith("/"):
                applies = line == "/*" or address.startswith(line.rstrip("*"))
            elif applies and line.strip():
                name, _, value = line.strip().partition(": ")
                rules.append((name, value))
        return rules

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def serve(site: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    """Serve a built site on this machine; gives the server and its address, which ends with a slash."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/"
