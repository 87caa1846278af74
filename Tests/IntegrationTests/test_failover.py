"""From Kafka records to a service that is back: the daemon against a real broker process and moto."""

import json

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
