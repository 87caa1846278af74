"""The daemon as a process: its folder, its settings, its log, and how it is stopped or killed."""

import signal
import subprocess

from journal import Journal
from program import binary, daruma, daruma_json, environment
from waiting import DAEMON_START_SECONDS, DAEMON_STOP_SECONDS, DEAF_SECONDS, wait_until

PLAN_CHECKS_OFF = "planChecks:\n  interval: off\n"

#: Lines of the daemon's log that a failed test shows.
SHOWN_LINES = 40


def readiness(event):
    """What it says that the daemon has become; None where it is about something else."""
    return event["data"]["to"] if event["type"] == "observation.readiness-changed.v1" else None


def is_current(event):
    return readiness(event) == "current"


class Daemon:
    """One daemon on one journal, with topics of its own: `prefix` comes before their names."""

    def __init__(self, folder, application, broker, moto, prefix, settings=""):
        self.folder = folder
        self.prefix = prefix
        self.journal = Journal(folder / "daruma.sqlite")
        self.log = folder / "daemon.log"
        self.config = folder / "daruma.yaml"
        self.reports = folder / "reports"
        self.broker = broker
        self.process = None
        self.environment = environment(
            AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret", AWS_ENDPOINT_URL=moto.url
        )
        (folder / "applications").mkdir(parents=True, exist_ok=True)
        (folder / "applications" / "application.yaml").write_text(application)
        topics = "\n".join(f"  {name}: {self.topic(name)}" for name in ["backup", "replication", "alarm", "control", "answers", "workers"])
        self.config.write_text(
            f"worker: worker-{prefix}\n"
            f"kafka:\n  bootstrapServers: {broker.address}\n"
            f"topics:\n{topics}\n  deadLetter: {self.topic('dead-letter')}\n"
            "effects:\n  poll: 100ms\n  invisibility: 5s\n"
            # Short, so that a gap and deafness are noticed while a test waits.
            "hearing:\n  interval: 200ms\n  limit: 3s\n  staleAfter: 4s\n"
            # Those who are about it ask for it: looks at plans are calls, and facts in the journal, that others do not count.
            f"{settings if 'planChecks' in settings else settings + PLAN_CHECKS_OFF}"
        )

    def topic(self, name):
        return f"{self.prefix}.{name}"

    def create_topics(self):
        return daruma_json("topics", "create", "--config", self.config, "--partitions", 2, "--json")

    def start(self, *options):
        """Starts it, and returns at once."""
        assert self.process is None, "one process at a time"
        with self.log.open("ab") as log:
            self.log_start = log.tell()
            self.process = subprocess.Popen(
                [binary(), "run", "--config", str(self.config), *options], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env=self.environment, cwd=self.folder,
            )
        return self

    def start_and_listen(self):
        offset = self.journal.end()
        self.start()
        self.wait(
            lambda: any(is_current(event) for event in self.journal.events(offset)), DAEMON_START_SECONDS,
            "the daemon has heard everything",
        )
        return self

    def wait_for_readiness(self, to, offset=0):
        """The first event from `offset` on by which it became so: `catchingUp`, `current`, `deaf`."""
        return self.wait(
            lambda: next((event for event in self.journal.events(offset) if readiness(event) == to), None),
            DEAF_SECONDS, f"the daemon is {to}",
        )

    def wait(self, condition, within, what):
        """Waits while the daemon is alive; says what it logged last where that fails."""

        def check():
            result = condition()
            if not result and self.process is not None:
                assert self.process.poll() is None, f"the daemon ended with {self.process.returncode}\n{self.tail()}"
            return result

        return wait_until(check, within, what, self.tail)

    def tail(self):
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "the daemon's last lines:\n" + "\n".join(lines[-SHOWN_LINES:])

    def log_lines(self, text):
        return [line for line in self.log.read_text(errors="replace").splitlines() if text in line]

    def freeze(self):
        """SIGSTOP: it does not know that time passes."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        """SIGKILL: nothing of it runs on."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self):
        """SIGTERM, once it is at work and listens to signals; the exit code."""
        self.wait(
            lambda: b"partition claimed" in self.log.read_bytes()[self.log_start :], DAEMON_START_SECONDS,
            "the daemon is at work",
        )
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(DAEMON_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the daemon did not stop within {DAEMON_STOP_SECONDS} s\n{self.tail()}") from None
        self.process = None
        return code

    def discard(self):
        """Ends it however it is, at the end of a test."""
        if self.process is not None:
            self.kill()

    def status(self):
        return daruma_json("status", "--config", self.config, "--json")[0]

    def approve(self, digest, role="management"):
        """Sent, and no answer waited for: whoever kills the daemon may kill it between its commit and its answer."""
        return daruma(
            "approve", "kaigo-subsys", "--digest", digest, "--by", "hanako", "--role", role, "--config", self.config,
            "--wait", "0", "--json", exits=0,
        )
