"""The journal is evidence: whatever is altered or dropped is found, and an export can be checked without Daruma."""

import datetime
import hashlib
import json
import re
import sqlite3

import pytest

import events
from application import application_file
from journal import Journal
from program import daruma, daruma_json

#: Runs on the one journal; each claims it anew and commits.
RUNS = 10
EXPORT_LINE = re.compile(rb'\{"(commit|claim)":(.*),"hash":"([0-9a-f]{64})","offset":([0-9]+)\}')


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A journal of several claims and commits."""
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "applications").mkdir()
    (folder / "applications" / "kaigo.yaml").write_text(application_file())
    (folder / "daruma.yaml").write_text("worker: evidence\nlog:\n  level: error\n")
    for number in range(RUNS):
        when = datetime.datetime(2026, 11, 20, number, tzinfo=datetime.timezone.utc)
        records = folder / f"records-{number}.ndjson"
        records.write_text("\n".join(json.dumps(record) for record in [
            events.heartbeat(when), events.alarm(f"kaigo-prod-region-{number}", when, "INSUFFICIENT_DATA"),
        ]) + "\n")
        daruma("run", "--config", folder / "daruma.yaml", "--input", records, "--exit-at-end", exits=0)
    return folder / "daruma.sqlite"


@pytest.fixture
def copy(original, tmp_path):
    """A copy that can be tampered with: one file, and its guards against changes gone."""
    path = tmp_path / "copy.sqlite"
    with sqlite3.connect(original) as source, sqlite3.connect(path) as target:
        source.backup(target)
    with sqlite3.connect(path) as opened:
        opened.execute("PRAGMA journal_mode = DELETE")
        for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            opened.execute(f"DROP TRIGGER {name}")
    opened.close()
    return path


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def change(path, statement, *values):
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def one_byte_changed(value):
    """The record with one digit of a time changed: still JSON, still a commit."""
    place = value.index(b'"at":"2026') + len('"at":"202')
    return value[:place] + b"7" + value[place + 1 :]


def verify(path):
    """The findings, from the command with exit code 1."""
    found = daruma_json("journal", "verify", "--journal", path, "--json", exits=1)[0]
    assert found["intact"] is False
    return found["findings"]


def stored(path):
    """(offset, number, bytes) of each commit."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT offset, value FROM records ORDER BY offset").fetchall()
    connection.close()
    return [(offset, json.loads(value)["number"], bytes(value)) for offset, value in rows if b'"events"' in value]


def test_an_untouched_copy_is_intact(copy):
    """What is found in the other tests is the tampering, not the copying."""
    done = daruma("journal", "verify", "--journal", copy, exits=0)
    assert done.stdout.startswith("intact"), done.stdout
    assert len(stored(copy)) >= RUNS


@pytest.mark.parametrize("which", [0, 1, 4, 7, -1])
def test_one_byte_of_a_record_changed_is_found(copy, which):
    """`journal verify` ends with 1 and names the commit, first of all."""
    offset, number, value = stored(copy)[which]
    change(copy, "UPDATE records SET value = ? WHERE offset = ?", one_byte_changed(value), offset)
    first = verify(copy)[0]
    assert (first["commit"], first["offset"], first["kind"]) == (number, offset, "changed")
    text = daruma("journal", "verify", "--journal", copy, exits=1).stdout
    assert text.startswith(f"commit {number} at offset {offset}"), text


def test_a_change_with_a_new_hash_is_found_by_the_chain(copy):
    """Whoever changes a record and its stored hash is caught by the next commit, which names the old one."""
    commits = stored(copy)
    offset, _, value = commits[3]
    altered = one_byte_changed(value)
    change(
        copy, "UPDATE records SET value = ?, hash = ? WHERE offset = ?", altered,
        sha256(altered), offset,
    )
    findings = verify(copy)
    assert findings[0]["commit"] == commits[4][1] or findings[0]["offset"] == offset + 1, findings


def test_one_byte_of_the_file_changed_is_found(copy):
    """The same by the bytes of the file, past SQLite."""
    _, number, value = stored(copy)[4]
    content = bytearray(copy.read_bytes())
    # The end of the record, which lies in one piece whatever page it is on.
    assert content.count(value[-60:]) == 1
    content[content.index(value[-60:]) + 20] ^= 1
    copy.write_bytes(content)
    assert verify(copy)[0]["commit"] == number


@pytest.mark.parametrize("which", [0, 5])
def test_a_dropped_record_is_found(copy, which):
    """A row that is gone is named by its offset and commit. (Of the newest record only a snapshot or a witness outside
    the file can tell.)"""
    offset, number, _ = stored(copy)[which]
    change(copy, "DELETE FROM records WHERE offset = ?", offset)
    first = verify(copy)[0]
    assert (first["commit"], first["offset"], first["kind"]) == (number, offset, "missing")


def test_two_records_in_each_others_place_are_found(copy):
    """Reordering is found, although each record is whole."""
    commits = stored(copy)
    (a, number, _), (b, _, _) = commits[2], commits[3]
    for old, new in [(a, -1), (b, a), (-1, b)]:
        change(copy, "UPDATE records SET offset = ? WHERE offset = ?", new, old)
    assert verify(copy)[0]["offset"] in (a, b)


def test_a_journal_that_was_tampered_with_is_not_changed_by_verifying(copy):
    """Evidence is only read."""
    offset, _, value = stored(copy)[1]
    change(copy, "UPDATE records SET value = ? WHERE offset = ?", one_byte_changed(value), offset)
    before = sha256(copy.read_bytes())
    verify(copy)
    assert sha256(copy.read_bytes()) == before


def test_an_export_can_be_checked_without_daruma(original):
    """Each line's hash is SHA-256 of the record's own bytes, offsets have no gap, and the chain can be followed: a
    commit names the head before it, a claim is chained in by its hash and offset."""
    exported = daruma("journal", "export", "--journal", original, exits=0).stdout.encode()
    lines = [EXPORT_LINE.fullmatch(line) for line in exported.splitlines()]
    assert all(lines)
    head, numbers = sha256(b"daruma.journal:0"), []
    for offset, (kind, record, digest, written) in enumerate(line.groups() for line in lines):
        assert int(written) == offset
        assert sha256(record) == digest.decode()
        if kind == b"commit":
            commit = json.loads(record)
            assert commit["previous"] == head
            numbers.append(commit["number"])
            head = sha256(record)
        else:
            head = sha256(f"{head}:{sha256(record)}:{offset}".encode())
    assert numbers == list(range(1, len(Journal(original).commits()) + 1))
    verified = daruma_json("journal", "verify", "--journal", original, "--json")[0]
    assert verified["head"] == head
