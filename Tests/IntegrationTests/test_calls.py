"""Calls of any AWS operation, held against botocore: what is sent for every operation of every known service, what XML
answers are read as, and where the services are found."""

import collections
import json
import pathlib
import subprocess
import urllib.parse
import xml.etree.ElementTree as ElementTree

import botocore.endpoint_provider
import pytest

import botocore_models as models
from program import binary, environment

#: All questions of one service.
PRINTER_SECONDS = 120

#: What a call can't say, each with its reason.
NOT_SAID = {
    # XML attributes (`xsi:type` of a grantee).
    ("S3", "PutBucketAcl"), ("S3", "PutObjectAcl"), ("S3", "PutBucketLogging"), ("S3", "RestoreObject"),
    # Deprecated: two members that are written under one name.
    ("S3", "PutBucketNotification"),
    # Streams of events.
    ("S3", "SelectObjectContent"),
    # A GET with a body.
    ("EFS", "DescribeAccountPreferences"),
    # A host that depends on the input.
    ("S3", "WriteGetObjectResponse"),
}
#: What is not read as the model has it, each with its reason.
NOT_READ = {
    # Deprecated: what they call one thing is a list in the operations that replace them.
    ("S3", "GetBucketLifecycle"), ("S3", "GetBucketNotification"),
    # Its list is called like another operation's, with other items: the call has to say so.
    ("CLOUDFRONT", "ListDistributionsByOwnedResource"),
}


def printed(questions):
    printer = pathlib.Path(binary()).with_name("CallPrinter")
    done = subprocess.run(
        [str(printer)], input="".join(json.dumps(one) + "\n" for one in questions).encode(), capture_output=True,
        timeout=PRINTER_SECONDS, env=environment(),
    )
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    answers = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert len(answers) == len(questions)
    return answers


def test_services():
    """Protocols, versions, names and prefixes are those of the models."""
    known = {one["environmentName"]: one for one in printed([{"ask": "services"}])[0]}
    assert set(known) == set(models.all_models())
    for name, service in models.all_models().items():
        model, said = models.model(service), known[name]
        metadata = model.metadata
        assert said["protocol"] == models.protocol(service), name
        assert (said["endpointPrefix"], said["signingName"], said["version"]) == (
            metadata["endpointPrefix"], model.signing_name, metadata["apiVersion"]), name
        if said["protocol"] == "json":
            assert (said["jsonVersion"], said["targetPrefix"]) == (metadata["jsonVersion"], metadata["targetPrefix"]), name


def url_parts(url, query, bucket=False):
    parts = urllib.parse.urlsplit(url)
    pairs = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
    for key, value in query.items() if isinstance(query, dict) else query or []:
        pairs += [(key, str(one)) for one in (value if isinstance(value, list) else [value])]
    # A bucket without a key may end in a slash or not: as a host it always does.
    return parts.path.removesuffix("/") if bucket else parts.path, sorted(pairs)


def tree(element):
    children = [tree(child) for child in element]
    return element.tag, (element.text or "") if not children else "", sorted(children, key=lambda child: child[0])


def body_parts(protocol, body):
    """A body in a form in which order does not count where AWS does not look at it."""
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, dict):  # botocore's forms
        return sorted((key, _form_text(value)) for key, value in body.items())
    body = body.decode() if isinstance(body, bytes) else body
    if protocol in ("query", "ec2"):
        return sorted(urllib.parse.parse_qsl(body, keep_blank_values=True))
    if body.startswith("<"):
        return tree(ElementTree.fromstring(body))
    try:
        return json.loads(body)
    except ValueError:
        return body


def _form_text(value):
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def fields(headers):
    pairs = headers.items() if hasattr(headers, "items") else headers
    return {key.lower(): value for key, value in pairs if key.lower() not in ("content-type", "x-amz-checksum-sha256")}


