"""Calls and answers made up from botocore's models: every member of every operation, with awkward values."""

import base64
import datetime
import random

import botocore.serialize
import botocore.session

#: Texts that any encoding may stumble over.
TEXTS = ["plain", "ü & <b> \"q\" 'a'", "100% a+b/c?d=e;f", "日本 😀", "back\\slash, line\nbreak", "x" * 70, ""]
SEGMENTS = ["plain", "arn:aws:rds:us-west-2:1:db:a b/c", "100%+ü?#&", "a~b_c-d.e"]
FIELDS = ["plain", "a b; c=\"d\"", "W/\"tag\""]
TIMES = [datetime.datetime(2026, 3, 1, 12, 30, 5), datetime.datetime(2031, 12, 31, 23, 59, 59)]
#: Structures inside each other, at the most: models are recursive.
DEPTH = 9

_session = botocore.session.get_session()
_models = {}


def all_models():
    """By the name in `AWS_ENDPOINT_URL_<name>`: the name in botocore."""
    if not _models:
        for name in _session.get_available_services():
            if name in SERVICES:
                _models[str(_session.get_service_model(name).service_id).upper().replace(" ", "_")] = name
    return _models


SERVICES = set(
    "application-autoscaling autoscaling backup cloudformation cloudfront cloudwatch dynamodb ec2 ecs efs eks elasticache "
    "events fsx globalaccelerator health iam kms lambda elbv2 pipes rds rds-data route53-recovery-cluster "
    "route53-recovery-control-config route53 s3 secretsmanager service-quotas sesv2 sns ssm stepfunctions sts".split()
)


def model(name):
    return _session.get_service_model(name)


def protocol(name):
    """CloudWatch speaks three; Daruma the oldest, which all imitations know."""
    return "query" if name == "cloudwatch" else model(name).metadata["protocol"]


def rule_set(name):
    loader = _session.get_component("data_loader")
    return loader.load_service_model(name, "endpoint-rule-set-1"), loader.load_data("partitions")


def holds(shape, condition, seen=()):
    """Whether a shape, or one inside it, fulfils a condition."""
    if shape is None or shape.name in seen:
        return False
    if condition(shape):
        return True
    seen = (*seen, shape.name)
    inner = {"structure": lambda: shape.members.values(), "list": lambda: [shape.member], "map": lambda: [shape.value]}
    return any(holds(part, condition, seen) for part in inner.get(shape.type_name, list)())


class Sample:
    """Values of one operation's members: as botocore takes them, and as the document that Daruma takes."""

    def __init__(self, service, operation, seed, full):
        self.protocol = protocol(service)
        self.serializer = botocore.serialize.create_serializer(self.protocol, include_validation=False)
        self.random = random.Random(f"{service}.{operation}.{seed}")
        self.full = full

    def value(self, shape, depth=0, texts=TEXTS):
        kind = shape.type_name
        if kind == "structure":
            if getattr(shape, "is_document_type", False):
                return {"free": ["form", {"of": 1}]}
            members = shape.members.items() if depth < DEPTH else []
            chosen = [item for item in members if self.full or item[0] in shape.required_members or self.random.random() < 0.4]
            if getattr(shape, "is_tagged_union", False):
                chosen = [self.random.choice(list(members))] if members else []
            return {name: self.value(part, depth + 1) for name, part in chosen}
        if kind == "list":
            count = 1 + self.random.randrange(2) if self.full or depth == 0 else self.random.randrange(3)
            return [self.value(shape.member, depth + 1) for _ in range(count if depth < DEPTH else 0)]
        if kind == "map":
            return {key: self.value(shape.value, depth + 1) for key in sorted(self.random.sample(["a b", "é", "k1", "k2"], 2))}
        if kind == "string":
            return self.random.choice(shape.enum or texts)
        if kind in ("integer", "long"):
            return self.random.choice([0, 1, -7, 2**31 - 1] + ([2**40] if kind == "long" else []))
        if kind in ("float", "double"):
            return self.random.choice([0.5, -2.25, 1e20])
        if kind == "boolean":
            return self.random.random() < 0.5
        if kind == "timestamp":
            return self.random.choice(TIMES)
        assert kind == "blob", kind
        return self.random.choice([b"bytes", "ü".encode()])

    def name(self, shape, member):
        if self.protocol == "ec2":
            if "queryName" in shape.serialization:
                return shape.serialization["queryName"]
            name = shape.serialization.get("name")
            return name[0].upper() + name[1:] if name else member
        if self.protocol in ("query", "rest-xml") and shape.type_name == "list" and shape.serialization.get("flattened"):
            return shape.member.serialization.get("name") or shape.serialization.get("name", member)
        return shape.serialization.get("name", member)

    def document(self, shape, value, location="body"):
        kind = shape.type_name
        if kind == "structure":
            if getattr(shape, "is_document_type", False):
                return value
            return {self.name(shape.members[name], name): self.document(shape.members[name], part) for name, part in value.items()}
        if kind == "list":
            return [self.document(shape.member, part, location) for part in value]
        if kind == "map":
            return {key: self.document(shape.value, part) for key, part in value.items()}
        if kind == "timestamp":
            default = {"header": "rfc822", "querystring": "iso8601", "uri": "iso8601"}.get(location, self.serializer.TIMESTAMP_FORMAT)
            return self.serializer._convert_timestamp_to_str(value, shape.serialization.get("timestampFormat", default))
        if kind == "blob":
            return base64.b64encode(value).decode()
        return value


