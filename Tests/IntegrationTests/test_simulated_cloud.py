"""The simulated cloud's HTTP face, judged by botocore's own parser and models."""

import json
import pathlib
import subprocess
import sys

from program import binary, environment
from waiting import COMMAND_SECONDS

#: The clock that the checks are written for: creations take seconds, not minutes.
SPEED = 600
#: All checks, each a handful of calls.
CHECKS_SECONDS = 120


def test_botocore_understands_the_simulated_cloud():
    """Every operation, called by boto3 against `daruma simulated-cloud`, answers as AWS's models say."""
    cloud = subprocess.Popen(
        [binary(), "simulated-cloud", "--json", "--speed", str(SPEED)], stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL, env=environment(),
    )
    try:
        told = json.loads(cloud.stdout.readline())
        checks = subprocess.run(
            [sys.executable, str(pathlib.Path(__file__).with_name("simulated_cloud_with_botocore.py")), told["endpointURL"]],
            capture_output=True, text=True, timeout=CHECKS_SECONDS,
            env=environment(SIMULATED_ACCESS_KEY=told["accessKeyID"], SIMULATED_SECRET_KEY=told["secretAccessKey"]),
        )
        assert checks.returncode == 0, checks.stdout[-2000:] + checks.stderr[-6000:]
    finally:
        cloud.terminate()
        code = cloud.wait(COMMAND_SECONDS)
    assert code == 0, "SIGTERM ends it cleanly"
