"""`daruma status`: who is at work, what is known, and when."""

import datetime
import json
import re
import signal
import subprocess
import zoneinfo

import events
from application import application_file
from program import binary, daruma, daruma_json, environment
from waiting import DAEMON_START_SECONDS, wait_until


def made(folder):
    (folder / "applications").mkdir()
    (folder / "applications" / "application.yaml").write_text(application_file())
    config = folder / "daruma.yaml"
    config.write_text("worker: w\nreconcile:\n  interval: off\nhearing:\n  interval: 200ms\n")
    return config


def first_lines(config, **more):
    return daruma("status", "--config", config, exits=0, **more).stdout.splitlines()


def test_it_begins_with_the_worker(tmp_path):
    """Alive and current; killed, it is dead from that moment on, whatever it had heard before."""
    config = made(tmp_path)
    process = subprocess.Popen(
        [binary(), "run", "--config", str(config), "--input", "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env=environment(),
    )
    try:
        def worker():
            lines = daruma("status", "--config", config, "--json").stdout.splitlines()
            return json.loads(lines[0]).get("worker", {}) if lines else {}

        wait_until(
            lambda: worker().get("readiness") == "current", DAEMON_START_SECONDS, "the worker is alive and current")
        assert worker()["pid"] == process.pid and worker()["worker"] == "w"
        assert first_lines(config)[0].startswith(f"worker w is alive (process {process.pid}, since ")
        assert "current since " in first_lines(config)[0]
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert worker()["life"] == "dead" and "readiness" not in worker()
        assert first_lines(config)[0].startswith(f"worker w is dead (process {process.pid}, ")
        assert "daruma run" in first_lines(config)[0]
        document = daruma_json("status", "--config", config, "--json")[0]
        assert document["isCurrent"] is False, "what a dead worker had heard is not what there is to hear"
    finally:
        process.kill()
        process.wait()


def test_one_that_does_nothing_any_more_hangs(tmp_path):
    """It holds the journal, and gives no sign of life: neither alive nor dead."""
    config = made(tmp_path)
    daruma("run", "--config", config, "--input", "/dev/null", "--exit-at-end", exits=0)
    lock = tmp_path / "daruma.sqlite.lock"
    holder = json.loads(lock.read_text())
    holder["pulse"]["at"] = "2026-01-01T00:00:00.000Z"
    lock.write_text(json.dumps(holder).ljust(1024))
    held = subprocess.Popen(["flock", str(lock), "sleep", "60"])
    try:
        wait_until(
            lambda: first_lines(config)[0].startswith("worker w hangs"), DAEMON_START_SECONDS, "it is told to hang")
    finally:
        held.kill()
        held.wait()


def test_times_are_of_one_zone_that_is_said_once(tmp_path):
    """Of `TZ` where that is set, else of the application file; in JSON always UTC."""
    config = made(tmp_path)
    (tmp_path / "events.ndjson").write_text(json.dumps(events.heartbeat(events.moment())) + "\n")
    daruma("run", "--config", config, "--input", tmp_path / "events.ndjson", "--exit-at-end", exits=0)
    lines = first_lines(config, TZ="")
    assert lines[1] == "times are those of Asia/Tokyo (UTC+09:00)"
    assert not re.search(r"\d\d:\d\d:\d\d(\.\d+)?Z", "\n".join(lines)), lines
    assert first_lines(config, TZ="UTC")[1] == "times are those of UTC"
    zoned = first_lines(config, TZ=":America/New_York")[1]
    assert zoned == "times are those of America/New_York (UTC-05:00 or UTC-04:00, as it was on the day)"
    assert daruma_json("status", "--config", config, "--json")[0]["at"].endswith("Z")


def put_back(zone):
    """The last moment at which the clocks of `zone` were put back, in UTC."""
    hour = events.moment().replace(minute=0, second=0, microsecond=0)
    while True:
        before = hour - datetime.timedelta(hours=1)
        if hour.astimezone(zone).utcoffset() < before.astimezone(zone).utcoffset():
            return hour
        hour = before


def test_each_time_has_the_offset_of_its_moment(tmp_path):
    """What the clock shows twice carries its offset; what it shows once does not, in summer and in winter."""
    config = made(tmp_path)
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    change = put_back(berlin)
    moments = {"summer": -120, "first": -30, "second": 30, "winter": 120}
    records = [
        events.alarm(f"kaigo-prod-region-{name}", change + datetime.timedelta(minutes=minutes))
        for name, minutes in moments.items()
    ]
    (tmp_path / "events.ndjson").write_text("".join(json.dumps(record) + "\n" for record in records))
    daruma("run", "--config", config, "--input", tmp_path / "events.ndjson", "--exit-at-end", exits=0)
    text = "\n".join(first_lines(config, TZ="Europe/Berlin"))
    shown = {name: re.search(rf"alarm kaigo-prod-region-{name} .* since (.*?), last word", text)[1] for name in moments}
    day = change.strftime("%Y-%m-%d")
    assert shown == {
        "summer": f"{day} 01:00:00", "first": f"{day} 02:30:00+02:00", "second": f"{day} 02:30:00+01:00",
        "winter": f"{day} 04:00:00",
    }
    assert "Europe/Berlin (UTC+01:00 or UTC+02:00, as it was on the day)" in text


def test_what_has_not_come_yet_is_not_told(tmp_path):
    config = made(tmp_path)
    file = tmp_path / "events.ndjson"
    file.write_text("")
    daruma("run", "--config", config, "--input", file, "--exit-at-end", exits=0)
    ahead = daruma("status", "--config", config, "--at", "2099-01-01T00:00:00Z", exits=2)
    assert "has not come yet" in ahead.stderr, ahead


def test_another_file_of_the_same_name_is_read(tmp_path):
    """A file that has grown is read on; one with other content from its first line, and that is told."""
    config = made(tmp_path)
    file = tmp_path / "events.ndjson"

    def run(*names):
        file.write_text("".join(json.dumps(events.alarm(name, events.moment())) + "\n" for name in names))
        done = daruma("run", "--config", config, "--input", file, "--exit-at-end", exits=0)
        known = {alarm["name"] for alarm in daruma_json("status", "--config", config, "--json")[0]["evidence"]["alarms"]}
        return known, "is not the file that was read before" in done.stderr

    assert run("kaigo-prod-region-a", "kaigo-prod-region-b") == ({"kaigo-prod-region-a", "kaigo-prod-region-b"}, False)
    known, is_told = run("kaigo-prod-region-c")
    assert "kaigo-prod-region-c" in known and is_told


def test_at_the_end_of_the_input_silence_counts(tmp_path):
    """The end of a file is all that there is to hear: whoever says nothing from there on is silent."""
    config = made(tmp_path)
    file = tmp_path / "applications" / "application.yaml"
    file.write_text(application_file().replace("for: 1h", "for: 2s"))
    records = tmp_path / "events.ndjson"
    records.write_text(json.dumps(events.heartbeat(events.moment())) + "\n")
    process = subprocess.Popen(
        [binary(), "run", "--config", str(config), "--input", str(records)], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(),
    )
    try:
        wait_until(
            lambda: "has been silent" in daruma(
                "journal", "tail", "--once", "--from-start", "--config", config).stdout,
            DAEMON_START_SECONDS, "the silence is told",
        )
    finally:
        process.kill()
        process.wait()
