"""What `daruma doctor` says of a worker that is fit, and of one that is not."""

import pytest
from confluent_kafka.admin import AdminClient, NewTopic

from application import application_file
from kafka_client import delete_topics
from program import daruma, daruma_json
from servers import free_port

TOPIC_SECONDS = 30


@pytest.fixture
def failover(new_failover):
    return new_failover()


def findings(daemon, exits=0, *options):
    return daruma_json("doctor", "--config", daemon.config, "--json", *options, exits=exits, **aws(daemon))


def aws(daemon):
    return {key: value for key, value in daemon.environment.items() if key.startswith("AWS_")}


def outcomes(found, check):
    return [finding["outcome"] for finding in found if finding["check"] == check]


def test_fit(failover):
    found = findings(failover.daemon)
    assert [finding for finding in found if finding["outcome"] == "fail"] == []
    assert {"settings", "librdkafka", "applications", "journal folder", "journal files", "journal lock", "journal", "brokers",
            f"topic {failover.daemon.topic('control')}", "clock"} <= {finding["check"] for finding in found}
    assert all(finding.get("remedy") for finding in found if finding["outcome"] != "ok")
    assert outcomes(found, "account") == ["ok"]
    lines = daruma("doctor", "--config", failover.daemon.config, exits=0, **aws(failover.daemon)).stdout.splitlines()
    assert len(lines) == len(found)


def test_without_credentials_and_with_those_of_another_account(failover):
    (found,) = [
        finding
        for finding in daruma_json("doctor", "--config", failover.daemon.config, "--json", exits=1)
        if finding["check"] == "account"
    ]
    assert found["outcome"] == "fail" and "no credentials" in found["message"] and found["remedy"], found
    file = failover.daemon.folder / "applications" / "application.yaml"
    file.write_text(file.read_text().replace("123456789012", "999999999999"))
    (found,) = [finding for finding in findings(failover.daemon, exits=1) if finding["check"] == "account"]
    assert "account 123456789012" in found["message"] and "account 999999999999" in found["message"], found


def test_beside_a_running_worker(failover):
    daemon = failover.daemon.start_and_listen()
    failover.protect()
    found = findings(daemon)
    assert outcomes(found, "journal") == ["ok"], found
    assert any(f"worker-{daemon.prefix}" in finding["message"] for finding in found if finding["check"] == "journal lock")
    assert daemon.stop() == 0


def test_topics(failover):
    """One is missing, one would be compacted, and the control topic keeps the senders' times."""
    daemon = failover.daemon
    names = [daemon.topic(name) for name in ["backup", "alarm", "control"]]
    delete_topics(failover.broker, names)
    admin = AdminClient({"bootstrap.servers": failover.broker.address})
    made = admin.create_topics([
        NewTopic(names[1], 2, 1, config={"cleanup.policy": "compact"}), NewTopic(names[2], 2, 1),
    ])
    for creation in made.values():
        creation.result(TOPIC_SECONDS)
    found = findings(daemon, exits=1)
    assert outcomes(found, f"topic {names[0]}") == ["fail"]
    assert outcomes(found, f"topic {names[1]}") == ["fail"]
    assert outcomes(found, f"topic {names[2]}") == ["warn"]
    daemon.start()
    daemon.wait(lambda: daemon.log_lines("senders choose the times"), TOPIC_SECONDS, "the worker warns")
    daemon.discard()


def test_dead_letters_too_small(failover):
    daemon = failover.daemon
    name = daemon.topic("dead-letter")
    delete_topics(failover.broker, [name])
    admin = AdminClient({"bootstrap.servers": failover.broker.address})
    admin.create_topics([NewTopic(name, 2, 1, config={"max.message.bytes": "1000"})])[name].result(TOPIC_SECONDS)
    assert "warn" in outcomes(findings(daemon), f"topic {name}")


def test_brokers_away(failover):
    found = findings(failover.daemon, 1, "--set", f"kafka.bootstrapServers=127.0.0.1:{free_port()}")
    assert outcomes(found, "brokers") == ["fail"]


def test_journal_and_applications(failover):
    """A journal of which the end is gone, and a file with an error."""
    daemon = failover.daemon.start_and_listen()
    assert daemon.stop() == 0
    daemon.journal.path.unlink()
    application = daemon.folder / "applications" / "application.yaml"
    application.write_text(application_file().replace("rpo: 1h", "rpo: soon"))
    found = findings(daemon, exits=1)
    assert outcomes(found, "journal") == ["fail"]
    assert "fail" in outcomes(found, "applications")
    assert any("daruma journal accept" in finding["remedy"] for finding in found if finding["check"] == "journal")


def test_settings_that_cannot_be_read(failover):
    daruma("doctor", "--config", failover.daemon.config, "--set", "kafka.securty=tls", exits=2)
