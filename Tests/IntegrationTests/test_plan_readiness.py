"""Whether plans would succeed is looked at all the time: shown in status, told when it turns, and asked before a failover."""

import urllib.parse

import pytest

from failover import Failover
from misbehaving_aws import Answer, MisbehavingAWS
from program import daruma, daruma_json
from waiting import INTAKE_SECONDS

APPLICATION, PLAN = "kaigo-subsys", "region-failover"
CHANGED, TURNED = "observation.plan-readiness-changed.v1", "observation.plan-readiness-turned.v1"
#: A round a second: a test waits for several.
SETTINGS = "reconcile:\n  interval: off\nplanChecks:\n  interval: 1s\n"
USER = "arn:aws:iam::123456789012:user/daruma"


def xml(body):
    return Answer(200, body.encode(), {"Content-Type": "text/xml", "x-amzn-RequestId": "r-1"})


class Policies:
    """What moto does not play: a user with policies, of whom IAM says what they allow."""

    def __init__(self):
        self.denied = set()
        self.calls = []

    def __call__(self, request):
        form = dict(urllib.parse.parse_qsl(request.body.decode(errors="replace")))
        action = form.get("Action", "")
        target = request.headers.get("X-Amz-Target", "").split(".")[-1]
        self.calls.append(action or target or f"{request.method} {request.path}")
        if action == "GetCallerIdentity":
            return xml(
                f"<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>{USER}</Arn><UserId>U</UserId>"
                "<Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")
        if action == "SimulatePrincipalPolicy":
            assert form["PolicySourceArn"] == USER, form
            asked = [value for name, value in form.items() if name.startswith("ActionNames.member.")]
            results = "".join(
                f"<member><EvalActionName>{name}</EvalActionName><EvalDecision>"
                f"{'implicitDeny' if name in self.denied else 'allowed'}</EvalDecision></member>" for name in asked)
            return xml(
                "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults>"
                f"{results}</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>")
        return None


class Watched:
    def __init__(self, folder, servers, prefix, guards=""):
        self.policies = Policies()
        self.aws = MisbehavingAWS(servers.moto, self.policies)
        self.site = servers.site
        self.failover = Failover(folder, servers, prefix, aws=self.aws, settings=SETTINGS)
        self.daemon = self.failover.daemon
        file = self.daemon.folder / "applications" / "application.yaml"
        text = file.read_text().replace(
            "{ instanceClass: db.r6g.large }", "{ instanceClass: db.r6g.large, subnetGroup: kaigo-dr-db }")
        file.write_text(text.replace("failoversPerDay: 2", f"failoversPerDay: 2{guards}"))
        self.rds = self.failover.estate.client("rds")
        ec2 = self.failover.estate.client("ec2")
        self.subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]][:2]

    def discard(self):
        self.failover.discard()
        self.aws.stop()

    def make_group(self):
        self.rds.create_db_subnet_group(
            DBSubnetGroupName="kaigo-dr-db", DBSubnetGroupDescription="d", SubnetIds=self.subnets)

    def delete_group(self):
        self.rds.delete_db_subnet_group(DBSubnetGroupName="kaigo-dr-db")

    def plan(self):
        (plan,) = daruma_json("status", "--config", self.daemon.config, "--json")[0]["plans"]
        return plan

    def wait_for(self, readiness):
        return self.daemon.wait(
            lambda: next((plan for plan in [self.plan()] if plan["readiness"] == readiness), None), INTAKE_SECONDS,
            f"the plan is {readiness}")

    def text(self):
        return daruma("status", "--config", self.daemon.config, exits=0).stdout

    def turns(self):
        return [event["data"]["isReady"] for event in self.daemon.journal.events() if event["type"] == TURNED]

    def notices(self):
        """What the first contact was told of the plan, by what it is known by."""
        return [
            event["data"]["effect"]["id"] for event in self.daemon.journal.events()
            if event["type"] == "notice.due.v2" and f"plan-{PLAN}" in event["data"]["effect"]["id"]
            and event["data"]["effect"]["id"].endswith("/1")
        ]

    def rounds(self, count):
        """So many more rounds of looks have been made."""
        before = self.policies.calls.count("DescribeDBSubnetGroups")
        self.daemon.wait(
            lambda: self.policies.calls.count("DescribeDBSubnetGroups") >= before + count, INTAKE_SECONDS,
            f"{count} more rounds")


@pytest.fixture
def watch(servers, tmp_path):
    made = []

    def make(guards=""):
        folder = tmp_path / f"watched-{len(made)}"
        folder.mkdir()
        made.append(Watched(folder, servers, f"ready{len(made)}", guards))
        return made[-1]

    yield make
    for one in made:
        one.discard()


