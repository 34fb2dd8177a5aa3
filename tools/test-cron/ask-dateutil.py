"""Reads questions from stdin as JSON, and writes dateutil's answers to stdout as JSON.

A question is {rrule, starts, time_zone, after, count}, and its answer the first moments after
`after`, in milliseconds since the epoch. dateutil counts by a wall clock that nobody sets; what
clocks skip or show twice is zoneinfo's: later by as much, and the first. Of the week in which a rule
begins dateutil counts the places of BYSETPOS from that day on; of months and years it counts those
of all their days, as RFC 5545 has it of each period, so it is asked from the first day of the week.
"""

import json
import re
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

# Without a time for so long we say that a rule never comes again.
LONGEST = timedelta(days=366 * 50)
# Clocks are set by no more.
NEAR = timedelta(days=3)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def of_whole_week(text, start):
    """Returns the rule without COUNT from the first day of the week of its start, and that count."""
    count = re.search(r";COUNT=(\d+)", text)
    text = text.replace(count[0], "") if count else text
    if not re.search(r";BY(MONTH)?DAY=", text):
        text += f";BYDAY={DAYS[start.weekday()]}"
    first = re.search(r";WKST=(\w\w)", text)
    begun = (start.weekday() - DAYS.index(first[1] if first else "MO")) % 7
    return text, start - timedelta(days=begun), int(count[1]) if count else None


def answer(question):
    zone = ZoneInfo(question["time_zone"])
    start = datetime.fromisoformat(question["starts"])
    after = datetime.fromtimestamp(question["after"] / 1000, timezone.utc)
    wall = after.astimezone(zone).replace(tzinfo=None)
    text, last = question["rrule"], None
    if until := re.search(r";UNTIL=(\w+)Z", text):
        last = datetime.strptime(until[1], "%Y%m%dT%H%M%S").replace(tzinfo=timezone.utc)
        text = text.replace(until[0], "")
    # A date is the whole of it.
    text = re.sub(r"(UNTIL=\d{8})(?!T)", r"\1T235959", text)
    found, before, begin, count, counted = set(), max(start, wall), start, None, 0
    if "FREQ=WEEKLY" in text and "BYSETPOS" in text:
        text, begin, count = of_whole_week(text, start)
    for shown in rrulestr(text, dtstart=begin):
        if shown < start:
            continue
        counted += 1
        if shown > before + LONGEST or (count is not None and counted > count):
            break
        before = max(before, shown)
        moment = shown.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
        if moment > after and (last is None or moment <= last):
            found.add(round(moment.timestamp() * 1000))
        enough = len(found) > question["count"] and shown > wall + NEAR
        past = last is not None and shown > last.replace(tzinfo=None) + NEAR
        if enough or past:
            break
    return sorted(found)[: question["count"]]


json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)