@pytest.mark.parametrize("name", sorted(models.all_models()))
def test_requests(name):
    """For every operation, with all members and with some: method, path, query, fields and body are botocore's."""
    service = models.all_models()[name]
    protocol = models.protocol(service)
    asked, expected = [], []
    for operation in models.model(service).operation_names:
        if (name, operation) in NOT_SAID:
            continue
        for seed, full in ((1, True), (2, False), (3, False)):
            question, request = models.question(name, service, operation, seed, full)
            asked.append(question)
            expected.append(request)
    assert asked
    wrong = collections.Counter()
    first = None
    for question, ours, theirs in zip(asked, printed(asked), expected):
        if "error" in ours:
            said, meant = ours["error"], "a request"
        else:
            said = [ours["method"], *url_parts(ours["url"], {}, name == "S3"), fields(ours["headers"]), body_parts(protocol, ours["body"])]
            path, query = url_parts(theirs["url_path"], theirs["query_string"], name == "S3")
            meant = [theirs["method"], path, query, fields(theirs["headers"]), body_parts(protocol, theirs["body"])]
            if protocol == "rest-json" and said[4] == {} and meant[4] == "":
                said[4] = ""  # An empty object, where there could be members but none is given.
            type_of = dict((key.lower(), value) for key, value in ours["headers"]).get("content-type")
            if protocol in ("json", "query", "ec2"):
                said.append(type_of)
                meant.append(theirs["headers"]["Content-Type"])
        if said != meant:
            wrong[question["operation"]] += 1
            first = first or f"{question}\n--- ours\n{said}\n--- botocore's\n{meant}"
    assert not wrong, f"{dict(wrong)}\n{first}"


@pytest.mark.parametrize("name", [one for one in sorted(models.all_models()) if models.protocol(models.all_models()[one]) in ("query", "ec2", "rest-xml")])
def test_answers(name):
    """XML answers of every operation become documents with each list a list, of one item too."""
    service = models.all_models()[name]
    asked, expected = [], []
    for operation in models.model(service).operation_names:
        shape = models.model(service).operation_model(operation).output_shape
        if not shape or not shape.members or (name, operation) in NOT_READ:
            continue
        payload = shape.serialization.get("payload")
        if payload and shape.members[payload].type_name != "structure":
            continue
        for seed in (1, 2):
            question, document = models.xml_answer(name, service, operation, seed)
            if document:
                asked.append(question)
                expected.append(document)
    wrong = {}
    for question, ours, meant in zip(asked, printed(asked), expected):
        if ours.get("document") != meant:
            wrong.setdefault(question["operation"], f"{difference(ours.get('document'), meant) or ours}")
    assert not wrong, "\n".join(f"{key}: {value}" for key, value in list(wrong.items())[:40])


def difference(ours, theirs, place=""):
    """The first place where two documents are not the same."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and set(ours) == set(theirs):
        return next((found for key in theirs if (found := difference(ours[key], theirs[key], f"{place}.{key}"))), None)
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return next((found for one, two in zip(ours, theirs) if (found := difference(one, two, place + "[]"))), None)
    return None if ours == theirs else f"{place}: {ours!r:.200} is not {theirs!r:.200}"


#: By partition, the services that it has and that are asked for there.
REGIONS = ["us-east-1", "us-west-2", "eu-central-1", "cn-north-1", "cn-northwest-1", "us-gov-west-1", "us-gov-east-1"]
#: Where AWS's rules give an address although there is no such service.
ABSENT = {"CLOUDFRONT": ("us-gov",), "GLOBAL_ACCELERATOR": ("us-gov", "cn"), "ROUTE53_RECOVERY_CONTROL_CONFIG": ("us-gov", "cn")}


@pytest.mark.parametrize("name", sorted(models.all_models()))
def test_endpoints(name):
    """Hosts and signing regions are those of AWS's rule sets; where there is no such service, that is said."""
    rules, partitions = models.rule_set(models.all_models()[name])
    provider = botocore.endpoint_provider.EndpointProvider(rules, partitions)
    asked, expected = [], []
    for region in REGIONS:
        for fips in (False, True):
            if fips and region.startswith("cn"):
                continue  # China has no FIPS 140 endpoints.
            for dual in (False, True):
                asked.append({"ask": "endpoint", "service": name, "region": region, "fips": fips, "dualStack": dual})
                # Its control plane stands in one region; the rules alone would take any.
                home = "us-west-2" if name == "GLOBAL_ACCELERATOR" else region
                wanted = {"Region": home, "UseFIPS": fips, "UseDualStack": dual, "AccountIdEndpointMode": "disabled", "UseGlobalEndpoint": False}
                found = provider.resolve_endpoint(**{key: value for key, value in wanted.items() if key in rules["parameters"]})
                scheme = (found.properties.get("authSchemes") or [{}])[0]
                expected.append({"url": found.url + "/", "signingRegion": scheme.get("signingRegion", home)})
    for question, ours, meant in zip(asked, printed(asked), expected):
        if question["region"].startswith(ABSENT.get(name, ("none",))):
            assert "endpoint.no-such-service" in ours["error"]
        else:
            assert ours == meant, question
