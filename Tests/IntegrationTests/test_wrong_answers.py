"""AWS, or what stands before it, answers with what is whole and wrong: of something else, with nothing in it, under another
account's credentials. Nothing is done in the wrong account, nothing is believed that was not asked for, and a step ends when
it is over."""

import datetime
import itertools
import json

import pytest

from failover import Failover
from misbehaving_aws import Answer, MisbehavingAWS, error, identity
from program import daruma
from waiting import FAILOVER_SECONDS, INTAKE_SECONDS

OTHER_ACCOUNT = "999999999999"
RIGHT_KEY, OTHER_KEY = "AKIDEXAMPLE", "AKIDOTHER"
_prefixes = itertools.count(1)


@pytest.fixture
def made(servers, tmp_path):
    """An AWS that a test makes answer wrongly, and a failover against it."""
    aws = MisbehavingAWS(servers.moto)
    failover = Failover(tmp_path, servers, f"wrong{next(_prefixes)}", aws)
    servers.site.notices.clear()
    yield failover, aws
    failover.discard()
    aws.stop()


def approve(failover):
    failover.protect()
    failover.fall()
    failover.approve(failover.wait_for_approval())


def finish(failover):
    failover.wait_for_end()
    failover.judge()
    assert failover.daemon.stop() == 0
    assert failover.daemon.journal.last("failover.step-failed.v1") is None


def status_text(failover):
    return daruma("status", "--config", failover.daemon.config, exits=0).stdout


class Keys:
    """What a `credential_process` prints."""

    def __init__(self, daemon):
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            daemon.environment.pop(name, None)
        daemon.environment["HOME"] = str(daemon.folder)
        (daemon.folder / ".aws").mkdir()
        self.file = daemon.folder / "keys.json"
        (daemon.folder / ".aws" / "config").write_text(f"[default]\ncredential_process = cat '{self.file}'\n")

    def are(self, key, seconds):
        expiration = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
        self.file.write_text(
            json.dumps(
                {
                    "Version": 1, "AccessKeyId": key, "SecretAccessKey": "secret", "SessionToken": "token",
                    "Expiration": expiration.strftime("%Y-%m-%dT%H:%M:%SZ"),
                }
            )
        )


#: Credentials are renewed in the background from five minutes before their end on: so soon after the start.
RENEWED_AFTER_SECONDS = 300 + 12


