"""The settings: nothing that is written is passed over, and whatever librdkafka knows can be set."""

import http.server
import json
import ssl
import subprocess
import threading

import pytest

from program import daruma, daruma_json
from servers import free_port
from waiting import COMMAND_SECONDS, wait_until

#: A broker that nobody listens at.
NOWHERE = "127.0.0.1:1"


@pytest.fixture
def settings(tmp_path):
    """Writes a file of settings and runs a command with it; what it said on standard error."""

    def run(text, *arguments, exits=2, **environment):
        path = tmp_path / "daruma.yaml"
        path.write_text(text)
        return daruma(*(arguments or ("status", "--config", path)), exits=exits, **environment).stderr

    run.path = tmp_path / "daruma.yaml"
    return run


@pytest.mark.parametrize(
    "text, place, named, meant",
    [
        ("kafka:\n  bootstrapServers: a:1\n  secuirty: tls\n", "daruma.yaml:3:3", "kafka.secuirty", "kafka.security"),
        ("jounral:\n  path: x\n", "daruma.yaml:2:3", "jounral.path", "journal.path"),
        ("topics:\n  controll: x\n", "daruma.yaml:2:3", "topics.controll", "topics.control"),
        ("hearing:\n  intervall: 1s\n", "daruma.yaml:2:3", "hearing.intervall", "hearing.interval"),
        ("wroker: w\n", "daruma.yaml:1:1", "wroker", "worker"),
        ("kafka:\n  bootstrapServers: a:1\n  sasl:\n    mechansim: PLAIN\n", "daruma.yaml:4:5", "kafka.sasl.mechansim",
         "kafka.sasl.mechanism"),
        ("kafka:\n  bootstrapServers: a:1\n  propertys:\n    ssl.key.location: k\n", "daruma.yaml:4:5", None, None),
        ("journal: x\n", "daruma.yaml:1:1", "journal", "journal.path"),
        ("kafka.security: tls\n", "daruma.yaml:1:1", "kafka.security", "nested"),
    ],
)
def test_unknown_key_is_an_error(settings, text, place, named, meant):
    said = settings(text)
    assert place in said, said
    if named:
        assert named in said and meant in said, said


def test_unknown_override_is_an_error(settings):
    said = settings("worker: w\n", "status", "--set", "kafka.secuirty=tls")
    assert "--set kafka.secuirty" in said and "kafka.security" in said, said


@pytest.mark.parametrize("variable, meant", [
    ("DARUMA_KAFKA_SECUIRTY", "DARUMA_KAFKA_SECURITY"), ("DARUMA_JOURNALPATH", "DARUMA_JOURNAL_PATH"),
    ("DARUMA_TOPICS_CONTROLL", "DARUMA_TOPICS_CONTROL"), ("DARUMA_KAFKA_PROPERTIES", "daruma settings"),
    ("DARUMA_KAFKA_ONLOSTRECORD", "DARUMA_KAFKA_ON_LOST_RECORDS"), ("DARUMA_OPERATER_KEY", "DARUMA_OPERATOR_KEY"),
    ("DARUMA_PORTION", "daruma settings"), ("DARUMA_FOO", "daruma settings"),
])
@pytest.mark.parametrize("command", ["status", "doctor", "run", "topics create"])
def test_unknown_variable_of_the_environment_is_an_error(settings, variable, meant, command):
    said = settings("worker: w\n", *command.split(), "--config", settings.path, **{variable: "tls"})
    assert variable in said and meant in said, said


@pytest.mark.parametrize("variable, value", [
    ("DARUMA_OPERATOR_KEY", "operator.key"), ("DARUMA_TEST_BROKER", "127.0.0.1:1"), ("DARUMA_SHARED", "/shared"),
    ("DARUMA_KAFKA_PROPERTIES_SOCKET_TIMEOUT_MS", "1000"),
    # What Kubernetes sets for services that are called daruma and daruma-kafka.
    ("DARUMA_SERVICE_HOST", "10.0.0.11"), ("DARUMA_SERVICE_PORT", "8080"), ("DARUMA_SERVICE_PORT_HTTP", "8080"),
    ("DARUMA_PORT", "tcp://10.0.0.11:8080"), ("DARUMA_KAFKA_PORT_9092_TCP", "tcp://10.0.0.11:9092"),
    ("DARUMA_PORT_8080_TCP_PROTO", "tcp"), ("DARUMA_PORT_8080_TCP_PORT", "8080"), ("DARUMA_PORT_8080_TCP_ADDR", "10.0.0.11"),
])
def test_variables_of_others_are_let_be(settings, variable, value):
    said = settings("worker: w\n", **{variable: value})
    assert "no journal" in said and variable not in said, said


