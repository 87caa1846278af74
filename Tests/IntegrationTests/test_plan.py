"""`daruma plan`: what a plan would do, call by call, and what it needs to be allowed."""

import json

import pytest

import events
from application import application_file
from program import daruma, daruma_json
from waiting import INTAKE_SECONDS

APPLICATION = "kaigo-subsys"
PLAN = "region-failover"
#: How names of operations begin that change nothing.
LOOKS = ("Describe", "List", "Get", "Simulate")


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "sample.yaml"
    path.write_text(daruma("schema", "--sample", exits=0).stdout)
    return path


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder without a journal."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.mark.usefixtures("elsewhere")
def test_of_a_file_alone(sample):
    """Without a journal recovery points are left open, and that is said; nothing else is missing."""
    done = daruma("plan", APPLICATION, PLAN, "--file", sample, exits=0)
    for said in [
        "recovery points are left open", "critical path: restore-files > mount-files > ", "the RTO is 4h", "<newest point of db>",
        "RDS RestoreDBInstanceFromDBSnapshot in us-west-2", "<endpoint of restore-db>",
        "Route 53 ChangeResourceRecordSets in us-east-1", "cut-over", "Nothing was sent.",
    ]:
        assert said in done.stdout, (said, done.stdout)
    brief = daruma("plan", APPLICATION, PLAN, "--file", sample, "--brief", exits=0).stdout
    assert "RestoreDBInstanceFromDBSnapshot" not in brief and "restore-db" in brief
    (document,) = daruma_json("plan", APPLICATION, PLAN, "--file", sample, "--json")
    assert document["pointsAreKnown"] is False and document["missing"] == [
        {"resource": "db"}, {"resource": "files"}]
    calls = [call for step in document["steps"] for call in step["calls"]]
    assert all(call["permissions"] for call in calls if "region" in call)
    order = [step["step"] for step in document["steps"]]
    for step in document["steps"]:
        assert all(order.index(before) < order.index(step["step"]) for before in step["after"])


@pytest.mark.usefixtures("elsewhere")
def test_the_policy_allows_what_is_called_and_nothing_else(sample):
    done = daruma("plan", APPLICATION, PLAN, "--file", sample, "--iam-policy", exits=0)
    policy = json.loads(done.stdout)
    assert policy["Version"] == "2012-10-17"
    (document,) = daruma_json("plan", APPLICATION, PLAN, "--file", sample, "--json")
    called = {p for step in document["steps"] for call in step["calls"] for p in call["permissions"]}
    allowed = {action for statement in policy["Statement"] for action in statement["Action"]}
    assert called <= allowed, called - allowed
    # People are told beside what the steps do: a worker that may not ask for approval never fails over.
    topics = {r for s in policy["Statement"] if "sns:Publish" in s["Action"] for r in s["Resource"]}
    assert topics == {f"arn:aws:sns:us-west-2:123456789012:kaigo-{who}" for who in ("management", "developers")}
    listed = allowed - called
    # What is looked at all the time, and what is asked whether it may.
    assert {"rds:DescribeDBSubnetGroups", "route53:GetHostedZone", "iam:SimulatePrincipalPolicy"} <= listed, listed
    assert all(action.split(":")[1].startswith(LOOKS) for action in listed), listed
    assert not any("*" in action for action in allowed), "no action stands for several"
    for statement in policy["Statement"]:
        assert statement["Condition"]["StringEquals"]["aws:RequestedRegion"] in ("us-east-1", "us-west-2")
        changing = [a for a in statement["Action"] if not a.split(":")[1].startswith(LOOKS)]
        assert not changing or statement["Resource"] != ["*"], statement
    (restoring,) = [s for s in policy["Statement"] if "rds:RestoreDBInstanceFromDBSnapshot" in s["Action"]]
    assert restoring["Condition"]["StringEquals"]["aws:RequestTag/daruma:application"] == APPLICATION
    bound = [resource for statement in policy["Statement"] for resource in statement["Resource"]]
    assert not any(mark in resource for resource in bound for mark in "<> "), "nothing that is known only later"
    year = document["at"][:4]
    assert not any(f"-{year}" in resource for resource in bound), "no name of one execution alone"
    assert len({statement["Sid"] for statement in policy["Statement"]}) == len(policy["Statement"])
    # IAM takes 6,144 characters in a managed policy, blanks not counted.
    size = len(json.dumps(policy, separators=(",", ":")))
    assert (f"the policy has {size} characters" in done.stderr) == (size > 6144), (size, done.stderr)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("arguments, said", [
    ((APPLICATION, "region-failovr"), "region-failover"),
    (("kaigo", PLAN), "is of application kaigo-subsys"),
])
def test_what_it_is_not(sample, arguments, said):
    assert said in daruma("plan", *arguments, "--file", sample, exits=2).stderr


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("more", ["--check", "--json", "--brief"])
def test_the_policy_is_printed_alone(sample, more):
    done = daruma("plan", APPLICATION, PLAN, "--file", sample, "--iam-policy", more, exits=64)
    assert "leave out" in done.stderr + done.stdout and "Statement" not in done.stdout


