"""Runs commands of the program under test to their end."""

import json
import os
import pathlib
import subprocess

import pytest

from waiting import COMMAND_SECONDS


def binary():
    path = os.environ.get("DARUMA_BINARY")
    if not path:
        pytest.exit("DARUMA_BINARY is not set: name the built program, as deploy/test does", returncode=2)
    return str(pathlib.Path(path).resolve())


def environment(**more):
    """What a command sees: nothing of the caller's own AWS and Daruma settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "DARUMA_"))}
    return {**kept, "AWS_EC2_METADATA_DISABLED": "true", **more}


def daruma(*arguments, stdin=None, within=COMMAND_SECONDS, exits=None, **more):
    """The finished command, with `stdout` and `stderr` as text. `exits`: the exit code that is asked for."""
    done = subprocess.run(
        [binary(), *map(str, arguments)], capture_output=True, timeout=within, env=environment(**more),
        **({"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin.encode()}),
    )
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    if exits is not None:
        assert done.returncode == exits, (
            f"daruma {' '.join(map(str, arguments))} ended with {done.returncode}, not {exits}\n"
            f"--- standard output\n{done.stdout[-4000:]}\n--- standard error\n{done.stderr[-4000:]}"
        )
    return done


def daruma_json(*arguments, **options):
    """The JSON objects that the command prints, one a line; exit code 0 unless `exits` says otherwise."""
    done = daruma(*arguments, **{"exits": 0, **options})
    return [json.loads(line) for line in done.stdout.splitlines()]
