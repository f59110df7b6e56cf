"""An object store on this machine: as much of S3 as a file store needs, over real HTTP."""

import base64
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

PAGE = 2  # keys in one page of a list, few so that paging is tried


class ObjectStore(ThreadingHTTPServer):
    """Keeps objects in memory; ``failures`` answers of 503 come first."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.objects: dict[str, bytes] = {}
        self.failures = 0
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answer(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: ObjectStore

    def log_message(self, *_) -> None:
        """Say nothing."""

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.refused():
            return
        if base64.b64encode(hashlib.md5(body).digest()).decode() != self.headers["Content-MD5"]:  # noqa: S324 -- S3's
            self.answer(400, b"<Error><Code>BadDigest</Code></Error>")
            return
        self.server.objects[self.key()] = body
        self.answer(200)

    def do_GET(self):
        if self.refused():
            return
        query = parse_qs(urlsplit(self.path).query)
        if "list-type" in query:
            self.answer(200, self.listed(query))
        elif self.key() in self.server.objects:
            self.answer(200, self.server.objects[self.key()])
        else:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    do_HEAD = do_GET  # noqa: N815 -- http.server's name

    def do_DELETE(self):
        self.server.objects.pop(self.key(), None)
        self.answer(204)

    def key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/bucket/")

    def refused(self) -> bool:
        if self.server.failures:
            self.server.failures -= 1
            self.answer(503, b"<Error><Code>SlowDown</Code></Error>")
            return True
        if "Credential=key/" not in self.headers.get("Authorization", ""):
            self.answer(403, b"<Error><Code>AccessDenied</Code></Error>")
            return True
        return False

    def listed(self, query) -> bytes:
        start = query.get("continuation-token", [""])[0]
        keys = sorted(key for key in self.server.objects if key.startswith(query["prefix"][0]) and key > start)
        entries = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in keys[:PAGE])
        more = f"<NextContinuationToken>{keys[PAGE - 1]}</NextContinuationToken>" if len(keys) > PAGE else ""
        cut = "true" if more else "false"
        return f"<ListBucketResult><IsTruncated>{cut}</IsTruncated>{more}{entries}</ListBucketResult>".encode()

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
