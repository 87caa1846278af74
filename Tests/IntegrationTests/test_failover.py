"""From Kafka records to a service that is back: the daemon against a real broker process and moto."""

import datetime
import json

import events
from estate import COPY
from program import daruma, daruma_json
from waiting import INTAKE_SECONDS


def test_records_of_another_client_lead_to_a_restored_service(new_failover, servers):
    """Backup, copy, alarms and an announcement produced by confluent-kafka, and one approval, restore the database,
    start the service, switch the record, tell people and leave a report; SIGTERM then ends the daemon with 0."""
    failover = new_failover()
    daemon = failover.daemon
    daemon.start_and_listen()
    failover.protect()
    failover.fall()
    failover.wait_for_approval()

    execution = daemon.status()["executions"][0]
    assert execution["state"] == "awaitingApproval"
    assert failover.estate.restored_instances() == [], "nothing is done before the approval"
    daemon.approve(execution["approval"]["digest"])
    failover.wait_for_end()

    instance = failover.judge()
    assert instance["DBInstanceStatus"] == "available"
    ended = daemon.status()["executions"][0]
    assert ended["state"] == "succeeded", ended
    assert failover.estate.tags(instance)["daruma:execution"] == ended["execution"]

    mine = [notice for notice in servers.site.notices if notice["execution"] == ended["execution"]]
    messages = " ".join(notice["message"] for notice in mine)
    assert "Failover has begun." in messages and "Served from us-west-2." in messages, mine
    assert len({notice["key"] for notice in mine}) == len(mine), "each notice was sent once"
    heads = [notice["journal"]["head"] for notice in mine]
    assert all(head in notice["text"] for head, notice in zip(heads, mine)), mine
    for head in heads:
        daruma("journal", "verify", "--config", daemon.config, "--expect-head", head, exits=0)
    other = heads[0][:-1] + ("0" if heads[0][-1] != "0" else "1")
    daruma("journal", "verify", "--config", daemon.config, "--expect-head", other, exits=1)

    written = daemon.reports / f"{ended['execution']}.json"
    daemon.wait(written.exists, INTAKE_SECONDS, "the report is written")
    report = json.loads(written.read_text())
    assert report["outcome"] == "succeeded"
    assert report["rta"]["met"] is True and report["rpa"]["met"] is True, report
    assert [order["order"] for order in report["history"]["orders"]] == ["approve"]
    assert {attempt["outcome"] for attempt in report["history"]["attempts"]} == {"succeeded"}
    assert report["journal"]["commit"] >= report["history"]["lastCommit"] > report["history"]["firstCommit"]
    daruma("journal", "verify", "--config", daemon.config, "--expect-head", report["journal"]["head"], exits=0)
    again = daruma_json("report", ended["execution"], "--config", daemon.config, "--json")[0]
    assert again["history"] == report["history"], "the journal alone tells the same"
    text = (daemon.reports / f"{ended['execution']}.md").read_text()
    assert "RTA" in text and "RPA" in text

    assert daemon.stop() == 0, daemon.tail()


def test_a_request_whose_point_is_gone_can_not_be_approved(new_failover):
    """What was asked is no longer so: status says it and when it is asked anew, and an answer to it is refused."""
    # Events alone: a listing would say what moto holds, at whatever moment it comes.
    failover = new_failover("reconcile:\n  interval: off\n")
    daemon = failover.daemon
    daemon.start_and_listen()
    began = events.moment(85)
    done = began + datetime.timedelta(minutes=10)
    failover.produce(
        "backup", events.backup_job(began, done, "older", job="older"), events.copy_job(done, done, "older", "older-copy", job="older"))
    failover.wait_for_copy("older-copy")
    failover.protect()
    failover.fall()
    digest = failover.wait_for_approval()["data"]["approval"]["digest"]
    failover.produce("backup", events.snapshot_deleted(events.moment(), COPY))
    daemon.wait(
        lambda: "observed.recovery-point-removed.v1" in daemon.journal.event_types(), INTAKE_SECONDS, "the copy is gone")

    asked = daemon.status()["executions"][0]["approval"]
    assert "older-copy" in asked["outdated"] and asked["askedAnewAt"], asked
    assert asked["required"] == 1 and asked["approvers"] == [], asked
    text = daruma("status", "--config", daemon.config, exits=0).stdout
    assert "approved by 0 of 1" in text and "no longer so: " in text, text
    shown = daruma("approve", "kaigo-subsys", "--by", "yuki", "--role", "management", "--config", daemon.config, exits=2)
    assert "is no longer so" in shown.stderr and "It is asked anew at" in shown.stderr, shown
    refused = daruma(
        "approve", "kaigo-subsys", "--by", "yuki", "--role", "management", "--digest", digest, "--config", daemon.config,
        exits=1)
    assert "what request 1 asks is no longer so" in refused.stderr, refused
    daruma(
        "deny", "kaigo-subsys", "--by", "yuki", "--role", "management", "--comment", "not with that", "--config",
        daemon.config, exits=0)
    ended = daemon.status()["executions"][0]
    assert ended["state"] == "aborted" and "not with that" in ended["endedBecause"], ended
    assert {step["state"] for step in ended["steps"]} == {"notBegun"}, ended
    assert failover.estate.restored_instances() == []
    assert daemon.stop() == 0
