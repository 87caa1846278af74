"""The servers that the daemon talks to in the tests: moto for AWS, a Kafka-compatible broker, and a web site."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import noida_db
from confluent_kafka.admin import AdminClient

from waiting import SERVER_START_SECONDS, wait_until

#: A server of the tests has ended after SIGTERM; then it is killed.
SERVER_STOP_SECONDS = 15


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ServerProcess:
    """A server in a process of its own, with its output in a file."""

    def __init__(self, name, arguments, folder, environment=None):
        self.name = name
        self.log = folder / f"{name}.log"
        self.arguments = arguments
        self.environment = {**os.environ, **(environment or {})}
        self.begin()

    def begin(self):
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                self.arguments, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=self.environment,
            )

    def wait_until_ready(self, answers):
        def is_ready():
            assert self.process.poll() is None, f"{self.name} has ended:\n{self.log.read_text()}"
            return answers()

        wait_until(is_ready, SERVER_START_SECONDS, f"{self.name} answers", self.log.read_text)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(SERVER_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Moto(ServerProcess):
    """AWS, as moto plays it. Account 123456789012 always."""

    def __init__(self, folder):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        program = pathlib.Path(sys.executable).parent / "moto_server"
        super().__init__(
            "moto", [str(program), "-H", "127.0.0.1", "-p", str(port)], folder,
            {"MOTO_EC2_LOAD_DEFAULT_AMIS": "false"},
        )
        self.wait_until_ready(self._answers)

    def _answers(self):
        try:
            with urllib.request.urlopen(self.url + "/moto-api/data.json", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def reset(self):
        request = urllib.request.Request(self.url + "/moto-api/reset", method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 200


class Broker(ServerProcess):
    """A Kafka-compatible broker with a fresh data folder."""

    def __init__(self, folder):
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        # The packaged program, not pip's script: the script leaves the broker behind when it is stopped.
        program = pathlib.Path(noida_db.__file__).parent / "noida-db"
        super().__init__(
            "broker",
            [str(program), "start", "--only", "kafka", "--kafka-port", str(port), "--data-dir", str(folder / "broker")],
            folder,
        )
        self.data = folder / "broker"
        self.wait_until_ready(self._answers)

    def start_again(self):
        """After a stop, with what lies in its data folder."""
        self.begin()
        self.wait_until_ready(self._answers)

    def _answers(self):
        admin = AdminClient({"bootstrap.servers": self.address, "log_level": 0})
        try:
            return bool(admin.list_topics(timeout=1).brokers)
        except Exception:  # Whatever it is, it is not ready.
            return False


class WebSite:
    """The service's health page, and the webhook that people are told by."""

    def __init__(self):
        self.notices = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(200 if self.path == "/health" else 404)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                site.notices.append({"key": self.headers["Idempotency-Key"], **json.loads(body)})
                self._answer(204)

            def _answer(self, status):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
