"""One failover of the test application against the servers: set up, brought about, approved, and its end judged."""

import datetime
import json

import events
from application import application_file
from daemon import Daemon
from estate import COPY, RECOVERY_TARGET, SNAPSHOT, Estate
from kafka_client import produce
from program import daruma
from servers import Broker
from waiting import FAILOVER_SECONDS, INTAKE_SECONDS

#: When the backup of the night began, before now: the data that the failover loses.
BACKUP_AGE_MINUTES = 25


class Failover:
    def __init__(self, folder, servers, prefix, aws=None, settings=""):
        """`aws`: what the daemon takes for AWS; moto itself without it. `settings`: more lines of its settings."""
        # A broker of its own: the one that the tests use was seen to answer no more after many clients were killed.
        self.broker = Broker(folder)
        self.estate = Estate(servers.moto).build()
        self.daemon = Daemon(
            folder, application_file(self.estate.zone, servers.site.url), self.broker, aws or servers.moto, prefix,
            settings,
        )
        self.daemon.create_topics()

    def discard(self):
        """Ends whatever still runs, at the end of a test."""
        self.daemon.discard()
        self.broker.stop()

    def produce(self, topic, *records):
        produce(self.broker, [(self.daemon.topic(topic), record) for record in records])

    def protect(self):
        """The night's backup and its copy."""
        began = events.moment(BACKUP_AGE_MINUTES)
        later = [began + datetime.timedelta(minutes=minutes) for minutes in range(0, 20, 5)]
        self.produce(
            "backup", events.backup_job(began, later[0], SNAPSHOT, state="CREATED"),
            events.backup_job(began, later[1], SNAPSHOT), events.snapshot_created(later[1], SNAPSHOT),
            events.copy_job(later[1], later[2], SNAPSHOT, COPY),
        )
        self.wait_for_copy(COPY)

    def wait_for_copy(self, name):
        """Records of two partitions come in any order: what is asked later waits for this one."""
        self.daemon.wait(
            lambda: any(
                event["type"] == "observed.recovery-point-copied.v1" and f":{name}\"" in json.dumps(event["data"])
                for event in self.daemon.journal.events()
            ),
            INTAKE_SECONDS, f"the copy {name} is known",
        )

    def fall(self):
        """Two kinds of evidence that the primary region is down, and that the recovery region is known to be well."""
        now = events.moment()
        self.produce(
            "alarm", events.alarm("kaigo-dr-region-api", now, "OK", previous="ALARM", region=events.RECOVERY),
            events.alarm("kaigo-prod-region-api", now), events.alarm("kaigo-prod-region-db", now),
            events.health(now),
        )

    def wait_for_approval(self):
        """The request for approval, as journaled."""
        return self.daemon.wait(
            lambda: self.daemon.journal.last("failover.execution-approval-requested.v2"), INTAKE_SECONDS,
            "approval is asked for",
        )

    def approve(self, request):
        self.daemon.approve(request["data"]["approval"]["digest"])

    def order(self, command, **more):
        now = events.rfc3339(events.moment())
        self.produce("control", {
            "command": command, "id": f"{command}-{now}", "application": "kaigo-subsys", "by": "hanako",
            "role": "management", "at": now, **more,
        })

    def wait_for_end(self):
        ends = {f"failover.execution-{end}.v1" for end in ("succeeded", "failed", "aborted")}
        self.daemon.wait(
            lambda: ends & set(self.daemon.journal.event_types()), FAILOVER_SECONDS, "the failover comes to an end"
        )

    def judge(self):
        """Exactly one restored instance, marked as ours; the service scaled; the record switched; a sound journal."""
        instances = self.estate.restored_instances()
        assert len(instances) == 1, [instance["DBInstanceIdentifier"] for instance in instances]
        assert "daruma:effect" in self.estate.tags(instances[0]), self.estate.tags(instances[0])
        assert self.estate.service()["desiredCount"] == 4
        assert self.estate.target() == RECOVERY_TARGET
        verified = daruma("journal", "verify", "--journal", self.daemon.journal.path, exits=0)
        assert verified.stdout.startswith("intact"), verified.stdout
        return instances[0]
