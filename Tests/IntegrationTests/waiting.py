"""Waiting for conditions. Every wait has a named limit and says, when it is reached, what was there instead."""

import time

#: Between two looks at a condition.
POLL_SECONDS = 0.02
#: A server of the tests answers its first request.
SERVER_START_SECONDS = 60
#: A command of the program that works on files, with its start.
COMMAND_SECONDS = 60
#: The daemon has claimed its journal and is listening.
DAEMON_START_SECONDS = 30
#: The daemon has ended after SIGTERM.
DAEMON_STOP_SECONDS = 30
#: It has noticed that it can't hear, or hears again.
DEAF_SECONDS = 60
#: From a record's production to its trace in journal, log or dead letters.
INTAKE_SECONDS = 30
#: A whole failover of the test application.
FAILOVER_SECONDS = 60


def wait_until(condition, within, what, explain=lambda: ""):
    """The first true result of `condition`; an AssertionError with `what` and `explain()` after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {within} s\n{explain()}")
        time.sleep(POLL_SECONDS)
