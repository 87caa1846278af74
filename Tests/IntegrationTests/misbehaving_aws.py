"""AWS that answers wrongly: what moto answers, but where a test says otherwise, for each request."""

import dataclasses
import re
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: moto answers one request.
ANSWER_SECONDS = 30
SCOPE = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/aws4_request")


@dataclasses.dataclass
class Request:
    method: str
    path: str
    headers: dict
    body: bytes
    #: By the signature's scope; empty where it is not signed.
    access_key: str = ""
    region: str = ""
    service: str = ""


@dataclasses.dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: dict = dataclasses.field(default_factory=dict)
    #: It comes so late.
    after_seconds: float = 0


def page(status, text="Blocked by the web policy of your organisation", **headers):
    """What a proxy says, and AWS never does."""
    body = f"<html><head><title>{status}</title></head><body>{text}</body></html>".encode()
    return Answer(status, body, {"Content-Type": "text/html", **headers})


def error(status, code, message, **headers):
    """An error of a query service, in its form."""
    body = (
        f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
        "<RequestId>r-1</RequestId></ErrorResponse>"
    ).encode()
    return Answer(status, body, {"Content-Type": "text/xml", "x-amzn-RequestId": "r-1", **headers})


def identity(account):
    """STS says that the caller is of this account."""
    body = (
        f"<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::{account}:user/other</Arn>"
        f"<UserId>U</UserId><Account>{account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
    ).encode()
    return Answer(200, body, {"Content-Type": "text/xml", "x-amzn-RequestId": "r-1"})


class MisbehavingAWS:
    """`rule`, where there is one, is asked with each request, and gives an answer, or None: then moto answers."""

    def __init__(self, moto=None, rule=None):
        self.rule = rule
        #: The services that were asked, one entry a request.
        self.services = []
        aws = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                request = Request(self.command, self.path, dict(self.headers.items()), body)
                scope = SCOPE.search(self.headers.get("Authorization", ""))
                if scope:
                    request.access_key, request.region, request.service = scope.groups()
                aws.services.append(request.service)
                answer = (aws.rule and aws.rule(request)) or self._hand_on(request)
                if answer.after_seconds:
                    time.sleep(answer.after_seconds)
                try:
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        if name.lower() not in ("content-length", "transfer-encoding", "connection", "server", "date"):
                            self.send_header(name, value)
                    self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # Whoever asked has gone meanwhile.

            do_GET = do_POST = do_PUT = do_DELETE = _serve

            def _hand_on(self, request):
                if moto is None:
                    return Answer(404)
                headers = {name: value for name, value in request.headers.items() if name.lower() != "connection"}
                asked = urllib.request.Request(
                    moto.url + request.path, data=request.body or None, headers=headers, method=request.method
                )
                try:
                    with urllib.request.urlopen(asked, timeout=ANSWER_SECONDS) as answer:
                        return Answer(answer.status, answer.read(), dict(answer.headers.items()))
                except urllib.error.HTTPError as refused:
                    return Answer(refused.code, refused.read(), dict(refused.headers.items()))

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Metadata(MisbehavingAWS):
    """An instance's metadata, version 2, that first fails as `troubles` say, one a request."""

    def __init__(self, troubles):
        self.troubles = list(troubles)
        super().__init__(rule=self._answer)

    def _answer(self, request):
        if self.troubles:
            return self.troubles.pop(0)
        if request.path == "/latest/api/token":
            return Answer(200, b"session-token")
        if request.headers.get("X-aws-ec2-metadata-token") != "session-token":
            return Answer(401)
        if request.path.endswith("/security-credentials/"):
            return Answer(200, b"worker")
        return Answer(
            200, b'{"Code":"Success","AccessKeyId":"ASIAMETADATA","SecretAccessKey":"s","Token":"t",'
            b'"Expiration":"2099-01-01T00:00:00Z"}',
        )
