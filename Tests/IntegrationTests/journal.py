"""Reads a journal file as it is stored, without the program: what was committed, and the counts that tests follow."""

import json
import sqlite3

#: Events that say what was seen, and that come with every start. All others are decisions.
OBSERVATIONS = ("observed.", "observation.", "protection.", "catalog.")


class Journal:
    def __init__(self, path):
        self.path = path

    def _rows(self, query, *values):
        if not self.path.exists():
            return []
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise
        finally:
            connection.close()

    def end(self):
        """The offset after the last record."""
        return self._rows("SELECT coalesce(max(offset) + 1, 0) FROM records")[0][0] if self.path.exists() else 0

    def commits(self, offset=0):
        """Commits from `offset` on, as (offset, commit); claims are left out."""
        rows = self._rows("SELECT offset, value FROM records WHERE offset >= ? ORDER BY offset", offset)
        parsed = [(offset, json.loads(value)) for offset, value in rows]
        return [(offset, record) for offset, record in parsed if "events" in record]

    def events(self, offset=0):
        return [event for _, commit in self.commits(offset) for event in commit["events"]]

    def event_types(self):
        return [event["type"] for event in self.events()]

    def last(self, event_type):
        """The newest event of that type, or None."""
        return next((event for event in reversed(self.events()) if event["type"] == event_type), None)

    def follow(self, offset):
        """Looks again and again, without a pause, until there is a record from `offset` on; yields None between."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            while True:
                row = connection.execute(
                    "SELECT offset, value FROM records WHERE offset >= ? ORDER BY offset LIMIT 1", (offset,)
                ).fetchone()
                if row:
                    offset = row[0] + 1
                    yield json.loads(row[1])
                else:
                    yield None
        finally:
            connection.close()


def is_decision(commit):
    """Whether something was decided in it, beyond what was seen."""
    return any(not event["type"].startswith(OBSERVATIONS) for event in commit.get("events", []))
