"""AWS, or what stands before it, answers wrongly: another account, no credentials, metadata that is slow, a proxy's pages, a
signature that is refused. Nothing is lost, nothing ends before its time, and no secret gets out."""

import html
import itertools
import os
import stat

import pytest

from failover import Failover
from misbehaving_aws import Answer, Metadata, MisbehavingAWS, error, identity, page
from program import daruma
from waiting import FAILOVER_SECONDS, INTAKE_SECONDS

ACCOUNT, OTHER_ACCOUNT = "123456789012", "999999999999"
CALLER = "observation.caller-changed.v1"
#: Answers of one trouble in a row: more than one call's tries.
TROUBLES = 6
_prefixes = itertools.count(1)


@pytest.fixture
def made(servers, tmp_path):
    """An AWS that a test makes misbehave, and a failover against it."""
    aws = MisbehavingAWS(servers.moto)
    failover = Failover(tmp_path, servers, f"misbehaving{next(_prefixes)}", aws)
    servers.site.notices.clear()
    yield failover, aws, servers.site
    failover.discard()
    aws.stop()


def callers(failover):
    return [event["data"] for event in failover.daemon.journal.events() if event["type"] == CALLER]


def approve(failover):
    failover.protect()
    failover.fall()
    failover.approve(failover.wait_for_approval())


def status_text(failover):
    return daruma("status", "--config", failover.daemon.config, exits=0).stdout


def finish(failover):
    failover.wait_for_end()
    failover.judge()
    assert failover.daemon.stop() == 0


def test_another_account_is_neither_asked_nor_changed(made):
    failover, aws, site = made
    account = OTHER_ACCOUNT
    aws.rule = lambda request: identity(account) if request.service == "sts" else None
    failover.daemon.start_and_listen()
    approve(failover)
    failover.daemon.wait(lambda: callers(failover), INTAKE_SECONDS, "whose credentials these are is known")
    failover.daemon.wait(
        lambda: [notice for notice in site.notices if "does nothing in AWS" in notice["subject"]], INTAKE_SECONDS,
        "people are told",
    )
    asked = len(aws.services)
    failover.daemon.wait(lambda: len(aws.services) > asked + 3, INTAKE_SECONDS, "it is asked again and again")
    assert set(aws.services) == {"sts"}, set(aws.services)
    assert len(callers(failover)) == 1
    head = status_text(failover).splitlines()[1]
    assert OTHER_ACCOUNT in head and ACCOUNT in head, head
    caller = failover.daemon.status()["caller"]
    assert caller["account"] == OTHER_ACCOUNT and caller["remedy"], caller
    # Once for each of those who are told.
    told = [notice for notice in site.notices if "does nothing in AWS" in notice["subject"]]
    assert len(told) == 2 and len({notice["key"] for notice in told}) == 2, told
    account = ACCOUNT
    finish(failover)
    assert [caller["account"] for caller in callers(failover)] == [OTHER_ACCOUNT, ACCOUNT]
    assert f"acts in account {ACCOUNT}" in status_text(failover)


def test_without_credentials_it_says_so_and_goes_on_once_there_are_some(made):
    failover, aws, site = made
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        del failover.daemon.environment[name]
    failover.daemon.environment["HOME"] = str(failover.daemon.folder)
    failover.daemon.start_and_listen()
    approve(failover)
    failover.daemon.wait(lambda: callers(failover), INTAKE_SECONDS, "it is known that there are none")
    failover.daemon.wait(
        lambda: [notice for notice in site.notices if "no credentials" in notice["subject"]], INTAKE_SECONDS,
        "people are told",
    )
    text = status_text(failover)
    assert "there are no credentials that AWS accepts" in text.splitlines()[1], text
    assert "no recovery point at all" not in text
    assert failover.daemon.journal.last("failover.step-failed.v1") is None
    assert aws.services == []
    folder = failover.daemon.folder / ".aws"
    folder.mkdir()
    (folder / "credentials").write_text("[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n")
    finish(failover)


