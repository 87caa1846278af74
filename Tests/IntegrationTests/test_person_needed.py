"""`daruma status --breached` shows whatever needs a person, and nothing else."""

import shutil
import subprocess

import pytest

import events
from application import application_file
from program import daruma, daruma_json
from waiting import FAILOVER_SECONDS, INTAKE_SECONDS

NOBODY = "no application needs a person"


@pytest.fixture
def well(new_failover):
    """Backed up as its file asks, and everything heard that its conditions ask for."""
    failover = new_failover("reconcile:\n  interval: off\n")
    change(failover, ', window: "03:00-04:00", timeZone: Asia/Tokyo', "")
    # There is none: that step is one for a person.
    change(failover, "service: kaigo-api", "service: kaigo-none")
    failover.daemon.start_and_listen()
    failover.protect()
    now = events.moment()
    failover.produce(
        "alarm", events.alarm("kaigo-dr-region-api", now, "OK", previous="ALARM", region=events.RECOVERY),
        events.alarm("kaigo-prod-region-api", now, "OK", previous="ALARM"), events.heartbeat(now))
    wait_for(failover, [])
    return failover


def change(failover, old, new):
    file = failover.daemon.folder / "applications" / "application.yaml"
    assert old in file.read_text(), old
    file.write_text(file.read_text().replace(old, new))


def kinds(failover):
    """Of the one application; `--breached` shows it where there are any. None where the two were asked at two moments."""
    documents = daruma_json("status", "--breached", "--config", failover.daemon.config, "--json")
    (document,) = daruma_json("status", "--config", failover.daemon.config, "--json")
    needs = document["needsPerson"]
    assert all(need["words"] for need in needs)
    shown = [one["needsPerson"] for one in documents if "application" in one]
    return [need["kind"] for need in needs] if shown == ([needs] if needs else []) else None


def wait_for(failover, wanted):
    failover.daemon.wait(
        lambda: kinds(failover) == wanted, INTAKE_SECONDS, f"{wanted} is what needs a person, with and without --breached")


def shown(failover, *options):
    return daruma("status", *options, "--config", failover.daemon.config, exits=0).stdout


def test_what_needs_a_person_is_shown_until_it_does_not(well):
    assert shown(well, "--breached").splitlines()[-1] == NOBODY
    well.order("pause")
    wait_for(well, ["paused"])
    well.order("resume")
    wait_for(well, [])
    assert NOBODY in shown(well, "--breached")

    well.fall()
    request = well.wait_for_approval()
    wait_for(well, ["execution"])
    assert "awaiting approval" in shown(well, "--breached")
    well.approve(request)
    well.daemon.wait(
        lambda: well.daemon.journal.last("failover.execution-step-paused.v1"), FAILOVER_SECONDS, "a step fails")
    wait_for(well, ["execution"])
    paused = shown(well, "--breached")
    assert "paused: step app failed" in paused and "dns  waits for other steps" in paused, paused
    well.order("abort")
    well.daemon.wait(
        lambda: well.daemon.journal.last("failover.execution-aborted.v1"), FAILOVER_SECONDS, "it is given up")
    steps = shown(well)
    assert "dns  never begun" in steps and "notBegun" not in steps, steps


def test_a_dead_worker_is_told_above_whatever_applications_need(well):
    """Nobody watches: that no application needs a person is not said plainly, and a program is told as well."""
    well.daemon.kill()
    lines = shown(well, "--breached").splitlines()
    assert "is dead" in lines[0] and NOBODY not in lines and lines[-1].startswith(NOBODY + " by what"), lines
    (alone,) = daruma_json("status", "--breached", "--config", well.daemon.config, "--json")
    assert alone["worker"]["life"] == "dead"


def test_credentials_of_another_account_need_a_person(well):
    """The head line stands, ends its sentences, and the worker's line says whose credentials were answered."""
    assert "(credentials of account 123456789012)" in shown(well).splitlines()[0]
    file = well.daemon.folder / "applications" / "application.yaml"
    file.write_text(file.read_text().replace("123456789012", "999999999999"))
    well.daemon.stop()
    well.daemon.start_and_listen()
    well.daemon.wait(lambda: "credentials" in (kinds(well) or []), INTAKE_SECONDS, "the account is told")
    text = shown(well, "--breached")
    assert "(credentials of account 123456789012)" in text.splitlines()[0], text
    assert "application is of account 999999999999. Give the worker credentials" in text.splitlines()[1], text


def test_before_sts_has_answered_nobody_knows_whose_credentials_it_has(tmp_path):
    """Of a journal that holds no answer the file's account is not told as that of the credentials."""
    config = made(tmp_path)
    daruma("run", "--config", config, "--input", "/dev/null", "--exit-at-end", exits=0)
    (document,) = daruma_json("status", "--config", config, "--json")
    assert document["worker"]["accounts"] == []
    assert "123456789012" not in document["worker"]["credentials"]


def made(folder):
    (folder / "applications").mkdir()
    (folder / "applications" / "application.yaml").write_text(application_file())
    config = folder / "daruma.yaml"
    config.write_text("worker: w\nreconcile:\n  interval: off\n")
    return config


def test_a_journal_behind_its_head_is_told_to_programs_too(tmp_path):
    config = made(tmp_path)
    journal, records = tmp_path / "daruma.sqlite", tmp_path / "events.ndjson"
    daruma("run", "--config", config, "--input", "/dev/null", "--exit-at-end", exits=0)
    older = shutil.copy(journal, tmp_path / "older.sqlite")
    records.write_text(f'{{"heartbeat": "synthetics-us-west-2", "at": "{events.rfc3339(events.moment())}"}}\n')
    daruma("run", "--config", config, "--input", records, "--exit-at-end", exits=0)
    assert "journalDoubt" not in daruma_json("status", "--config", config, "--json")[0]["worker"]
    shutil.copy(older, journal)
    doubt = daruma_json("status", "--breached", "--config", config, "--json")[0]["worker"]["journalDoubt"]
    assert "ends at commit" in doubt
    assert doubt in daruma("status", "--breached", "--config", config, exits=0).stderr


def test_no_application_is_named_that_is_none(tmp_path):
    """What stands for resources in no application is no name to type."""
    config = made(tmp_path)
    daruma("run", "--config", config, "--input", "/dev/null", "--exit-at-end", exits=0)
    for command in (["status", "kaigo-subsis"], ["explain", "kaigo-subsis"], ["approve", "kaigo-subsis", "--by", "y"]):
        said = daruma(*command, "--config", config, exits=2).stderr
        assert "did you mean" in said and "kaigo-subsys" in said and "(none)" not in said, said
    assert "(none)" not in daruma("status", "nosuch", "--config", config, exits=2).stderr.split(";")[1]
    daruma("status", "(none)", "--config", config, exits=2)


@pytest.fixture
def small_disk(tmp_path):
    """A disk with less than a journal needs; only root can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", folder], capture_output=True).returncode != 0:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_nearly_full_is_told(small_disk):
    """By `doctor` before the worker starts, and by `status` while it runs, whatever applications need."""
    config = made(small_disk)
    daruma("run", "--config", config, "--input", "/dev/null", "--exit-at-end", exits=0)
    lines = daruma("status", "--breached", "--config", config, exits=0).stdout.splitlines()
    assert "MiB are free in" in lines[1] and "Make room" in lines[1], lines
    assert daruma_json("status", "--config", config, "--json")[0]["worker"]["diskFault"] in lines[1]
    found = [one for one in daruma_json("doctor", "--config", config, "--json", exits=1) if one["check"] == "journal folder"]
    assert [one["outcome"] for one in found] == ["fail"], found
