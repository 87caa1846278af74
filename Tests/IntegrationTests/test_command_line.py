"""The command line as scripts see it: help, exit codes, one JSON object a line, no colour in a pipe."""

import json

import jsonschema
import pytest
import yaml

import events
from application import application_file
from program import daruma, daruma_json

COMMANDS = """
demo; run; validate; decode; status; explain; replay; failover; restore; done; approve; deny; abort; pause; resume; retry; skip;
acknowledge; reconcile; report; journal; journal verify; journal export; journal tail; topics; topics create; broker; schema; doctor;
operator; operator new-key; actions; settings; dead-letter; dead-letter list; dead-letter show; dead-letter replay;
simulated-cloud
""".replace("\n", " ").strip(" ;").split(";")


@pytest.mark.parametrize("command", [command.strip() for command in COMMANDS])
def test_every_command_has_help(command):
    """--help ends with 0 and shows an overview and the usage."""
    done = daruma(*command.split(), "--help", exits=0)
    assert "OVERVIEW:" in done.stdout and f"USAGE: daruma {command}" in done.stdout, done.stdout
    assert "\x1b" not in done.stdout


def test_the_help_of_the_program_names_every_command():
    """`daruma --help` is where a stranger begins."""
    text = daruma("--help", exits=0).stdout
    for command in COMMANDS:
        assert f"\n  {command.split()[0]} " in text, command


@pytest.mark.parametrize("arguments", [
    ["fly"], ["run", "--exit-at-end"], ["validate"], ["approve", "kaigo-subsys"], ["demo", "--speed", "0"],
])
def test_wrong_usage_exits_with_64(arguments):
    """An unknown command, a missing argument, options that don't go together: told on standard error alone."""
    done = daruma(*arguments, exits=64)
    assert done.stdout == "" and "Error:" in done.stderr


@pytest.mark.parametrize("arguments", [
    ["status", "--journal", "/nonexistent/daruma.sqlite"],
    ["run", "--config", "/nonexistent/daruma.yaml"],
    ["validate", "/nonexistent/kaigo.yaml"],
    ["topics", "create"],
    ["failover", "kaigo-subsys", "region-failover", "--by", "hanako"],
    ["decode", "--feed", "tarot", "/dev/null"],
])
def test_what_cannot_be_done_exits_with_2_and_one_line(arguments):
    """One line on standard error that says what is wrong; nothing on standard output; no colour codes."""
    done = daruma(*arguments, exits=2)
    assert done.stdout == ""
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1, done.stderr
    assert "\x1b" not in done.stderr


def test_decode_prints_signals_and_names_the_bad_line(tmp_path):
    """Signals on standard output, one a line; the line that is no event on standard error; exit code 1."""
    file = tmp_path / "events.ndjson"
    good = [events.heartbeat(events.moment()), events.alarm("kaigo-prod-region-api", events.moment())]
    file.write_text(json.dumps(good[0]) + "\nno event\n" + json.dumps(good[1]) + "\n")
    done = daruma("decode", file, exits=1)
    signals = [json.loads(line) for line in done.stdout.splitlines()]
    assert [signal["signal"] for signal in signals] == ["sourceSpoke", "alarmChanged"]
    assert all(signal["id"] and signal["at"] and signal["seenAt"] for signal in signals)
    assert f"{file} line 2" in done.stderr or f"{file}:2" in done.stderr, done.stderr
    assert "\x1b" not in done.stdout + done.stderr

    as_json = daruma("decode", file, "--json", exits=1).stderr.splitlines()[0]
    assert {"code", "origin", "place", "reason", "remedy"} <= set(json.loads(as_json))


def test_decode_reads_standard_input():
    """Without a file, from a pipe; everything understood ends with 0."""
    line = json.dumps(events.heartbeat(events.moment())) + "\n"
    signals = daruma_json("decode", stdin=line)
    assert [signal["signal"] for signal in signals] == ["sourceSpoke"]


def test_the_schema_accepts_the_sample_and_refuses_what_validate_refuses(tmp_path):
    """`daruma schema` is a valid JSON Schema; the sample passes it and `validate`; a typo passes neither."""
    schema = json.loads(daruma("schema", exits=0).stdout)
    checker = jsonschema.validators.validator_for(schema)
    checker.check_schema(schema)
    sample = daruma("schema", "--sample", exits=0).stdout
    assert list(checker(schema).iter_errors(yaml.safe_load(sample))) == []
    file = tmp_path / "kaigo.yaml"
    file.write_text(sample)
    assert "\x1b" not in daruma("validate", file, exits=0).stdout

    typo = sample.replace("objectives:", "objektives:")
    assert list(checker(schema).iter_errors(yaml.safe_load(typo)))
    file.write_text(typo)
    diagnostics = daruma_json("validate", file, "--json", exits=1)
    assert any(diagnostic["code"] == "key.unknown" for diagnostic in diagnostics), diagnostics


def test_what_is_json_already_takes_json_too(tmp_path):
    """Whoever asks every command for JSON gets it."""
    assert daruma("schema", "--json", exits=0).stdout == daruma("schema", exits=0).stdout
    (sample,) = daruma_json("schema", "--sample", "--json")
    assert sample["sample"] + "\n" == daruma("schema", "--sample", exits=0).stdout
    (tmp_path / "applications").mkdir()
    config = tmp_path / "daruma.yaml"
    config.write_text("worker: w\n")
    daruma("run", "--config", config, "--input", "/dev/null", "--exit-at-end", exits=0)
    plain = daruma("journal", "export", "--config", config, exits=0).stdout
    assert plain and daruma("journal", "export", "--config", config, "--json", exits=0).stdout == plain


def test_status_is_one_line_an_application_and_all_of_one(tmp_path):
    """Of several an overview, of the one that is named everything; `--breached` shows what needs a person."""
    (tmp_path / "applications").mkdir()
    for name in ("kaigo-subsys", "billing"):
        text = application_file(name=name).replace("kaigo-subsys-prod", f"{name}-prod").replace("app.", f"{name}.")
        (tmp_path / "applications" / f"{name}.yaml").write_text(text)
    config = tmp_path / "daruma.yaml"
    config.write_text("worker: w\nreconcile:\n  interval: off\n")
    daruma("run", "--config", config, "--input", "/dev/null", "--exit-at-end", exits=0)
    overview = daruma("status", "--config", config, exits=0).stdout.splitlines()
    lines = [line for line in overview if line.startswith(("billing  ", "kaigo-subsys  "))]
    assert len(lines) == 2, overview
    assert all("unknown" in line and "served from us-east-1" in line for line in lines), lines
    assert "trigger region-outage  clear" in daruma("status", "billing", "--config", config, exits=0).stdout
    assert len(daruma_json("status", "--breached", "--config", config, "--json")) == 2


def test_actions_are_listed_from_their_files():
    """Each action with its keys, for people and as JSON; one that does not exist is refused with what was meant."""
    listed = daruma("actions", exits=0).stdout
    lines = daruma_json("actions", "--json")
    assert [line.split("  ")[0] for line in listed.splitlines()] == [line["action"] for line in lines], listed
    assert {"rds.restore", "ecs.scale", "autoscaling.scale"} <= {line["action"] for line in lines}
    shown = daruma("actions", "ecs.scale", exits=0).stdout
    assert "desiredCount (required)" in shown and "a repeat  changes nothing" in shown, shown
    assert "did you mean `ecs.scale`?" in daruma("actions", "ecs.scal", exits=2).stderr
