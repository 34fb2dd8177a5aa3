"""Reads questions from stdin as JSON, and writes cronsim's answers to stdout as JSON.

A question is {cron, time_zone, after, count, minutely}, and its answer the next runs in
milliseconds since the epoch, or the text of a refusal.

cronsim counts by the hour from where it starts, and puts a date together with midnight. So it
passes over part of an hour where clocks change by half an hour, runs at a midnight that clocks
skip, and starts at the first of two equal times though it was asked at the second. `minutely`
asks it again without that: what runs regularly is looked up minute by minute in the fields that
it has read, and what runs at times of day is started a day before.
"""

import json
import sys
from datetime import datetime, timedelta, timezone
from itertools import islice
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

LONGEST = timedelta(days=366 * 50)


def answer(question):
    zone = ZoneInfo(question["time_zone"])
    after = datetime.fromtimestamp(question["after"] / 1000, zone)
    try:
        read = runs_minutely if question["minutely"] else runs
        return list(islice(read(question["cron"], after, zone), question["count"]))
    except CronSimError as error:
        return str(error)


def runs(cron, after, zone):
    return (milliseconds(run) for run in CronSim(cron, after))


def runs_minutely(cron, after, zone):
    if not any(field.startswith("*") for field in cron.split()[:2]):
        yield from (
            run for run in runs(cron, after - timedelta(days=1), zone) if run > milliseconds(after)
        )
        return
    fields = CronSim(cron, after)
    minute = after.astimezone(timezone.utc).replace(second=0, microsecond=0)
    until = minute + LONGEST
    while minute < until:
        minute += timedelta(minutes=1)
        shown = minute.astimezone(zone)
        if shown.month not in fields.months or not fields.match_day(shown.date()):
            # Days begin, and clocks change, at quarters of an hour.
            minute += timedelta(minutes=14 - minute.minute % 15)
        elif shown.minute in fields.minutes and shown.hour in fields.hours:
            yield milliseconds(minute)


def milliseconds(moment):
    return round(moment.timestamp() * 1000)


json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)
