#!/usr/bin/env python3
"""Lets those who read reports read them: every format of a planlint program, on plans full of faults.

    python3 tests/integration/reports.py target/debug/planlint

The readers are installed from PyPI into target/integration. A report that one of them would reject
ends the run with 1; nothing is skipped.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import clients
from clients import ROOT, expect

SCHEMAS = ROOT / "fixtures/schemas"

# Names and texts that a careless report would take for its own marks.
HOSTILE = {
    "planlint.toml": 'edition = "2026"\n',
    "a b#?.plan": 'plan ]]> "x" { onwer: @li }\nplan evil "<script>alert(1)</script> | %0A ::error::x ##vso[x]" {\n'
    "  owner: @nobody\n  <b>: 1\n  |x|: `y`\n  \x1b[31m: 2\n}\n",
    "计划,一:二.plan": "计划 甲 “]]>|<script>%::error::” {\r\n  负责：@李\r\n  负责人员：@李\r\n}\r\n",
    "a|<b>;].plan": 'plan d "D" { onwer: @li }\n',
    "empty.plan": "",
    "bom.plan": '\ufeffplan c "C" { onwer: @li }\n',
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    clients.enter()
    program = Path(sys.argv[1]).resolve()
    # What is no format is told with the list of those that are.
    told = subprocess.run([program, "check", ROOT, "--output", "-", "--lang", "en"], capture_output=True, text=True)
    formats = set(re.findall("`([a-z-]{4,})`", told.stderr))
    expect(formats == set(READERS), f"formats without a reader: {formats ^ set(READERS)}")
    checked = 0
    for lang in ("en", "zh"):
        checked += check(program, clients.BROKEN, lang)
        with tempfile.TemporaryDirectory() as folder:
            for name, text in HOSTILE.items():
                Path(folder, name).write_bytes(text.encode())
            checked += check(program, Path(folder), lang)
    print(f"{checked} passed, 0 failed")


def check(program, workspace, lang):
    """Writes every format in one run, and reads each."""
    with tempfile.TemporaryDirectory() as folder:
        reports = {name: Path(folder, f"report.{name}") for name in READERS}
        outputs = [f"--output={name}={path}" for name, path in reports.items()]
        run = subprocess.run(
            [program, "check", workspace, "--lang", lang, "--today", "2026-03-02", *outputs],
            capture_output=True,
            text=True,
        )
        expect(run.returncode == 1 and run.stdout == "" and run.stderr == "", f"it ends with {run}")
        expect(sorted(os.listdir(folder)) == sorted(path.name for path in reports.values()), "other files are left")
        known = json.loads(reports["json"].read_text())
        for name, path in reports.items():
            try:
                READERS[name](path, known)
            except Exception as fault:
                sys.exit(f"{workspace.name}: {lang}: {name} is rejected: {type(fault).__name__}: {fault}")
            print(f"{workspace.name}: {lang}: {name} is read")
        return len(reports)


def count(known):
    return len(known["diagnostics"])


def read_text(path, known):
    """What a terminal shows: text, and nothing that commands it."""
    text = path.read_bytes().decode()
    expect(not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text), "control characters")
    expect(len(text.splitlines()) > count(known), "findings are missing")


def read_json(path, known):
    expect(known["version"] == 1 and count(known) > 0, "not the promised shape")


def read_json_lines(path, known):
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    expect(lines[:-1] == known["diagnostics"], "other findings than JSON has")
    expect(lines[-1]["summary"] == known["summary"], "another summary than JSON has")


def read_sarif(path, known):
    import jsonschema
    from sarif import loader

    log = json.loads(path.read_text())
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text())
    formats = jsonschema.FormatChecker(["uri", "uri-reference"])
    jsonschema.Draft7Validator(schema, format_checker=formats).validate(log)
    records = loader.load_sarif_file(str(path)).get_records()
    expect(len(records) == count(known), "sarif-tools counts other findings")
    levels = {"error": "error", "warning": "warning", "info": "note"}
    for record, found in zip(records, known["diagnostics"]):
        expect(record["Severity"] == levels[found["severity"]], f"another severity: {record}")
        expect(record["Code"].startswith(found["rule"]) or found["rule"] in str(record), f"another rule: {record}")
        expect(record["Line"] == found["range"]["start"]["line"], f"another line: {record}")


def read_github(path, known):
    """Reads as the runner does: properties end at the first `::`, and are parted by commas."""
    names = {"error": "error", "warning": "warning", "info": "notice"}
    lines = path.read_text().split("\n")
    expect(len(lines) == count(known) + 2, "a finding takes more than a line")
    for line, found in zip(lines, known["diagnostics"]):
        command, properties, message = re.fullmatch("::(\\w+) (.*?)::(.*)", line).groups()
        unescape = lambda text: text.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%25", "%")
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        expect(command == names[found["severity"]], line)
        expect(unescape(pairs["file"]).endswith(found["file"]), f"another file: {line}")
        expect(int(pairs["line"]) == found["range"]["start"]["line"], line)
        expect(not re.search("%(?!25|0A|0D)", message), f"a percent sign is not escaped: {line}")


def read_azure(path, known):
    lines = path.read_text().split("\n")
    expect(len(lines) == count(known) + 2, "a finding takes more than a line")
    for line, found in zip(lines, known["diagnostics"]):
        if found["severity"] == "info":
            expect("##" not in line, f"a command in a plain line: {line}")
            continue
        properties, message = re.fullmatch("##vso\\[task\\.logissue (.*?)](.*)", line).groups()
        pairs = dict(pair.split("=", 1) for pair in properties.strip(";").split(";"))
        expect(pairs["type"] == found["severity"] and pairs["code"] == found["rule"], line)
        path = pairs["sourcepath"].replace("%3B", ";").replace("%5D", "]").replace("%AZP25", "%")
        expect(path.endswith(found["file"]), line)
        expect(not re.search("%(?!AZP25)", message), f"a percent sign is not escaped: {line}")


def read_gitlab(path, known):
    import jsonschema

    report = json.loads(path.read_text())
    jsonschema.validate(report, json.loads((SCHEMAS / "gitlab-code-quality.json").read_text()))
    expect(len(report) == count(known), "findings are missing")
    expect(len({entry["fingerprint"] for entry in report}) == len(report), "a fingerprint stands twice")


def read_rdjson(path, known):
    import jsonschema

    result = json.loads(path.read_text())
    jsonschema.validate(result, json.loads((SCHEMAS / "rdjson.json").read_text()))
    expect(len(result["diagnostics"]) == count(known), "findings are missing")


def read_junit(path, known):
    from junitparser import JUnitXml
    from lxml import etree

    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(etree.parse(path))
    report = JUnitXml.fromfile(str(path))
    cases = [case for suite in report for case in suite]
    failed = [case for case in cases if not case.is_passed]
    summary = known["summary"]
    expect(len(failed) == summary["errors"] + summary["warnings"], "junitparser counts other failures")
    expect(report.tests == len(cases) and report.failures == len(failed), "the counts are wrong")
    expect(len({(case.classname, case.name) for case in cases}) == len(cases), "a case stands twice")


def read_checkstyle(path, known):
    from lxml import etree

    errors = etree.parse(path).findall("file/error")
    told = [(int(error.get("line")), int(error.get("column")), error.get("severity")) for error in errors]
    starts = [found["range"]["start"] for found in known["diagnostics"]]
    severities = [found["severity"] for found in known["diagnostics"]]
    expect(told == [(at["line"], at["column"], word) for at, word in zip(starts, severities)], "other findings")


def read_markdown(path, known):
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(path.read_text())
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    expect(len(rows) == count(known) + 1 and len(cells) == 4 * len(rows), "the table is broken")
    html = "".join(t.content for token in tokens for t in (token, *(token.children or [])) if t.type.startswith("html"))
    expect(not re.sub("</?details>|</?summary>|<!-- -->|[^<]", "", html), f"raw HTML: {html}")
    links = [t for token in tokens for t in token.children or [] if t.type in ("link_open", "image")]
    expect(not links, f"links: {links}")


def read_html(path, known):
    import html5lib

    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(path.read_bytes().decode())
    expect(len(page.findall(".//tbody/tr")) == count(known), "findings are missing")
    expect(not page.findall(".//script") and page.get("lang"), "a script, or no language")
    allowed = {"style", "meta", "title", "head", "body", "header", "main", "section", "h1", "h2", "p", "table"}
    allowed |= {"thead", "tbody", "tr", "th", "td", "code", "mark", "span", "div", "figure", "figcaption", "html"}
    tags = {node.tag for node in page.iter()}
    expect(tags <= allowed, f"elements of a plan: {tags - allowed}")


READERS = {
    "full": read_text,
    "concise": read_text,
    "grouped": read_text,
    "json": read_json,
    "json-lines": read_json_lines,
    "sarif": read_sarif,
    "github": read_github,
    "gitlab": read_gitlab,
    "azure": read_azure,
    "junit": read_junit,
    "checkstyle": read_checkstyle,
    "rdjson": read_rdjson,
    "markdown": read_markdown,
    "html": read_html,
}

if __name__ == "__main__":
    main()