def question(name, service, operation_name, seed, full):
    """What the printer is asked, and what botocore sends."""
    operation = model(service).operation_model(operation_name)
    sample = Sample(service, operation_name, seed, full)
    shape = operation.input_shape
    asked = {"ask": "message", "service": name, "operation": operation_name, "url": "http://host", "input": {}}
    parameters = {}
    payload = shape.serialization.get("payload") if shape else None
    line, headers, query = operation.http.get("requestUri", "/"), {}, []
    for member, part in (shape.members if shape else {}).items():
        location = part.serialization.get("location")
        wanted = full or member in shape.required_members or location == "uri" or sample.random.random() < 0.4
        if not wanted:
            continue
        texts = {"uri": SEGMENTS, "header": FIELDS, "headers": FIELDS}.get(location, TEXTS)
        value = sample.value(part, texts=texts)
        if location == "headers":
            value = {"one": "a b", "two": "c"}
        elif location == "header" and part.type_name == "list":
            value = [part.member.enum[0] if part.member.enum else "a,b"]
        elif location == "uri" and part.type_name == "string":
            value = sample.random.choice(SEGMENTS)
            if name == "S3" and member == "Bucket":
                value = "bucket-1"
        parameters[member] = value
        written = sample.document(part, value, location or "body")
        if member == payload:
            asked["payload"] = member
            written = value.decode() if isinstance(value, bytes) else written
            if part.serialization.get("name", member) != member:
                asked["root"] = part.serialization["name"]
        elif location == "uri":
            place = part.serialization.get("name", member)
            line = line.replace("{%s}" % place, "{%s}" % member).replace("{%s+}" % place, "{%s+}" % member)
        elif location == "querystring":
            query.append(f"{part.serialization.get('name', member)}={{{member}}}")
        elif location:
            headers[member] = part.serialization["name"] + ("*" if location == "headers" else "")
        else:
            asked["input"][sample.name(part, member)] = written
            continue
        asked["input"][member] = written
    if sample.protocol.startswith("rest-"):
        path, _, words = line.partition("?")
        items = [item for item in words.split("&") if item] + query
        asked["line"] = f"{operation.http['method']} {path}" + ("?" + "&".join(items) if items else "")
        asked["headers"] = headers
        if sample.protocol == "rest-xml" and not payload and shape and shape.serialization.get("name", f"{operation_name}Request") != f"{operation_name}Request":
            asked["root"] = shape.serialization["name"]
    return asked, sample.serializer.serialize_to_request(parameters, operation)


def xml_answer(name, service, operation_name, seed):
    """An answer in XML, what the printer is asked of it, and the document that it should be."""
    operation = model(service).operation_model(operation_name)
    sample = Sample(service, operation_name, seed, full=True)
    shape = operation.output_shape
    payload = shape.serialization.get("payload")
    if payload:
        root = shape.members[payload].serialization.get("name", payload)
        inner, expected = _written(sample, shape.members[payload])
        asked = {"member": payload, "root": root}
        return {"ask": "answer", "service": name, "operation": operation_name, **asked, "response": f"<{root}>{inner}</{root}>"}, {payload: expected}
    inner, expected = _written(sample, shape)
    wrapper = shape.serialization.get("resultWrapper")
    if wrapper:
        inner = f"<{wrapper}>{inner}</{wrapper}><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
    elif sample.protocol == "ec2":
        inner += "<requestId>r</requestId>"
    response = f'<?xml version="1.0"?>\n<{operation_name}Response xmlns="urn:x">{inner}</{operation_name}Response>'
    return {"ask": "answer", "service": name, "operation": operation_name, "response": response}, expected


def _written(sample, shape, depth=0):
    """The inside of an element, and the document that it is read as."""
    kind = shape.type_name
    if kind == "structure":
        text, document = "", {}
        for member, part in shape.members.items() if depth < DEPTH else []:
            if part.serialization.get("location") or part.serialization.get("xmlAttribute"):
                continue
            name = part.serialization.get("name", member)
            if part.type_name == "list":
                items = [_written(sample, part.member, depth + 1) for _ in range(1 + sample.random.randrange(2))]
                if any(not inner for inner, _ in items):
                    continue
                if part.serialization.get("flattened"):
                    text += "".join(f"<{name}>{inner}</{name}>" for inner, _ in items)
                else:
                    item = part.member.serialization.get("name", "member")
                    text += f"<{name}>" + "".join(f"<{item}>{inner}</{item}>" for inner, _ in items) + f"</{name}>"
                document[name] = [value for _, value in items]
            else:
                inner, value = _written(sample, part, depth + 1)
                text += f"<{name}>{inner}</{name}>"
                document[name] = value
        return text, document if text else ""
    if kind == "list":
        item = shape.member.serialization.get("name", "member")
        inner, value = _written(sample, shape.member, depth + 1)
        return (f"<{item}>{inner}</{item}>", [value]) if inner else ("", "")
    if kind == "map":
        inner, value = _written(sample, shape.value, depth + 1)
        key, content = (part.serialization.get("name", word) for part, word in ((shape.key, "key"), (shape.value, "value")))
        return f"<entry><{key}>a b</{key}><{content}>{inner}</{content}></entry>", {"a b": value}
    value = {"boolean": "true", "timestamp": "2026-03-01T12:30:05Z"}.get(kind, f"{kind} &amp; ü")
    return value, value.replace("&amp;", "&")
