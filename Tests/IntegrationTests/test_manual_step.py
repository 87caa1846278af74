"""A step that a person does: announced, waited for across kill -9, and ended by a signed word."""

import pytest

from application import application_file
from daemon import Daemon
from program import daruma, daruma_json
from servers import Broker
from test_commands import new_key, order
from waiting import INTAKE_SECONDS

PLANS = """\
  repair:
    kind: restore
    rto: 30m
    steps:
      - id: look
        action: manual
        with: { instructions: Look whether the vault is open., role: developers }
        timeout: 10m
        retries: 0
      - { id: settle, action: wait, with: { for: 1s }, after: [look], timeout: 5m }
"""


@pytest.fixture
def asking(tmp_path, servers):
    """A worker whose plan asks a person; commands must be signed. The keys of one who may answer, and of one who may not."""
    broker = Broker(tmp_path)
    hanako, first = new_key(tmp_path, "hanako", "management", "developers")
    kenji, second = new_key(tmp_path, "kenji", "management")
    text = application_file(site="http://127.0.0.1:9").replace(
        "resources:\n", f"operators:\n{first}{second}resources:\n", 1) + PLANS
    daemon = Daemon(tmp_path, text, broker, servers.moto, "manual", "reconcile:\n  interval: off\n")
    daemon.create_topics()
    yield daemon.start_and_listen(), hanako, kenji
    daemon.discard()
    broker.stop()


def waits(daemon):
    execution = daemon.status()["executions"][-1]
    return execution["execution"], {step["step"]: step.get("waits") for step in execution["steps"]}


def wait_until_asked(daemon):
    def asked():
        executions = daemon.status()["executions"]
        return executions and (waits(daemon)[1]["look"] or {}).get("command")

    return daemon.wait(asked, INTAKE_SECONDS, "a person is asked")


def test_a_person_is_asked_and_says_that_it_is_done(asking):
    daemon, hanako, kenji = asking
    assert "accepted" in order(daemon, "restore", "repair", "--key", hanako, exits=0).stdout
    command = wait_until_asked(daemon)
    execution, waiting = waits(daemon)
    assert command == f"daruma done kaigo-subsys {execution} look --role developers --by YOU"
    assert waiting["look"]["waitsFor"] == "developers"

    # It survives a kill, and is not asked anew.
    daemon.kill()
    daemon.start_and_listen()
    assert waits(daemon)[1]["look"] == waiting["look"]
    for shown in (daruma("status", "kaigo-subsys", "--config", daemon.config, exits=0),
                  daruma("explain", "kaigo-subsys", execution, "--config", daemon.config, exits=0)):
        assert "Look whether the vault is open." in shown.stdout and command in shown.stdout, shown.stdout
    needs = [need["words"] for need in daemon.status()["needsPerson"] if need["kind"] == "execution"]
    assert any("waits for someone of developers" in need for need in needs), needs
    begun = [event for event in daemon.journal.events() if event["type"] == "failover.step-started.v2"]
    assert [event["data"]["step"] for event in begun] == ["look"], begun

    other = daruma("done", "kaigo-subsys", execution, "look", "--by", "kenji", "--key", kenji, "--wait", "20s",
                   "--config", daemon.config, exits=1)
    assert "is asked of developers" in other.stderr
    unsigned = daruma("done", "kaigo-subsys", execution, "look", "--by", "hanako", "--wait", "20s", "--config",
                      daemon.config, exits=1)
    assert "not signed" in unsigned.stderr
    done = daruma("done", "kaigo-subsys", execution, "look", "--by", "hanako", "--key", hanako, "--wait", "20s",
                  "--config", daemon.config, exits=0)
    assert "accepted" in done.stdout
    daemon.wait(lambda: daemon.status()["executions"][-1]["state"] == "succeeded", INTAKE_SECONDS, "the plan is through")
    (report,) = daruma_json("report", execution, "--config", daemon.config, "--json")
    look = next(step for step in report["steps"] if step["step"] == "look")
    assert look["detail"] == "by hand: Look whether the vault is open. (done, says hanako)"
    said = next(given for given in report["history"]["orders"] if given["order"] == "done" and "refusal" not in given)
    assert said["by"] == "hanako" and said["signed"] is True and said["role"] == "developers"
    again = daruma("done", "kaigo-subsys", execution, "look", "--by", "hanako", "--key", hanako, "--wait", "20s",
                   "--config", daemon.config, exits=1)
    assert "is succeeded" in again.stderr


def test_a_person_says_that_it_can_not_be_done(asking):
    daemon, hanako, _ = asking
    order(daemon, "restore", "repair", "--key", hanako, exits=0)
    wait_until_asked(daemon)
    execution, _ = waits(daemon)
    daruma("done", "kaigo-subsys", execution, "look", "--failed", "the key is lost", "--by", "hanako", "--key", hanako,
           "--wait", "20s", "--config", daemon.config, exits=0)
    state = daruma_json("status", "--config", daemon.config, "--json")[0]["executions"][-1]
    assert state["state"] == "pausedByFailedStep"
    assert "hanako says that it can't be done: the key is lost" in state["steps"][0]["failure"]