@pytest.mark.usefixtures("elsewhere")
def test_a_broken_file_and_no_journal(tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("application: [")
    assert "is not valid" in daruma("plan", APPLICATION, PLAN, "--file", broken, exits=2).stderr
    assert "there is no journal" in daruma("plan", APPLICATION, PLAN, exits=2).stderr


def protect(failover):
    """The copy and what it is of come in two partitions: until both are known nobody knows how old it is."""
    failover.protect()
    failover.daemon.wait(
        lambda: json.loads(daruma(
            "plan", APPLICATION, PLAN, "--config", failover.daemon.config, "--json").stdout)["choices"],
        INTAKE_SECONDS, "the copy can be restored")


def test_of_the_application_in_force(new_failover):
    """With the points that the journal knows: the newest that can be restored, and the loss."""
    failover = new_failover("reconcile:\n  interval: off\n")
    failover.daemon.start_and_listen()
    config = ("--config", failover.daemon.config)
    unprotected = daruma("plan", APPLICATION, PLAN, *config, exits=1).stdout
    assert "db has no recovery point to restore from" in unprotected, unprotected
    protect(failover)
    (document,) = daruma_json("plan", APPLICATION, PLAN, *config, "--json")
    (choice,) = document["choices"]
    (restore,) = [step for step in document["steps"] if step["action"] == "rds.restore"]
    assert choice["point"] in json.dumps(restore["calls"]) and document["missing"] == []
    text = daruma("plan", APPLICATION, PLAN, *config, exits=0).stdout
    assert f"db from {choice['point']}" in text and "of data would be lost (db)" in text
    # What would stop a person who began it now is said.
    failover.order("rearm", servedFrom="us-west-2")
    (blocked,) = failover.daemon.wait(
        lambda: [d for d in [json.loads(daruma("plan", APPLICATION, PLAN, *config, "--json").stdout)] if "block" in d],
        INTAKE_SECONDS, "the plan is blocked")
    text = daruma("plan", APPLICATION, PLAN, *config, exits=1).stdout
    assert "it would not begin now: " in text and blocked["block"]["reason"] in text, text
    ahead = daruma("plan", APPLICATION, PLAN, *config, "--at", "2099-01-01T00:00:00Z", exits=2).stderr
    assert "has not come yet" in ahead, ahead
    # Nothing of it is known to the past, and nothing of it was done.
    past = daruma("plan", APPLICATION, PLAN, *config, "--at", "2020-01-01T00:00:00Z").stderr
    assert "knows no application" in past, past
    assert not failover.daemon.journal.last("failover.execution-started.v3")


def findings(failover, *, exits):
    (document,) = daruma_json(
        "plan", APPLICATION, PLAN, "--config", failover.daemon.config, "--check", "--json", exits=exits,
        **{name: value for name, value in failover.daemon.environment.items() if name.startswith("AWS_")})
    return document, {step["step"]: step["findings"] for step in document["steps"]}


def test_whether_it_would_succeed_is_looked_at_and_nothing_is_changed(new_failover):
    failover = new_failover("reconcile:\n  interval: off\n")
    file = failover.daemon.folder / "applications" / "application.yaml"
    file.write_text(file.read_text().replace(
        "{ instanceClass: db.r6g.large }",
        "{ instanceClass: db.r6g.large, subnetGroup: kaigo-dr-db, parameterGroup: kaigo-dr-postgres15 }"))
    failover.daemon.start_and_listen()
    protect(failover)
    rds, ecs = failover.estate.client("rds"), failover.estate.client("ecs")

    document, found = findings(failover, exits=1)
    states = {finding["subject"]: finding["verdict"] for finding in found["restore-db"]}
    assert states["subnet group kaigo-dr-db"] == states["parameter group kaigo-dr-postgres15"] == "unmet", states
    assert [states[subject] for subject in states if subject.startswith("snapshot ")] == ["met"], states
    assert found["app"] == [{
        "verdict": "met", "subject": "what it acts on", "state": "can be looked at, and is not yet as wanted"}]
    assert all("remedy" in finding for finding in found["restore-db"] if finding["verdict"] == "unmet"), found["restore-db"]

    rds.create_db_parameter_group(
        DBParameterGroupName="kaigo-dr-postgres15", DBParameterGroupFamily="postgres15", Description="d")
    ec2 = failover.estate.client("ec2")
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]][:2]
    rds.create_db_subnet_group(
        DBSubnetGroupName="kaigo-dr-db", DBSubnetGroupDescription="d", SubnetIds=subnets)
    before = len(rds.describe_db_instances()["DBInstances"])
    document, found = findings(failover, exits=0)
    assert {finding["verdict"] for finding in found["restore-db"]} == {"met"}, found["restore-db"]
    # The servers of the tests simulate no policies: that is said, and taken for no answer.
    assert {finding["verdict"] for finding in document["permissionFindings"]} <= {"unseen", "met"}
    assert len(rds.describe_db_instances()["DBInstances"]) == before
    (service,) = ecs.describe_services(cluster="kaigo-dr", services=["kaigo-api"])["services"]
    assert service["desiredCount"] == 0

    ecs.delete_service(cluster="kaigo-dr", service="kaigo-api", force=True)
    _, found = findings(failover, exits=1)
    assert found["app"][0]["verdict"] == "unmet" and "kaigo-api" in found["app"][0]["state"], found["app"]


def test_nothing_is_looked_at_with_credentials_of_another_account(new_failover):
    failover = new_failover("reconcile:\n  interval: off\n")
    failover.daemon.start_and_listen()
    file = failover.daemon.folder / "other.yaml"
    file.write_text(application_file().replace('"123456789012"', '"999999999999"').replace(":123456789012:", ":999999999999:"))
    done = daruma(
        "plan", APPLICATION, PLAN, "--file", file, "--config", failover.daemon.config, "--check", exits=2,
        **{name: value for name, value in failover.daemon.environment.items() if name.startswith("AWS_")})
    assert "999999999999" in done.stderr and "are of account 123456789012" in done.stderr, done.stderr
