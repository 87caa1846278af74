"""The demonstration needs nothing but the program."""

import json

from program import daruma

#: The whole story, on a loaded machine too.
DEMO_SECONDS = 150


def test_the_demo_ends_with_a_completed_failover():
    """`daruma demo --yes --json` prints the report alone: succeeded, and what was left behind is named."""
    done = daruma("demo", "--yes", "--json", within=DEMO_SECONDS, exits=0)
    report = json.loads(done.stdout)
    assert report["outcome"] == "succeeded"
    left = {fate["resource"] for fate in report["fates"] if fate["fate"] == "leftBehind"}
    assert left, "the sample leaves its files behind, and the report says so"
    assert "rpa" not in report, "what is lost with them nobody knows"
    restored = [fate["choice"] for fate in report["fates"] if fate["fate"] == "restored"]
    assert [choice["resource"] for choice in restored] == ["db"]
    assert report["rta"]["met"] is True
    assert {step["state"] for step in report["steps"]} == {"succeeded"}, report["steps"]


def test_without_a_terminal_it_says_so_and_approves_by_itself():
    """Where nobody can be asked the demo goes on, and says why; the report stands at the end, without colour codes."""
    done = daruma("demo", "--speed", 600, within=DEMO_SECONDS, exits=0)
    assert "standard input is no terminal" in done.stdout, done.stdout[-3000:]
    assert "RTA" in done.stdout and "RPA" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