def test_every_setting_is_listed_and_is_known_by_its_name_and_its_variable(settings):
    """What `daruma settings` lists is taken from the file's place, from `--set` and from the environment."""
    listed = daruma_json("settings", "--json")
    assert len(listed) > 30 and all(one["summary"] for one in listed)
    text = daruma("settings", exits=0).stdout
    assert all(f"{one['key']}" in text for one in listed)
    assert "daruma settings" in settings("worker: w\n", "status", "--set", "foo=bar")
    given = [one for one in listed if one.get("standard")]
    overrides = [part for one in given for part in ("--set", f"{one['key']}={one['standard']}")]
    for said in (
        settings("worker: w\n", "status", "--config", settings.path, *overrides),
        settings("worker: w\n", **{one["variable"]: one["standard"] for one in given}),
    ):
        assert "no journal" in said, said
    # That each variable is read shows by what it can't be.
    for one in listed:
        if one["key"] in ("effects.poll", "reconcile.atOnce", "log.level", "kafka.onLostRecords", "clock.jumpLimit"):
            assert one["key"] in settings("worker: w\n", **{one["variable"]: "nonsense"})


def test_everything_wrong_is_named_at_once_and_duplicates_too(settings):
    said = settings("wroker: w\nreprots:\n  folder: r\n")
    assert "worker" in said and "reports.folder" in said
    assert "more than once" in settings("worker: a\nworker: b\n")


@pytest.mark.parametrize("name, reason", [
    ("enable.auto.commit", "journal"), ("group.id", "group"), ("acks", "acknowledged"),
    ("sasl.password", "security"), ("bootstrap.servers", "setting of its own"),
])
def test_properties_that_daruma_decides_are_refused_by_name(settings, name, reason):
    said = settings(f"kafka:\n  bootstrapServers: {NOWHERE}\n  properties:\n    {name}: x\n")
    assert name in said and reason in said, said


@pytest.mark.parametrize("security, name", [("plaintext", "ssl.certificate.location"), ("tls", "sasl.oauthbearer.method")])
def test_properties_without_effect_are_refused(settings, security, name):
    said = settings(
        f"kafka:\n  bootstrapServers: {NOWHERE}\n  security: {security}\n  properties:\n    {name}: x\n")
    assert name in said and "no effect" in said, said


def test_properties_that_librdkafka_does_not_know_are_refused_by_name(settings):
    said = settings(
        f"kafka:\n  bootstrapServers: {NOWHERE}\n  properties:\n    socket.timeout.msec: 1\n",
        "topics", "create", "--config", settings.path)
    assert "socket.timeout.msec" in said, said


def make_certificate(folder, name):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext",
         "subjectAltName=IP:127.0.0.1", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"],
        check=True, capture_output=True, timeout=COMMAND_SECONDS,
    )


@pytest.mark.parametrize("nested", [True, False])
def test_client_certificate_reaches_the_broker(settings, tmp_path, nested):
    for name in ("broker", "worker"):
        make_certificate(tmp_path, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "broker.pem", tmp_path / "broker.key")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(tmp_path / "worker.pem")
    port = free_port()
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle(self):
            try:
                self.request.do_handshake()
            except OSError as error:
                seen.append(error)
                return
            seen.append(self.request.getpeercert())

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    properties = (
        "    ssl:\n      certificate:\n        location: worker.pem\n      key:\n        location: worker.key\n" if nested
        else "    ssl.certificate.location: worker.pem\n    ssl.key.location: worker.key\n")
    try:
        settings(
            f"kafka:\n  bootstrapServers: 127.0.0.1:{port}\n  security: tls\n  caPath: broker.pem\n"
            f"  properties:\n{properties}", "topics", "create", "--config", settings.path)
    finally:
        server.shutdown()
        server.server_close()
    subjects = [dict(pair[0] for pair in one["subject"]) for one in seen if isinstance(one, dict)]
    assert {"commonName": "worker"} in subjects, seen


def test_oauth_token_is_fetched(settings, tmp_path):
    """librdkafka asks the provider for a token, with the secret that the settings only name."""
    asked = []

    class Provider(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.headers.get("Authorization"), self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"access_token": "x"}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "secret").write_text("s3cret\n")
    try:
        said = settings(
            f"kafka:\n  bootstrapServers: {NOWHERE}\n  security: saslPlaintext\n  sasl:\n    mechanism: OAUTHBEARER\n"
            "  properties:\n    sasl.oauthbearer.method: oidc\n    sasl.oauthbearer.client.id: daruma\n"
            "    sasl.oauthbearer.client.secret: file:secret\n"
            f"    sasl.oauthbearer.token.endpoint.url: http://127.0.0.1:{server.server_address[1]}/token\n",
            "topics", "create", "--config", settings.path)
        if "not supported" in said or "builtin.features" in said:
            pytest.skip("this librdkafka was built without OIDC")
        wait_until(lambda: asked, COMMAND_SECONDS, "the provider is asked", lambda: said)
    finally:
        server.shutdown()
        server.server_close()
    assert b"client_credentials" in asked[0][1]
    assert "s3cret" not in said


def test_secret_that_is_not_there_is_named(settings):
    said = settings(
        f"kafka:\n  bootstrapServers: {NOWHERE}\n  security: saslPlaintext\n  sasl:\n    username: daruma\n"
        "    password: env:NO_SUCH_VARIABLE\n")
    assert "kafka.sasl.password" in said and "NO_SUCH_VARIABLE" in said
