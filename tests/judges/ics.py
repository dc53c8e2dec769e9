#!/usr/bin/env python3
"""Reads a calendar with a parser that is not ours and holds it against the plans it was made of.

    ics.py INDEX.ics PLANS

The moments of the windows are those in the plans' YAML; those of the decisions are worked out by hand at the head of each plan.
"""

import sys
from datetime import datetime, timezone
from pathlib import Path

import yaml
from icalendar import Calendar

DECISIONS = {
    "BO-2026-041": "2026-11-30T23:55+01:00",
    "BO-2026-057": "2026-12-06T00:32+00:00",
}


def main():
    path, folder = sys.argv[1:]
    data = Path(path).read_bytes()
    faults = []
    lines = data.split(b"\r\n")
    if lines.pop() != b"" or any(b"\n" in line or b"\r" in line for line in lines):
        faults.append("a line does not end with CRLF")
    faults += [f"a line has {len(line)} octets" for line in lines if len(line) > 75]
    events = Calendar.from_ical(data).walk("VEVENT")
    identities = {str(event["UID"]) for event in events}
    if len(identities) != len(events):
        faults.append("two events have one UID")
    found = {}
    for event in events:
        start, stamp = event.decoded("DTSTART"), event.decoded("DTSTAMP")
        end = event.decoded("DTEND") if "DTEND" in event else None
        if any(moment.utcoffset() is None for moment in (start, stamp)):
            faults.append(f"{event['SUMMARY']}: a moment without a zone")
        found[str(event["SUMMARY"]).rsplit("(", 1)[1].rstrip(")"), end is not None] = (start, end, str(event["SUMMARY"]))
    expected = 0
    for file in sorted(Path(folder).glob("*/plan.yaml")):
        plan = yaml.load(file.read_text(), Loader=yaml.BaseLoader)
        window = plan["change"].get("window")
        if window is None:
            continue
        expected += 1
        start, end, summary = found.get((plan["id"], True), (None, None, ""))
        if (start, end) != (moment(window["start"]), moment(window["end"])):
            faults.append(f"{plan['id']}: the window is {start} to {end}")
        titles = plan["title"].values() if isinstance(plan["title"], dict) else [plan["title"]]
        if not any(title in summary for title in titles):
            faults.append(f"{plan['id']}: its title is not in {summary!r}")
        decided = found.get((plan["id"], False), (None, None, ""))[0]
        if plan["id"] in DECISIONS and decided != moment(DECISIONS[plan["id"]]):
            faults.append(f"{plan['id']}: the latest decision is {decided}")
    if expected != sum(has_end for _, has_end in found):
        faults.append(f"{expected} plans have a window")
    print("\n".join(faults), end="\n" if faults else "")
    print(f"ics: {len(events)} events, {len(faults)} faults")
    sys.exit(bool(faults))


def moment(text):
    return datetime.fromisoformat(text).astimezone(timezone.utc)


main()