@pytest.mark.parametrize(
    "refusal",
    [
        error(400, "Throttling", "Rate exceeded", **{"Retry-After": "3"}),
        error(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
    ],
    ids=["renewed-while-it-waits", "renewed-since-refused"],
)
def test_no_try_of_a_change_goes_out_with_another_accounts_key(made, refusal):
    failover, aws = made
    keys = Keys(failover.daemon)
    keys.are(RIGHT_KEY, RENEWED_AFTER_SECONDS)
    changes = []

    def rule(request):
        if request.service == "sts" and request.access_key == OTHER_KEY:
            return identity(OTHER_ACCOUNT)
        if request.service != "rds" or b"Action=RestoreDBInstance" not in request.body:
            return None
        changes.append(request.access_key)
        if request.access_key != RIGHT_KEY:
            return None
        keys.are(OTHER_KEY, 3600)
        return refusal

    aws.rule = rule
    failover.daemon.start_and_listen()
    approve(failover)
    failover.daemon.wait(
        lambda: OTHER_ACCOUNT in status_text(failover).split("\n")[1], FAILOVER_SECONDS,
        "it is known that the credentials are another account's",
    )
    assert changes and set(changes) == {RIGHT_KEY}, changes
    assert not failover.estate.restored_instances()
    assert failover.daemon.journal.last("failover.step-failed.v1") is None
    # Right again: it goes on where it was.
    refusal_over = aws.rule
    aws.rule = lambda request: (
        None if request.access_key == "AKIDTHIRD" else refusal_over(request)
    )
    keys.are("AKIDTHIRD", 3600)
    finish(failover)
    assert OTHER_KEY not in changes


def test_a_service_that_was_not_asked_for_ends_no_step(made):
    failover, aws = made
    told = []

    def rule(request):
        if request.service != "ecs" or "DescribeServices" not in request.headers.get("X-Amz-Target", ""):
            return None
        wrong = [
            {
                "services": [
                    {
                        "serviceName": "other", "serviceArn": "arn:aws:ecs:us-west-2:123456789012:service/kaigo-dr/other",
                        "status": "ACTIVE", "desiredCount": 4, "runningCount": 4, "deployments": [],
                    }
                ],
                "failures": [],
            },
            {"message": "Service temporarily unavailable"},
        ]
        if len(told) == len(wrong):
            return None
        told.append(request)
        body = json.dumps(wrong[len(told) - 1]).encode()
        return Answer(200, body, {"Content-Type": "application/x-amz-json-1.1", "x-amzn-RequestId": "r-9"})

    aws.rule = rule
    failover.daemon.start_and_listen()
    approve(failover)
    finish(failover)
    assert len(told) == 2
    assert failover.daemon.log_lines("it is about the service 'other', and")


def test_an_answer_without_its_list_deletes_no_recovery_point(made):
    failover, aws = made
    body = b"<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult/></DescribeDBSnapshotsResponse>"

    def rule(request):
        if request.service != "rds" or b"Action=DescribeDBSnapshots" not in request.body:
            return None
        return Answer(200, body, {"Content-Type": "text/xml", "x-amzn-RequestId": "r-9"})

    aws.rule = rule
    failover.daemon.start_and_listen()
    failover.protect()
    daruma("reconcile", "kaigo-subsys", "--by", "hanako", "--config", failover.daemon.config)
    failover.daemon.wait(
        lambda: "UnreadableAnswer" in json.dumps(failover.daemon.status()), INTAKE_SECONDS,
        "it is told that the listing can't be read",
    )
    assert failover.daemon.journal.last("observed.recovery-point-removed.v1") is None
    assert failover.daemon.stop() == 0


def test_a_page_without_end_ends_no_step(made):
    failover, aws = made
    left = [1]

    def rule(request):
        if request.service != "rds" or b"Action=DescribeDBInstances" not in request.body or not left:
            return None
        left.pop()
        return Answer(502, b"<html>" + b"x" * (17 * 1024 * 1024), {"Content-Type": "text/html"})

    failover.daemon.start_and_listen()
    failover.protect()
    failover.fall()
    request = failover.wait_for_approval()
    aws.rule = rule
    failover.approve(request)
    finish(failover)
    assert not left


def test_status_says_what_a_step_waits_for(made):
    failover, aws = made
    aws.rule = lambda request: (
        error(400, "Throttling", "Rate exceeded") if request.service == "rds" and b"Action=Restore" in request.body
        else None
    )
    failover.daemon.start_and_listen()
    approve(failover)

    def waits():
        for execution in failover.daemon.status()["executions"]:
            for step in execution["steps"]:
                if "waits" in step and step["waits"]["reason"] == "rds.Throttling":
                    return step["waits"]
        return None

    told = failover.daemon.wait(waits, FAILOVER_SECONDS, "status tells of the throttling")
    assert "Rate exceeded" in told["words"]
    assert "Rate exceeded" in status_text(failover)
    aws.rule = None
    finish(failover)
    assert "Rate exceeded" not in status_text(failover)


def test_an_address_with_a_password_is_refused_and_not_shown(made):
    failover, _ = made
    refused = daruma(
        "doctor", "--config", failover.daemon.config, AWS_ENDPOINT_URL="http://user:HUNTER2@127.0.0.1:9/")
    text = refused.stdout + refused.stderr
    assert refused.returncode != 0
    assert "AWS_ENDPOINT_URL can't be used: it carries a user name or a password" in text, text
    assert "HUNTER2" not in text
