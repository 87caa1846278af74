"""The demonstration needs nothing but the program."""

import json

from program import daruma

#: The whole story, on a loaded machine too.
DEMO_SECONDS = 150
#: What the reference night loses, whatever the clock's speed.
EXPECTED_LOSS = "PT37M"


def test_the_demo_ends_with_a_completed_failover():
    """`daruma demo --yes --json` prints the report alone: succeeded, 37 minutes lost, both objectives judged."""
    done = daruma("demo", "--yes", "--json", within=DEMO_SECONDS, exits=0)
    report = json.loads(done.stdout)
    assert report["outcome"] == "succeeded"
    assert report["rpa"]["actual"] == EXPECTED_LOSS
    assert report["rta"]["met"] is True
    assert {step["state"] for step in report["steps"]} == {"succeeded"}, report["steps"]


def test_without_a_terminal_it_says_so_and_approves_by_itself():
    """Where nobody can be asked the demo goes on, and says why; the report stands at the end, without colour codes."""
    done = daruma("demo", "--speed", 600, within=DEMO_SECONDS, exits=0)
    assert "standard input is no terminal" in done.stdout, done.stdout[-3000:]
    assert "RTA" in done.stdout and "RPA" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