@pytest.mark.parametrize("trouble", [Answer(503, b"busy"), Answer(429), Answer(200, b"late", after_seconds=2)])
def test_metadata_that_is_slow_or_busy_is_asked_again(made, trouble):
    failover, _, _ = made
    metadata = Metadata([trouble] * TROUBLES)
    try:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED"):
            del failover.daemon.environment[name]
        failover.daemon.environment |= {
            "AWS_EC2_METADATA_SERVICE_ENDPOINT": metadata.url, "AWS_METADATA_SERVICE_TIMEOUT": "1",
            "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "2", "HOME": str(failover.daemon.folder),
        }
        failover.daemon.start_and_listen()
        approve(failover)
        finish(failover)
        assert failover.daemon.journal.last("failover.step-failed.v1") is None
    finally:
        metadata.stop()


@pytest.mark.parametrize(
    "trouble",
    [
        page(403), page(404), page(302, Location="https://portal.example/login"), page(407),
        error(503, "ServiceUnavailable", "later", **{"Retry-After": "1"}),
        error(400, "LimitExceededException", "rate"),
    ],
    ids=["403", "404", "302", "407", "503", "limit"],
)
def test_what_passes_ends_no_step(made, trouble):
    """The database can't be asked for, and not be restored, for a while."""
    failover, aws, _ = made
    left = TROUBLES
    given = 0

    def rule(request):
        nonlocal left, given
        if request.service != "rds" or b"Describe" in request.body and given >= TROUBLES // 2 and left > TROUBLES // 2:
            return None
        if left == 0:
            return None
        left, given = left - 1, given + 1
        return trouble

    failover.daemon.start_and_listen()
    failover.protect()
    failover.fall()
    request = failover.wait_for_approval()
    aws.rule = rule
    failover.approve(request)
    finish(failover)
    assert given == TROUBLES
    assert failover.daemon.journal.last("failover.step-failed.v1") is None
    if trouble.headers["Content-Type"] == "text/html":
        assert failover.daemon.log_lines("something that is not AWS"), failover.daemon.tail()


TOKEN = "FwoGZXIvYXdzEBYaDEXAMPLE/SESSION+TOKEN" + "Qk3xYz7w" * 40 + "=="


def refuse_signature(request):
    """As AWS does: with the request as it read it, and so with the token in it."""
    quoted = "\n".join(f"{name.lower()}:{value}" for name, value in request.headers.items())
    return error(
        403, "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
        "and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request "
        f"should have been\n'POST\n/\n\n{html.escape(quoted)}\n'",
    )


def test_no_secret_gets_out_of_what_aws_says(made):
    failover, aws, site = made
    failover.daemon.environment["AWS_SESSION_TOKEN"] = TOKEN
    secret_path = "/T0SECRET/hook"
    file = failover.daemon.folder / "applications" / "application.yaml"
    file.write_text(file.read_text().replace('/management"', f'{secret_path}"'))
    aws.rule = lambda request: refuse_signature(request) if request.service == "rds" else None
    failover.daemon.start_and_listen()
    approve(failover)
    failover.daemon.wait(
        lambda: failover.daemon.journal.last("failover.execution-step-paused.v1"), FAILOVER_SECONDS, "a person is asked")
    failover.daemon.wait(
        lambda: any("waits for a person" in notice["subject"] for notice in site.notices), INTAKE_SECONDS,
        "and hears of it",
    )
    texts = [status_text(failover), repr(site.notices), failover.daemon.log.read_text()]
    texts.append(daruma("journal", "export", "--config", failover.daemon.config, exits=0).stdout)
    assert failover.daemon.stop() == 0
    # The broker of the test keeps its files in the same folder.
    written = [
        path for path in failover.daemon.folder.rglob("*")
        if path.is_file() and path != file and not path.relative_to(failover.daemon.folder).parts[0].startswith("broker")
    ]
    for text in texts + [path.read_bytes().decode(errors="replace") for path in written]:
        assert TOKEN[:30] not in text and TOKEN[-40:] not in text
        assert "T0SECRET" not in text
    assert any("does not match the signature you provided" in text for text in texts)
    # What the daemon itself wrote is for its owner alone.
    given = {file, failover.daemon.config, failover.daemon.log}
    for path in written:
        if path not in given:
            assert stat.S_IMODE(os.stat(path).st_mode) == 0o600, path
