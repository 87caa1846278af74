"""AWS with troubles: what moto answers, but for services that are down or slow for a while."""

import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: moto answers one request.
ANSWER_SECONDS = 30
#: A call that is held back is let go at the latest then.
HOLD_SECONDS = 25


def changes_records(method, path):
    """Whether it is Route 53's ChangeResourceRecordSets."""
    return method == "POST" and path.rstrip("/").endswith("/rrset")


class TroubledAWS:
    """Hands every request on to moto. `is_meant(method, path)` tells which ones are in trouble."""

    def __init__(self, moto, is_meant=changes_records):
        self.refused = 0
        #: A request is here that is held back.
        self.holds = threading.Event()
        self._down = False
        self._gate = threading.Event()
        self._gate.set()
        aws = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if is_meant(self.command, self.path):
                    if aws._down:
                        aws.refused += 1
                        return self._answer(503, {}, b"<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>")
                    if not aws._gate.is_set():
                        aws.holds.set()
                        aws._gate.wait(HOLD_SECONDS)
                headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
                request = urllib.request.Request(
                    moto.url + self.path, data=body or None, headers=headers, method=self.command
                )
                try:
                    with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                        self._answer(answer.status, answer.headers, answer.read())
                except urllib.error.HTTPError as error:
                    self._answer(error.code, error.headers, error.read())

            do_GET = do_POST = do_PUT = do_DELETE = _serve

            def _answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection", "server", "date"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # Whoever asked has gone meanwhile.

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def go_down(self):
        """What is meant is answered with 503."""
        self._down = True

    def come_back(self):
        self._down = False

    def hold_back(self):
        """What is meant is on its way, and does not arrive."""
        self._gate.clear()

    def let_go(self):
        self._gate.set()

    def stop(self):
        self.let_go()
        self.server.shutdown()
        self.server.server_close()
