"""Reads schedules from stdin as JSON, and writes who is on call in each to stdout as JSON.

A case is {schedule, overrides, exchanges, hours, moments, calendar} in the form of core/oncall, and
the calendar that is fetched of it; its answer has a sorted list of people for each moment, the same
as another parser reads it in the calendar, and for a few moments when the hours run next. It is
slow on purpose: it lists every hand-off and every
day's hours of a layer, and searches them all for each moment.
"""

import json
import sys
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, FR, MO, SA, SU, TH, TU, WE, WEEKLY, rrule
from icalendar import Calendar

DAYS = {"mon": MO, "tue": TU, "wed": WE, "thu": TH, "fri": FR, "sat": SA, "sun": SU}
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
DAY = 86_400_000


def instant(wall, zone):
    """A skipped time is later by as much as is skipped, one that is shown twice is the first."""
    at = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    return (at - EPOCH) // timedelta(milliseconds=1)


def wall_at(at, zone):
    return (EPOCH + timedelta(milliseconds=at)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def clock(text):
    return time(int(text[:2]), int(text[3:]))


def hand_offs(layer, zone, until):
    """The wall-clock times of all hand-offs up to some days behind a moment."""
    start = datetime.fromisoformat(layer["start"])
    last = wall_at(until, zone) + timedelta(days=400 if layer.get("passesOver") else 3)
    shift = layer["shift"]
    if "weekly" in shift:
        found = set()
        for one in shift["weekly"]:
            at = clock(one["time"])
            first = datetime.combine(start.date(), at)
            rule = rrule(WEEKLY, byweekday=DAYS[one["day"]], dtstart=first, until=last)
            found.update(wall for wall in rule if wall >= start)
        return sorted(found)
    step = timedelta(hours=shift["hours"] if "hours" in shift else 24 * shift["days"])
    found = []
    while start <= last:
        found.append(start)
        start += step
    return found


def hours(spans, zone, begin, until):
    found = []
    first = datetime.combine(begin - timedelta(days=4), time())
    for span in spans:
        weekdays = [DAYS[day] for day in span["days"]] or None
        days = rrule(DAILY, dtstart=first, until=wall_at(until, zone) + timedelta(days=3), byweekday=weekdays)
        for day in days:
            if "dates" in span and day.date().isoformat() not in span["dates"]:
                continue
            start = datetime.combine(day, clock(span["from"]))
            if span["to"] == "24:00":
                end = day + timedelta(days=1)
            else:
                end = datetime.combine(day, clock(span["to"]))
                if end <= start:
                    end += timedelta(days=1)
            found.append((instant(start, zone), instant(end, zone)))
    return found


def within(spans, at):
    return any(a <= at < b for a, b in spans)


def away_span(absence):
    end = min(absence["to"], absence.get("endedAt", absence["to"]))
    return absence["from"], max(absence["from"], end)


class Layer:
    def __init__(self, layer, schedule, until):
        self.layer = layer
        self.zone = layer.get("timeZone", schedule["timeZone"])
        self.absences = schedule.get("absences", [])
        self.crews = [[c] if isinstance(c, str) else c for c in layer["people"]]
        self.starts = [instant(w, self.zone) for w in hand_offs(layer, self.zone, until)]
        begin = date.fromisoformat(layer["start"][:10])
        far = max([until, *(self.starts[-1:] if layer.get("passesOver") else [])])
        self.open = hours(layer["restrictions"], self.zone, begin, far)
        self.closed = hours(layer.get("exceptions", []), self.zone, begin, far)
        self.is_steady = len({json.dumps(c) for c in self.crews}) <= 1
        self.order = self.arranged()

    def applies(self, at):
        return (not self.layer["restrictions"] or within(self.open, at)) and not within(self.closed, at)

    def arranged(self):
        """The crew of each turn, after the trades that absences make, block by block."""
        count = len(self.crews)
        order = [n % count for n in range(len(self.starts))] if count else []
        if not self.layer.get("passesOver") or self.is_steady:
            return order
        shift = self.layer["shift"]
        if "weekly" in shift:
            size = 52 * len(shift["weekly"])
        else:
            size = max(1, 364 * 24 // (shift["hours"] if "hours" in shift else 24 * shift["days"]))
        events = []
        for one in self.absences:
            if any(one["person"] in crew for crew in self.crews):
                events.append((one["createdAt"], 0, one["id"], one))
                if "endedAt" in one:
                    events.append((one["endedAt"], 1, one["id"], one))
        for first in range(0, len(self.starts) - 1, size):
            turns = range(first, min(first + size, len(self.starts) - 1))
            self.block(order, turns, sorted(events, key=lambda e: e[:3]))
        return order

    def block(self, order, turns, events):
        known, trades = {}, {}
        for at, is_end, name, absence in events:
            if not is_end:
                known[name] = (absence["person"], absence["from"], absence["to"])
                for turn in turns:
                    low, high = self.starts[turn], self.starts[turn + 1]
                    touched = absence["from"] < high and low < absence["to"]
                    if touched and low >= at and not self.manned(order[turn], turn, known):
                        self.trade(order, turns, turn, at, known, trades.setdefault(name, []))
                continue
            low, high = away_span(absence)
            known[name] = (absence["person"], low, high)
            for turn, back, giver, taker in reversed(trades.get(name, [])):
                both = [turn] if back is None else [turn, back]
                if any(self.starts[one] < at for one in both):
                    continue
                if order[turn] != taker or not self.manned(giver, turn, known):
                    continue
                if back is not None and (order[back] != giver or not self.manned(taker, back, known)):
                    continue
                order[turn] = giver
                if back is not None:
                    order[back] = taker

    def trade(self, order, turns, turn, at, known, trades):
        giver = order[turn]
        later = list(range(turn + 1, turns.stop))
        before = list(range(turn - 1, turns.start - 1, -1))
        for other in later + before:
            taker = order[other]
            if taker == giver or self.starts[other] < at:
                continue
            there = self.manned(taker, turn, known) and self.manned(giver, other, known)
            if there and self.is_worked(other):
                order[turn], order[other] = taker, giver
                trades.append((turn, other, giver, taker))
                return
        count = len(self.crews)
        free = [
            (sum(order[n] == crew and self.is_worked(n) for n in turns), far, crew)
            for far, crew in ((f, (turn + f + 1) % count) for f in range(count))
            if self.manned(crew, turn, known)
        ]
        if free:
            order[turn] = min(free)[2]
            trades.append((turn, None, giver, order[turn]))

    def manned(self, crew, turn, known):
        """Whether somebody of a crew is there whenever the layer applies: it tries each edge."""
        served = self.served(turn, [(a, b) for _, a, b in known.values()])
        return any(
            not any(p == person and a <= edge < b for p, a, b in known.values() for edge in served)
            for person in self.crews[crew]
        )

    def is_worked(self, turn):
        return len(self.served(turn, [])) > 0

    def served(self, turn, more):
        """The moments of a turn at which something changes and the layer applies."""
        low, high = self.starts[turn], self.starts[turn + 1]
        edges = {low} if low < high else set()
        for spans in (self.open, self.closed, more):
            for a, b in spans:
                edges.update(edge for edge in (a, b) if low < edge < high)
        return [edge for edge in edges if self.applies(edge)]

    def holders(self, at):
        turn = max((n for n, start in enumerate(self.starts) if start <= at), default=-1)
        if turn < 0 or not self.crews or not self.applies(at):
            return []
        crew = self.crews[0] if self.is_steady else self.crews[self.order[turn]]
        return [(person, None) for person in crew]


def people_at(schedule, layers, overrides, at):
    """The top coat that has somebody; a coat is a layer, or an override that takes all."""
    mine = sorted((o for o in overrides if o["schedule"] == schedule["id"]), key=lambda o: o["createdAt"])
    now = [o for o in mine if o["from"] <= at < o["to"]]
    coats = [(layer.holders(at), None) for layer in layers]
    coats += [([(o["person"], o)], o) for o in now if "instead" not in o]
    for held, whole in reversed(coats):
        for stand_in in now:
            if "instead" not in stand_in or (whole and stand_in["createdAt"] <= whole["createdAt"]):
                continue
            if stand_in["person"] == stand_in["instead"]:
                continue
            if any(person == stand_in["instead"] for person, _ in held):
                held = [(p, o) for p, o in held if p != stand_in["person"]]
                held = [
                    (stand_in["person"], stand_in) if p == stand_in["instead"] else (p, o)
                    for p, o in held
                ]
        left = []
        for person, override in held:
            spans = [
                away_span(a)
                for a in schedule.get("absences", [])
                if a["person"] == person
                and (override is None or override["createdAt"] <= a["createdAt"])
            ]
            if not within(spans, at):
                left.append(person)
        if left:
            return sorted(left)
    return []


def overrides_of(exchange):
    """A cover is one override for its giver, a swap two, from when it was accepted on."""
    if "accepted" not in exchange or "ended" in exchange or "taker" not in exchange:
        return []
    halves = [(exchange["given"], exchange["taker"], exchange["giver"])]
    if "inReturn" in exchange:
        halves.append((exchange["inReturn"], exchange["giver"], exchange["taker"]))
    accepted = exchange["accepted"]["at"]
    return [
        {**time, "person": person, "instead": instead, "createdAt": accepted}
        for time, person, instead in halves
    ]


def opens(case, at):
    """When the hours of a service run next, tried at each edge of the coming weeks."""
    spans = case["hours"]
    zone, until = spans["timeZone"], at + 40 * DAY
    begin = wall_at(at, zone).date()
    only = hours(spans["restrictions"], zone, begin, until)
    but = hours(spans.get("exceptions", []), zone, begin, until)
    edges = {at} | {a for a, _ in only} | {b for _, b in but}
    for edge in sorted(edge for edge in edges if at <= edge < until):
        if (not spans["restrictions"] or within(only, edge)) and not within(but, edge):
            return edge
    return None


def read(calendar, at):
    """Whom the events of a calendar name at a moment: `icu: ann, bo`."""
    now = EPOCH + timedelta(milliseconds=at)
    found = []
    for event in calendar.walk("VEVENT"):
        if event.decoded("DTSTART") <= now < event.decoded("DTEND"):
            found += str(event["SUMMARY"]).split(": ")[1].split(", ")
    return sorted(found)


def answer(case):
    schedule, moments = case["schedule"], case["moments"]
    until = max(moments)
    layers = [Layer(layer, schedule, until) for layer in schedule["layers"]]
    overrides = case["overrides"] + [o for e in case["exchanges"] for o in overrides_of(e)]
    calendar = Calendar.from_ical(case["calendar"])
    return {
        "read": [read(calendar, at) for at in moments],
        "people": [people_at(schedule, layers, overrides, at) for at in moments],
        "opens": [opens(case, at) for at in moments[:: len(moments) // 6 + 1]],
    }


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