def test_a_group_that_is_deleted_turns_the_plan_red_and_put_back_green_told_once_each(watch):
    watched = watch()
    watched.make_group()
    watched.daemon.start_and_listen()
    watched.failover.protect()
    watched.wait_for("ready")
    turns = len(watched.turns())
    assert f"plan {PLAN}  ready since" in watched.text()

    watched.delete_group()
    plan = watched.wait_for("notReady")
    (mark,) = plan["marks"]
    assert mark["kind"] == "unmet" and mark["step"] == "restore-db", mark
    assert mark["subject"] == "subnet group kaigo-dr-db" and mark["state"] == "does not exist in us-west-2", mark
    assert mark["remedy"] == "create it there, or correct the plan" and mark["since"] == plan["since"], plan
    shown = watched.text()
    assert f"plan {PLAN}  not ready since " in shown and "to mend it: create it there" in shown, shown
    needs = [need["kind"] for need in daruma_json("status", "--config", watched.daemon.config, "--json")[0]["needsPerson"]]
    assert "plan" in needs, needs
    explained = daruma("explain", APPLICATION, PLAN, "--config", watched.daemon.config, exits=0).stdout
    assert f"plan {PLAN}: not ready: step restore-db, subnet group kaigo-dr-db" in explained, explained

    # Killed between the fact and its end, and looked at by another process: nothing is told twice, and nothing is journaled.
    watched.daemon.wait(lambda: watched.turns()[turns:] == [False], INTAKE_SECONDS, "people are told")
    changes = sum(event["type"] == CHANGED for event in watched.daemon.journal.events())
    watched.daemon.kill()
    watched.daemon.start_and_listen()
    watched.rounds(3)
    assert watched.turns()[turns:] == [False] and watched.plan() == plan
    assert sum(event["type"] == CHANGED for event in watched.daemon.journal.events()) == changes

    watched.make_group()
    watched.wait_for("ready")
    watched.daemon.wait(lambda: watched.turns()[turns:] == [False, True], INTAKE_SECONDS, "people are told")
    watched.daemon.kill()
    watched.daemon.start_and_listen()
    watched.rounds(2)
    assert watched.turns()[turns:] == [False, True]
    notices = watched.notices()
    assert len(notices) == len(set(notices)) == len(watched.turns()), notices
    # Everything that was sent for it only looked.
    only_looks = ("Describe", "Get", "List", "Simulate")
    assert all(call.startswith(only_looks) or call.startswith("GET ") for call in watched.policies.calls), set(watched.policies.calls)
    assert len(watched.failover.estate.restored_instances()) == 0


def test_a_missing_permission_is_seen_and_what_can_not_be_asked_is_not_ready(watch):
    watched = watch()
    watched.make_group()
    watched.policies.denied = {"rds:RestoreDBInstanceFromDBSnapshot"}
    watched.daemon.start_and_listen()
    watched.failover.protect()
    (mark,) = watched.daemon.wait(
        lambda: [mark for mark in watched.plan()["marks"] if mark["subject"] == "rds:RestoreDBInstanceFromDBSnapshot"],
        INTAKE_SECONDS, "the permission is missing")
    assert mark["kind"] == "unmet" and mark["state"] == "no policy allows it", mark
    watched.policies.denied = set()
    watched.wait_for("ready")
    plain = watched.aws.rule

    def silent(request):
        if b"DescribeDBSubnetGroups" in request.body:
            return Answer(503, b"<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>")
        return plain(request)

    watched.aws.rule = silent
    plan = watched.wait_for("unknown")
    assert {mark["kind"] for mark in plan["marks"]} == {"unseen"}, plan
    watched.aws.rule = plain
    watched.wait_for("ready")


def test_a_plan_that_is_not_ready_is_held_back_where_the_file_says_so(watch):
    watched = watch(", planReadiness: required")
    watched.daemon.start_and_listen()
    watched.failover.protect()
    watched.wait_for("notReady")
    watched.failover.fall()
    event = watched.daemon.wait(
        lambda: watched.daemon.journal.last("failover.trigger-suppressed.v1"), INTAKE_SECONDS, "it is held back")
    block = event["data"]["by"]
    assert block["guardName"] == "plan-not-ready" and "subnet group kaigo-dr-db" in block["reason"], block
    assert "create it there" in block["remedy"], block
    watched.make_group()
    watched.wait_for("ready")
    watched.failover.approve(watched.failover.wait_for_approval())
    watched.failover.wait_for_end()
    watched.failover.judge()
