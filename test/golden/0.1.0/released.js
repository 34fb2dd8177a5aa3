// core/time/instant.ts
var END_OF_TIME = 864e13;
var SECOND = 1e3;
var MINUTE = 60 * SECOND;
var HOUR = 60 * MINUTE;
var DAY = 24 * HOUR;

// core/sample/admit.ts
var SAMPLE_LIMITS = {
  name: 256,
  unit: 64,
  labels: 64,
  labelName: 128,
  labelValue: 1024,
  /**
   * Names and values of all labels together: an alert must fit a message, and many of them an item.
   */
  allLabels: 8192
};
var OWN_ITEMS = "wardbell:";
function admit(sample, now, times) {
  const { at: at2 } = sample;
  if (Number.isNaN(sample.value))
    return { reason: "not_a_number", detail: `value is ${sample.value}, not a number` };
  if (!Number.isFinite(at2))
    return { reason: "malformed", detail: `time is ${at2}, not milliseconds since 1970` };
  if (at2 < now - times.maxAge && sample.revision === void 0)
    return {
      reason: "too_old",
      detail: `time ${sayTime(at2)} is ${age(now - at2, times.maxAge)}${unitMeant(at2, now)}`
    };
  if (at2 > now + times.maxAhead)
    return {
      reason: "in_future",
      detail: `time ${sayTime(at2)} is ${ahead(at2 - now, times)}${unitMeant(at2, now)}`
    };
  return nameFault("subject", sample.subject) ?? nameFault("metric", sample.metric) ?? rest(sample);
}
function nameFault(what, name) {
  if (name.length === 0) return { reason: "malformed", detail: `${what} is empty` };
  if (name.length > SAMPLE_LIMITS.name) return tooLarge(what, name.length, SAMPLE_LIMITS.name);
  if (what === "subject" && name.startsWith(OWN_ITEMS))
    return {
      reason: "malformed",
      detail: `subject begins with ${OWN_ITEMS}, which is Wardbell's own`
    };
  if (!name.isWellFormed()) return { reason: "malformed", detail: `${what} is not valid Unicode` };
  return void 0;
}
function rest({ unit, labels }) {
  if (unit !== void 0 && unit.length > SAMPLE_LIMITS.unit)
    return tooLarge("unit", unit.length, SAMPLE_LIMITS.unit);
  return labelsFault(labels);
}
function labelsFault(labels) {
  let count2 = 0;
  let size = 0;
  for (const name in labels) {
    const value = labels[name] ?? "";
    count2 += 1;
    size += name.length + value.length;
    if (name.length === 0) return { reason: "malformed", detail: "a label has an empty name" };
    if (name.length > SAMPLE_LIMITS.labelName)
      return tooLarge("the name of a label", name.length, SAMPLE_LIMITS.labelName);
    if (value.length > SAMPLE_LIMITS.labelValue)
      return tooLarge(`label ${name}`, value.length, SAMPLE_LIMITS.labelValue);
  }
  if (count2 > SAMPLE_LIMITS.labels)
    return {
      reason: "too_large",
      detail: `it has ${count2} labels; at most ${SAMPLE_LIMITS.labels} are taken`
    };
  return size > SAMPLE_LIMITS.allLabels ? tooLarge("all labels together", size, SAMPLE_LIMITS.allLabels) : void 0;
}
function tooLarge(what, length, limit) {
  return {
    reason: "too_large",
    detail: `${what} has ${length} characters; at most ${limit} are taken`
  };
}
function age(by, limit) {
  return `${seconds(by)} ago; at most ${seconds(limit)} are taken`;
}
function ahead(by, { maxAhead }) {
  return `${seconds(by)} ahead of the platform's clock; at most ${seconds(maxAhead)} are taken`;
}
function seconds(duration) {
  return `${Math.round(duration / 1e3)} s`;
}
var UNITS = [
  ["seconds", 1e-3],
  ["microseconds", 1e3],
  ["nanoseconds", 1e6]
];
function unitMeant(at2, now) {
  const meant = UNITS.find(([, each]) => Math.abs(at2 / each - now) < 365 * DAY);
  return meant === void 0 ? "" : `; ${at2} looks like ${meant[0]}, and is taken for milliseconds: send milliseconds`;
}
function sayTime(at2) {
  return Math.abs(at2) <= END_OF_TIME ? new Date(at2).toISOString() : String(at2);
}

// core/alert/sent-alert.ts
var RESOLVE_TIMEOUT = 5 * MINUTE;
var SENT_LIMITS = {
  title: 1024,
  annotations: 32,
  annotationName: 128,
  annotation: 1024,
  allAnnotations: 8192,
  url: 2048
};
function admitAlert({ rule: rule2, subject, labels, startsAt }) {
  for (const [what, name] of [
    ["the name", rule2],
    ["the subject", subject]
  ]) {
    if (name.length > SAMPLE_LIMITS.name)
      return {
        reason: "too_large",
        detail: `${what} has ${name.length} characters; at most ${SAMPLE_LIMITS.name} are taken`
      };
    if (name === "" || !name.isWellFormed())
      return { reason: "malformed", detail: `${what} is empty or not valid Unicode` };
  }
  if (!Number.isFinite(startsAt))
    return { reason: "malformed", detail: `its beginning is ${startsAt}, no time` };
  return labelsFault(labels);
}
function isOver({ endsAt }, now) {
  return endsAt !== void 0 && endsAt <= now;
}
function senderWords(from, annotations, url) {
  const isKept = url !== void 0 && isWebAddress(url);
  return { ...from, annotations: withinBounds(annotations), ...isKept && { url } };
}
function isWebAddress(url) {
  return /^https?:\/\//iu.test(url) && url.length <= SENT_LIMITS.url;
}
function senderHost({ url = "" }) {
  return /^https?:\/\/(?:[^/?#@]*@)?([\w.:[\]-]{1,100})(?:[/?#]|$)/iu.exec(url)?.[1];
}
function withinBounds(annotations) {
  const kept = {};
  let room = SENT_LIMITS.allAnnotations;
  for (const [name, value] of Object.entries(annotations).slice(0, SENT_LIMITS.annotations)) {
    if (name.length > SENT_LIMITS.annotationName) continue;
    const text = cutText(value, Math.min(SENT_LIMITS.annotation, room - name.length));
    if (text === "") continue;
    room -= name.length + text.length;
    kept[name] = text;
  }
  return kept;
}
function cutText(text, room) {
  const whole = text.toWellFormed();
  if (whole.length <= room) return whole;
  return `${whole.slice(0, Math.max(0, room - 1)).replace(/[\uD800-\uDBFF]$/u, "")}\u2026`.slice(
    0,
    Math.max(0, room)
  );
}

// core/notification/gsm7.ts
var SMS_SEPTETS = 160;
var BASIC = ` !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz\xA3\xA5\xE8\xE9\xF9\xEC\xF2\xC7\xD8\xF8\xC5\xE5\u0394\u03A6\u0393\u039B\u03A9\u03A0\u03A8\u03A3\u0398\u039E\xC6\xE6\xDF\xC9\xA4\xA1\xC4\xD6\xD1\xDC\xA7\xBF\xE4\xF6\xF1\xFC\xE0`;
var EXTENDED = {
  "^": "'",
  "{": "(",
  "}": ")",
  "\\": "/",
  "[": "(",
  "~": "-",
  "]": ")",
  "|": "/",
  "\u20AC": "E"
};
var SUBSTITUTES = {
  "\u2265": ">=",
  "\u2264": "<=",
  "\u2260": "!=",
  "\u2248": "=",
  "\xB1": "+-",
  "\xD7": "x",
  "\xF7": "/",
  "\xB0": "deg",
  \u00B5: "u",
  "\u2192": "->",
  "\u2190": "<-",
  "\u2044": "/",
  "\u2022": "-",
  "\xB7": "-",
  "`": "'",
  "\xB4": "'",
  "\u2018": "'",
  "\u2019": "'",
  "\u201A": "'",
  "\u201C": '"',
  "\u201D": '"',
  "\u201E": '"',
  "\xAB": '"',
  "\xBB": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  \u0142: "l",
  \u0141: "L",
  \u0111: "d",
  \u0110: "D",
  \u00F0: "d",
  \u00D0: "D",
  \u00FE: "th",
  \u00DE: "Th",
  \u0131: "i",
  \u0153: "oe",
  \u0152: "OE",
  \u00F8: "o",
  \u00D8: "O",
  \u00E6: "ae",
  \u00C6: "AE",
  \u00DF: "ss"
};
var basic = new Set(BASIC);
var gsm7 = /* @__PURE__ */ new Set([...BASIC, ...Object.keys(EXTENDED)]);
var ascii = new Set(Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)));
function oneLine(text) {
  return text.replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, "").trim();
}
function toGsm7(text) {
  return reduce(text, gsm7);
}
function toAscii(text) {
  return reduce(text, ascii);
}
function narrow(text) {
  return text.replace(/[\^{}\\[~\]|€]/g, (char) => EXTENDED[char] ?? char);
}
function septets(text) {
  let count2 = 0;
  for (const char of text) count2 += basic.has(char) ? 1 : 2;
  return count2;
}
function reduce(text, allowed) {
  const reduced = Array.from(oneLine(text.normalize("NFC")), (char) => letter(char, allowed));
  return reduced.join("").replace(/ +/g, " ").trim();
}
function letter(char, allowed) {
  if (allowed.has(char)) return char;
  const substitute = SUBSTITUTES[char];
  if (substitute !== void 0) return substitute;
  const parts = Array.from(char.normalize("NFKD"));
  if (parts.every((part) => new RegExp("\\p{M}", "u").test(part))) return "";
  const base = parts.filter((part) => !new RegExp("\\p{M}", "u").test(part));
  return base.map((part) => allowed.has(part) ? part : SUBSTITUTES[part] ?? "?").join("");
}

// core/actor.ts
function actorOf({ by, key: key2 }) {
  return { by, ...key2 !== void 0 && { key: key2 } };
}
function isSamePerson(one, other) {
  return one.by === other.by;
}
function actorInWords({ by, key: key2 }, name = by) {
  return oneLine(key2 === void 0 ? name : `${name}, by key ${key2}`);
}
var NAMES_ITS_KEY = / \(key .*\)$/s;
function authorInWords({ createdBy, byPerson, createdByKey: key2 }) {
  if (key2 !== void 0) return actorInWords({ by: createdBy, key: key2 });
  return oneLine(byPerson || NAMES_ITS_KEY.test(createdBy) ? createdBy : `key ${createdBy}`);
}

// core/own.ts
function own(record, key2) {
  return Object.hasOwn(record, key2) ? record[key2] : void 0;
}

// core/alert/severity.ts
var SEVERITIES = ["critical", "error", "warning", "info"];
function compareSeverity(a, b) {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}
function worstSeverity(severities) {
  let worst = "info";
  for (const severity of severities) if (compareSeverity(severity, worst) < 0) worst = severity;
  return worst;
}
var WORDS = {
  critical: "critical",
  page: "critical",
  emergency: "critical",
  fatal: "critical",
  error: "error",
  high: "error",
  major: "error",
  warning: "warning",
  warn: "warning",
  medium: "warning",
  minor: "warning",
  info: "info",
  information: "info",
  informational: "info",
  low: "info",
  none: "info"
};
var SEVERITY_WORDS = Object.keys(WORDS);

// core/alert/sort-by-severity.ts
function worstFirst(transitions) {
  if (transitions.length < 2) return transitions;
  const worst = /* @__PURE__ */ new Map();
  for (const { alert } of transitions) {
    const known3 = worst.get(alert.fingerprint);
    if (known3 === void 0 || compareSeverity(alert.severity, known3) < 0)
      worst.set(alert.fingerprint, alert.severity);
  }
  const severityOf2 = ({ alert }) => worst.get(alert.fingerprint) ?? alert.severity;
  return transitions.toSorted((a, b) => compareSeverity(severityOf2(a), severityOf2(b))).map((transition, i) => ({ ...transition, seq: transitions[i]?.seq ?? transition.seq }));
}

// core/alert/fingerprint.ts
var OFFSET_HIGH = 3421674724;
var OFFSET_LOW = 2216829733;
var PRIME = 435;
var encoder = new TextEncoder();
function fingerprint(parts) {
  let high = OFFSET_HIGH | 0;
  let low = OFFSET_LOW | 0;
  const fold3 = (byte) => {
    const mixed = low ^ byte;
    const lower = (mixed & 65535) * PRIME;
    const upper = (mixed >>> 16) * PRIME + (lower >>> 16);
    high = Math.imul(high, PRIME) + (upper >>> 16) + (mixed << 8) | 0;
    low = upper << 16 | lower & 65535;
  };
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const code2 = part.charCodeAt(i);
      if (code2 > 127) {
        for (const byte of encoder.encode(part.slice(i))) fold3(byte);
        break;
      }
      fold3(code2);
    }
    fold3(255);
  }
  return hex(high) + hex(low);
}
function hex(word) {
  return (word >>> 0).toString(16).padStart(8, "0");
}

// core/incident/group-key.ts
function groupKey(service2, groupBy, alert) {
  const { subject, rule: rule2, metric, severity } = alert;
  const values = {
    ...alert.labels,
    subject,
    rule: rule2,
    metric,
    severity
  };
  return JSON.stringify([service2, ...groupBy.map((name) => [name, own(values, name) ?? ""])]);
}
function groupHash(key2) {
  return fingerprint([key2]);
}
function serviceOf(key2) {
  return JSON.parse(key2)[0];
}

// core/evaluation/crowding.ts
var CROWDING = "wardbell-no-room";
var OVER_AFTER = 30 * MINUTE;
var WRITE_EVERY = 15 * MINUTE;
function crowdingOverAt(crowdedAt) {
  return crowdedAt + OVER_AFTER;
}
function isCrowdingNews(known3, now) {
  return now >= (known3?.crowdedAt ?? Number.NEGATIVE_INFINITY) + WRITE_EVERY;
}
function crowdingEntry(now) {
  const entry = { rule: CROWDING, metric: "", labels: {}, phase: "firing" };
  return { ...entry, changedAt: now, since: now, crowdedAt: now };
}
function crowdingAlert({ technicalService: service2, groupBy }, subject, startsAt) {
  if (service2 === void 0) return void 0;
  const about = { rule: CROWDING, subject, metric: "", labels: {}, severity: "error" };
  return {
    ...about,
    fingerprint: fingerprint(["wardbell", "no room", subject]),
    service: service2,
    groupKey: groupKey(service2, groupBy(service2), about),
    title: "Too many series: some are not watched",
    limit: "more than one subject can hold",
    startsAt
  };
}

// core/canary.ts
var RESERVED_PREFIX = "wardbell-";
var CANARY = {
  id: `${RESERVED_PREFIX}canary`,
  subject: `${RESERVED_PREFIX}canary`,
  metric: "wardbell_canary",
  channel: "email"
};
var REHEARSED = ["ingest", "incident", "page"];
var REHEARSAL = {
  id: `${RESERVED_PREFIX}rehearsal`,
  metric: "wardbell_rehearsal",
  channel: CANARY.channel
};
function rehearsalSubject(name) {
  return `${REHEARSAL.id}-${name}`;
}
function mailboxOf(id, name) {
  const { channel } = CANARY;
  return {
    id,
    name,
    channels: [channel],
    notify: [{ channel, delay: 0, severities: SEVERITIES }],
    contacts: {}
  };
}
var person = mailboxOf(CANARY.id, "Canary");
var rehearsalPerson = mailboxOf(REHEARSAL.id, "Rehearsal");
var policy = {
  id: CANARY.id,
  steps: [{ targets: [{ kind: "person", id: CANARY.id }], delay: HOUR }],
  repeat: 0,
  repeatFrom: "last",
  fallback: []
};
var service = {
  id: CANARY.id,
  name: "Canary",
  policies: {
    critical: CANARY.id,
    error: CANARY.id,
    warning: CANARY.id,
    info: CANARY.id
  },
  groupBy: ["subject"],
  groupWait: 0,
  ackTimeout: null,
  autoResolve: true,
  // It breaches every few minutes, and each breach must end as it ends.
  flapping: null,
  valuesInPages: false,
  subjectsInPages: true
};
var rule = {
  name: CANARY.id,
  title: "Canary: a test of the way to a page",
  service: CANARY.id,
  severity: "critical",
  metric: CANARY.metric,
  matchers: [{ name: "subject", op: "=", value: CANARY.subject }],
  condition: { kind: "above", limit: 0, clear: 0 },
  for: 0,
  keepFiringFor: 0,
  silent: "fire"
};
var rehearsalRule = {
  ...rule,
  name: REHEARSAL.id,
  title: "Rehearsal: a test of a new version",
  metric: REHEARSAL.metric,
  matchers: [
    { name: "subject", op: "=~", value: REHEARSED.map((name) => rehearsalSubject(name)).join("|") }
  ]
};

// core/alert/sender-fault.ts
var PATIENCE = {
  clock: { times: 3, lasting: 30 * SECOND },
  values: { times: 3, lasting: 0 },
  series: { times: 3, lasting: 10 * MINUTE },
  messages: { times: 1, lasting: 0 }
};
var FAULT_MEMORY = DAY;
var FAULT_LASTS = 15 * MINUTE;
function faultFingerprint({ kind, key: key2, sender = "" }) {
  return fingerprint(["wardbell", "sender", kind, key2, sender]);
}
function alertOfFault(fault, startsAt) {
  const { kind, key: key2, sender, title, detail, address } = fault;
  const name = sender === void 0 ? `key ${key2}` : `${sender}, key ${key2}`;
  const words = { detail, runbook: RUNBOOK, ...address !== void 0 && { address } };
  return {
    fingerprint: faultFingerprint(fault),
    rule: `${RESERVED_PREFIX}sender-${kind}`,
    subject: cutText(name, SAMPLE_LIMITS.name),
    severity: "error",
    title,
    labels: { fault: kind, ...sender !== void 0 && { sender } },
    startsAt,
    sent: senderWords({ source: "wardbell", key: key2 }, words)
  };
}
var RUNBOOK = "docs/runbook.md#a-sender-is-wrong";
var AHEAD = 4 * MINUTE;
function clocksBehind(alerts, now) {
  return alerts.map(({ sent, endsAt = now }) => ({
    ...clockOf(sent),
    title: "Its alerts arrive as ended: set its clock right, it is behind",
    detail: `it told an alert that goes on to have ended ${seconds2(now - endsAt)} ago`,
    isProven: true
  }));
}
function clocksAhead(events, now) {
  return events.flatMap((event) => {
    if (event.kind !== "fires" || event.alert.startsAt <= now + AHEAD) return [];
    const { sent, startsAt } = event.alert;
    return {
      ...clockOf(sent),
      title: "Its alerts begin in the future: set its clock right, it is ahead",
      detail: `it told an alert that begins in ${seconds2(startsAt - now)}`
    };
  });
}
function clockOf(sent) {
  const sender = senderHost(sent);
  return { kind: "clock", key: sent.key, ...sender !== void 0 && { sender } };
}
function seconds2(duration) {
  return `${Math.round(duration / SECOND)} s`;
}

// core/omit.ts
function omit(value, ...keys) {
  const copy = { ...value };
  for (const key2 of keys) delete copy[key2];
  return copy;
}

// core/evaluation/step.ts
var UNCHANGED = { kind: "unchanged" };
var OUT_OF_ORDER = { kind: "out_of_order" };
var COARSENESS = 1 / 5;
function blankEntry(rule2, { metric, unit, labels }) {
  const series = { rule: rule2.name, metric, labels, ...unit === void 0 ? {} : { unit } };
  return { ...series, phase: "healthy", changedAt: 0 };
}

// core/evaluation/absence.ts
function see(entry, rule2, patience, sample, now) {
  const seenAt = Math.min(sample.at, now);
  if (entry?.seenAt === void 0)
    return { kind: "remember", entry: { ...blankEntry(rule2, sample), seenAt } };
  if (entry.phase === "firing" && seenAt > entry.seenAt && now < seenAt + patience) {
    const reporting = omit(entry, "since", "alert", "assertedAt");
    const healthy = { ...reporting, phase: "healthy", seenAt };
    return { kind: "resolve", entry: healthy, reason: "reporting_again" };
  }
  return seenAt > entry.seenAt + patience * COARSENESS ? { kind: "remember", entry: { ...entry, seenAt } } : UNCHANGED;
}
function absentAt(seenAt, patience) {
  return seenAt + patience + Math.ceil(patience * COARSENESS);
}

// core/time/cron-field.ts
var MINUTES = { name: "minute", min: 0, max: 59 };
var HOURS = { name: "hour", min: 0, max: 23 };
var DAYS = {
  name: "day",
  min: 1,
  max: 31,
  also: ", L for the last of the month, LW for its last from Monday to Friday"
};
var MONTHS = {
  name: "month",
  min: 1,
  max: 12,
  names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  also: ", or JAN to DEC"
};
var WEEKDAYS = {
  name: "weekday",
  min: 0,
  max: 7,
  names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
  also: " (Sunday is both), or SUN to SAT, 5L for the last Friday, MON#2 for the second Monday"
};
function readCronField(field, text) {
  const values = [];
  for (const term of text.split(",")) {
    const read = readTerm(field, term);
    if ("reason" in read) return read;
    values.push(...read);
  }
  return values;
}
function readTerm(field, term) {
  if (field === WEEKDAYS && /[L#]/u.test(term)) return readWeekdayOfMonth(term);
  const slash = term.indexOf("/");
  if (slash < 0) return readRange(field, term);
  const [base, step] = [readRange(field, term.slice(0, slash)), term.slice(slash + 1)];
  if ("reason" in base) return base;
  if (!/^\d+$/u.test(step) || Number(step) === 0)
    return {
      reason: `the step "${step}" in the ${field.name} "${term}" is not a number from 1 up`,
      hint: `a step follows one slash: "*/5" is each fifth ${field.name}`
    };
  return everyNth(field, base, Number(step));
}
function everyNth(field, base, step) {
  const [first, ...others] = base;
  if (typeof first !== "number") return [...base];
  const all = others.length > 0 ? base : numbers(first, field.max);
  return all.filter((_, index) => index % step === 0);
}
function readRange(field, text) {
  if (text === "*") return numbers(field.min, field.max);
  if (field === DAYS && (text === "L" || text === "LW")) return [text];
  const dash = text.indexOf("-");
  if (dash < 0) return single(field, text);
  if (!/^[^L-][^-]*-[^-]+$/u.test(text)) return unknown(field, text);
  const [from, to] = [single(field, text.slice(0, dash)), single(field, text.slice(dash + 1))];
  if ("reason" in from) return from;
  if ("reason" in to) return to;
  const [[start = 0], [end2 = 0]] = [from, to];
  if (start <= end2) return numbers(start, end2);
  return {
    reason: `the ${field.name} "${text}" goes down`,
    hint: `write the two parts that it has: "${start}-${field.max},${field.min}-${end2}"`
  };
}
function readWeekdayOfMonth(term) {
  const [, last, day, nth] = /^(?:([0-7])L|([^#]*)#0*([1-5]))$/u.exec(term) ?? [];
  if (last !== void 0) return [`${Number(last) % 7}L`];
  const weekday = day === void 0 ? void 0 : single(WEEKDAYS, day);
  if (weekday === void 0)
    return {
      reason: `the weekday "${term}" is none of a month`,
      hint: '"5L" is its last Friday; "MON#2" is its second Monday, of at most five'
    };
  return "reason" in weekday ? weekday : weekday.map((number) => `${number % 7}#${nth}`);
}
function single(field, text) {
  const { min, max, names = [] } = field;
  const named = names.indexOf(text);
  const number = named >= 0 ? min + named : /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? [number] : unknown(field, text);
}
function unknown({ name, min, max, also = "" }, text) {
  return {
    reason: text === "" ? `a ${name} is missing` : `the ${name} "${text}" is unknown`,
    hint: text === "?" ? `"?" belongs to Quartz; here it would have to be "*", any ${name}` : `a ${name} is ${min} to ${max}${also}; "*" is any, "1-5" a range, "1,3" a list`
  };
}
function numbers(from, to) {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

// core/time/cron-expression.ts
var NICKNAMES = {
  "@YEARLY": "0 0 1 1 *",
  "@ANNUALLY": "0 0 1 1 *",
  "@MONTHLY": "0 0 1 * *",
  "@WEEKLY": "0 0 * * 0",
  "@DAILY": "0 0 * * *",
  "@MIDNIGHT": "0 0 * * *",
  "@HOURLY": "0 * * * *"
};
var FIELDS = [MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS];
var LONGEST = 50 * 366 * DAY;
function readCronExpression(text) {
  const capitals = text.trim().toUpperCase();
  const parts = (NICKNAMES[capitals] ?? capitals).split(/\s+/u).filter((part) => part !== "");
  if (parts.length !== FIELDS.length) return wrongCount(capitals, parts.length);
  const read = [];
  for (const [index, field] of FIELDS.entries()) {
    const values = readCronField(field, parts[index] ?? "");
    if ("reason" in values) return values;
    read.push(values);
  }
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = read;
  const [minute = "", hour = "", day = "", , weekday = ""] = parts;
  const cron = {
    minutes: ascending(minutes),
    hours: ascending(hours),
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays.map((value) => value === 7 ? 0 : value)),
    bothDays: day.startsWith("*") || weekday.startsWith("*"),
    regular: minute.startsWith("*") || hour.startsWith("*")
  };
  return Number.isFinite(nextShown(cron, 0)) ? cron : NEVER;
}
var NEVER = {
  reason: "it never comes",
  hint: "its day, month and weekday meet on no date, as with the 31st of February"
};
function wrongCount(text, count2) {
  const hint = 'minute, hour, day, month, weekday: "30 3 * * *" is every day at 03:30; or @hourly, @daily, @weekly, @monthly, @yearly';
  if (text.startsWith("@")) return { reason: "it is none of the nicknames that name a time", hint };
  const seconds3 = count2 === 6 ? ", and knows no seconds" : "";
  return { reason: `it has ${count2} of the five fields that cron has${seconds3}`, hint };
}
function nextShown(cron, from) {
  const until = from + LONGEST;
  let day = Math.floor(from / DAY) * DAY;
  while (day < until) {
    const date = new Date(day);
    if (!cron.months.has(date.getUTCMonth() + 1)) {
      day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
      continue;
    }
    const time = runsOn(cron, date) ? timeOfDay(cron, from - day) : void 0;
    if (time !== void 0) return day + time;
    day += DAY;
  }
  return Infinity;
}
function timeOfDay({ hours, minutes }, from) {
  for (const hour of hours)
    for (const minute of minutes)
      if (hour * HOUR + minute * MINUTE >= from) return hour * HOUR + minute * MINUTE;
  return void 0;
}
function runsOn(cron, date) {
  const [number, weekday] = [date.getUTCDate(), date.getUTCDay()];
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
  const byDay = cron.days.has(number) || cron.days.has("L") && number === last.getUTCDate() || cron.days.has("LW") && number === lastWorkday(last);
  const byWeekday = cron.weekdays.has(weekday) || cron.weekdays.has(`${weekday}#${Math.ceil(number / 7)}`) || cron.weekdays.has(`${weekday}L`) && number + 7 > last.getUTCDate();
  return cron.bothDays ? byDay && byWeekday : byDay || byWeekday;
}
function lastWorkday(last) {
  const weekday = last.getUTCDay();
  return last.getUTCDate() - (weekday === 0 ? 2 : weekday === 6 ? 1 : 0);
}
function ascending(values) {
  return [...new Set(values.map(Number))].sort((a, b) => a - b);
}

// core/time/clock-time.ts
var formats = /* @__PURE__ */ new Map();
function clockTime(at2, timeZone) {
  let format = formats.get(timeZone);
  if (format === void 0) {
    format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
    formats.set(timeZone, format);
  }
  return format.format(at2);
}

// core/time/zone-offset.ts
function offsetAt(at2, timeZone) {
  const minute = Math.floor(at2 / MINUTE) * MINUTE;
  return Date.parse(`${clockTime(minute, timeZone).replace(" ", "T")}Z`) - minute;
}
function changeBetween(from, to, timeZone) {
  const offset = offsetAt(to, timeZone);
  let [before, after] = [Math.floor(from / MINUTE), Math.floor(to / MINUTE)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * MINUTE, timeZone) === offset) after = middle;
    else before = middle;
  }
  return after * MINUTE;
}

// core/time/cron.ts
var known = /* @__PURE__ */ new Map();
function nextRun(expression, timeZone, after) {
  const read = readOnce(expression);
  if ("reason" in read) throw new Error(`the cron expression "${expression}": ${read.reason}`);
  const from = Math.floor(after / MINUTE + 1) * MINUTE;
  const regular = read.regular ? nextRegular(read, timeZone, from) : void 0;
  return regular ?? nextAtTimeOfDay(read, timeZone, from);
}
function readOnce(expression) {
  let read = known.get(expression);
  if (read === void 0) {
    read = readCronExpression(expression);
    if (known.size >= 1e3) known.clear();
    known.set(expression, read);
  }
  return read;
}
function nextRegular(cron, timeZone, from) {
  let at2 = from;
  while (at2 < from + LONGEST) {
    const offset = offsetAt(at2, timeZone);
    const run = nextShown(cron, at2 + offset) - offset;
    const near = Math.min(run, at2 + DAY);
    if (offsetAt(near, timeZone) !== offset) at2 = changeBetween(at2, near, timeZone);
    else if (near === run) return run;
    else at2 = Math.max(near, run - DAY);
  }
  return void 0;
}
function nextAtTimeOfDay(cron, timeZone, from) {
  let shown = from + offsetAt(from - MINUTE, timeZone);
  for (; ; ) {
    shown = nextShown(cron, shown);
    const run = momentShowing(shown, timeZone);
    if (run >= from) return run;
    shown += MINUTE;
  }
}
function momentShowing(shown, timeZone) {
  const first = shown - offsetAt(shown - DAY, timeZone);
  if (first + offsetAt(first, timeZone) === shown) return first;
  const second = shown - offsetAt(shown + DAY, timeZone);
  return second + offsetAt(second, timeZone) === shown ? second : changeBetween(second, first, timeZone);
}

// core/evaluation/heartbeat.ts
function createdHeartbeat(id, defaults) {
  return { id, title: "Heartbeat has not succeeded", ...defaults, created: true };
}
var HEARTBEAT_ITEMS = Array.from({ length: 64 }, (_, i) => itemAt(i));
function heartbeatItem(id) {
  return itemAt(Number.parseInt(fingerprint([id]).slice(-2), 16) % 64);
}
function itemAt(index) {
  return `${OWN_ITEMS}heartbeats:${index}`;
}
function missingAt(heartbeat, beat) {
  return Math.min(overrunAt(heartbeat, beat), expectedAt(heartbeat, beat) + heartbeat.grace);
}
function overrunAt({ grace }, { startedAt = Infinity }) {
  return startedAt + grace;
}
function expectedAt({ expected }, beat) {
  const { succeededAt, watchedAt, excusedAt = 0 } = beat;
  const last = Math.max(succeededAt ?? watchedAt, excusedAt);
  return expected.kind === "every" ? last + expected.period : nextRun(expected.expression, expected.timeZone, last);
}
function heartbeatFingerprint(id) {
  return fingerprint(["wardbell", "heartbeat", id]);
}
function alertOfHeartbeat(rules, { id, service: service2, severity, title }, { limit, startsAt }) {
  const named = { rule: id, subject: id, metric: "", labels: {}, service: service2, severity, title };
  return {
    ...named,
    fingerprint: heartbeatFingerprint(id),
    groupKey: groupKey(service2, rules.groupBy(service2), named),
    limit,
    startsAt
  };
}

// core/evaluation/process.ts
var INSTANCE_ID = "service.instance.id";
var RANDOM = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
function isOfProcess(subject, labels) {
  const id = own(labels, INSTANCE_ID);
  if (id !== void 0) return RANDOM.test(id);
  return RANDOM.test(subject) && own(labels, "service.name") !== void 0;
}
function namesProcesses({ otlp }) {
  return [...otlp.subjectAttributes, ...otlp.promotedAttributes].includes(INSTANCE_ID);
}
function heardOf(step, entry, maxAge, now) {
  const { processHeardAt = 0 } = entry;
  const isKnown = now >= processHeardAt && now <= processHeardAt + maxAge * COARSENESS;
  if (step === UNCHANGED)
    return isKnown ? step : { kind: "remember", entry: { ...entry, processHeardAt: now } };
  return step.kind === "remember" ? { kind: "remember", entry: { ...step.entry, processHeardAt: now } } : step;
}
function goneAt(processHeardAt, maxAge) {
  return processHeardAt + maxAge + Math.ceil(maxAge * COARSENESS);
}

// core/sample/infinity.ts
function toldValue(value) {
  if (Number.isFinite(value)) return value;
  return value > 0 ? "+Inf" : "-Inf";
}
function toldNumber(value) {
  if (typeof value === "number") return value;
  return value === "+Inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

// core/evaluation/silence.ts
var LOOKBACK = 5 * MINUTE;
var GRACE = 1 / 3;
var MOST_GRACE = MINUTE;
function silenceDecidesAt(entry, rule2) {
  if (rule2.silent === "wait" || rule2.condition.kind === "absent") return void 0;
  const { phase, since = 0, changedAt, lastBreachAt = changedAt, heard: heard4, normal, window } = entry;
  switch (phase) {
    // An entry of a version that did not note when it heard a breach counts from its sample time.
    case "pending":
      return (heard4?.at ?? since) + withGrace(rule2.for);
    case "healthy":
      return rule2.window !== void 0 && heard4 !== void 0 && window?.at(-1)?.breach ? heard4.at + withGrace(Math.max(rule2.for, LOOKBACK)) : void 0;
    case "firing":
      return normal?.heardAt === void 0 || (normal.at ?? 0) <= lastBreachAt ? void 0 : normal.heardAt + withGrace(rule2.keepFiringFor);
  }
}
function withGrace(duration) {
  return duration + Math.ceil(Math.min(duration * GRACE, MOST_GRACE));
}
var NOTED_AT_ONCE = 5;
function noteNormal(entry, rule2, at2, heardAt) {
  const { normal, changedAt, lastBreachAt = changedAt } = entry;
  if (rule2.silent === "wait" || normal?.heardAt !== void 0 || at2 <= lastBreachAt) return entry;
  const times = normal?.times ?? 0;
  const coarse = rule2.keepFiringFor * COARSENESS;
  if (times >= NOTED_AT_ONCE && at2 < lastBreachAt + coarse) return entry;
  return { ...entry, normal: { times: Math.min(times + 1, NOTED_AT_ONCE), at: at2, heardAt } };
}
function noteBreach(entry, at2) {
  const noted2 = forgetNormal(entry);
  return noted2 === entry ? entry : { ...noted2, lastBreachAt: at2 };
}
function forgetNormal(entry) {
  const { normal } = entry;
  return normal?.heardAt === void 0 ? entry : { ...entry, normal: { times: normal.times } };
}
function noteCounted(entry, counted2, heardAt) {
  if (entry.phase !== "healthy") return entry;
  return counted2.breach && entry.window !== void 0 ? { ...entry, heard: { at: heardAt, value: toldValue(counted2.value) } } : omit(entry, "heard");
}

// core/evaluation/due.ts
var ASSERT_EVERY = 15 * MINUTE;
var FORGET_AFTER = 7 * DAY;
var REMEMBER_END = 15 * DAY;
var REMEMBER_MOVES = HOUR;
var LINGER = MINUTE;
function dueOf(state, rules, now) {
  if (state.outbox.length > 0) return now;
  const entries = Object.values(state.series);
  if (entries.length === 0) return Math.max(removableAt(state), now);
  return Math.max(Math.min(...entries.map((entry) => entryDue(entry, rules))), now);
}
function removableAt(state) {
  return state.lastSeq + LINGER;
}
function entryDue(entry, rules) {
  const tellAt = (entry.assertedAt ?? 0) + ASSERT_EVERY;
  const forgotten = forgottenAt(entry);
  if (forgotten !== void 0) return forgotten;
  if (entry.sent !== void 0) return Math.min(entry.sent.endsAt ?? tellAt, tellAt);
  if (entry.crowdedAt !== void 0) return Math.min(crowdingOverAt(entry.crowdedAt), tellAt);
  if (entry.beat !== void 0) {
    const heartbeat = rules.heartbeat(entry.rule, entry.beat.created);
    if (heartbeat === void 0) return 0;
    return entry.phase === "firing" ? tellAt : missingAt(heartbeat, entry.beat);
  }
  const rule2 = rules.byName.get(entry.rule);
  if (rule2 === void 0) return 0;
  const silent = silenceDecidesAt(entry, rule2) ?? Number.POSITIVE_INFINITY;
  if (entry.phase === "firing") {
    const gone = entry.processHeardAt === void 0 ? tellAt : goneAt(entry.processHeardAt, rules.maxAge);
    return Math.min(tellAt, silent, gone);
  }
  if (rule2.condition.kind === "absent") return absentAt(entry.seenAt ?? 0, rule2.condition.for);
  return Math.min(forgetAt(entry, rule2, rules.maxAge), silent);
}
function forgottenAt({ alert, sent, noted: noted2, lastEnd: lastEnd2, changedAt }) {
  if (alert !== void 0) return void 0;
  if (sent?.endedAt !== void 0) return sent.endedAt + REMEMBER_END;
  if (noted2 !== void 0) return noted2.since + FAULT_MEMORY;
  return lastEnd2 === void 0 ? void 0 : changedAt + REMEMBER_MOVES;
}
function forgetAt(entry, rule2, maxAge) {
  const { heard: heard4, since = 0, window } = entry;
  if (entry.phase === "pending") return (heard4?.at ?? since) + rule2.for + FORGET_AFTER;
  const newest = heard4?.at ?? window?.at(-1)?.at;
  return newest === void 0 ? entry.changedAt + maxAge + 1 : newest + FORGET_AFTER;
}

// core/time/clock-skew.ts
var CLOCK_SKEW = 10 * SECOND;
function wentBack(storedAt, now) {
  return storedAt !== void 0 && storedAt > now + CLOCK_SKEW ? storedAt - now : 0;
}
function stepId({ by, at: at2 }) {
  return by + at2;
}
function movedBy(storedAt, now, step) {
  if (step === void 0) return wentBack(storedAt, now);
  if (storedAt > now) return Math.max(step.by, storedAt - now);
  return storedAt < step.at - CLOCK_SKEW ? step.by : void 0;
}
function atMostAhead(due, longest, now) {
  return wentBack(due - longest, now) > 0 ? now : due;
}

// core/time/earlier.ts
function earlier(of, by, ...keys) {
  const moved3 = {};
  for (const key2 of keys) {
    const at2 = of[key2];
    if (at2 !== void 0) moved3[key2] = at2 - by;
  }
  return moved3;
}

// core/evaluation/in-present.ts
function inPresent(state, now, step) {
  const savedAt2 = state.savedAt ?? state.version;
  const back = movedBy(savedAt2, now, step) ?? 0;
  if (back === 0) return state;
  const series = Object.entries(state.series).map(([key2, entry]) => {
    const newest = newestSample(entry);
    const wasAhead = newest > now + CLOCK_SKEW || newest > savedAt2 - back;
    return [key2, moved(entry, back, wasAhead)];
  });
  return { ...state, series: Object.fromEntries(series) };
}
function moved(entry, by, wasAhead) {
  const { sent, noted: noted2, beat, heard: heard4, normal } = entry;
  const isOwn = sent !== void 0 || noted2 !== void 0 || beat !== void 0;
  return {
    // One more ms: what was measured when it was saved is older than what is measured now.
    ...isOwn || wasAhead ? movedSamples(entry, by + 1) : entry,
    ...earlier(entry, by, "assertedAt", "crowdedAt", "processHeardAt"),
    ...heard4 && { heard: { ...heard4, ...earlier(heard4, by, "at") } },
    ...normal && {
      normal: {
        ...normal,
        ...earlier(normal, by, "heardAt"),
        ...wasAhead && earlier(normal, by + 1, "at")
      }
    },
    ...sent && { sent: movedSent(sent, by, sent.dismissed === true || noted2 !== void 0) },
    ...noted2 && { noted: { ...noted2, ...earlier(noted2, by, "since") } },
    ...beat && { beat: movedBeat(beat, by) }
  };
}
function movedSent(sent, by, isOwnEnd) {
  return {
    ...sent,
    ...earlier(sent, by, "endedAt"),
    ...isOwnEnd && earlier(sent, by, "endsAt")
  };
}
function newestSample({ changedAt, seenAt = 0, lastBreachAt = 0, window }) {
  return Math.max(changedAt, seenAt, lastBreachAt, window?.at(-1)?.at ?? 0);
}
function movedSamples(entry, by) {
  const { changedAt, window } = entry;
  return {
    ...entry,
    // 0 stands for never.
    changedAt: Math.max(0, changedAt - by),
    ...earlier(entry, by, "since", "lastBreachAt", "seenAt"),
    ...window && { window: window.map((sample) => ({ ...sample, at: sample.at - by })) }
  };
}
function movedBeat(beat, by) {
  const moments = ["watchedAt", "pingedAt", "succeededAt", "excusedAt", "startedAt"];
  return { ...beat, ...earlier(beat, by, ...moments) };
}

// core/bytes.ts
var encoder2 = new TextEncoder();
var ESCAPED = /["\\\p{Cc}\p{Cs}]/u;
function bytesOf(text) {
  return encoder2.encode(ESCAPED.test(text) ? JSON.stringify(text) : text).length;
}

// core/item-texts.ts
var NEW_BYTE = 0.85;
var REPEATED = 1.5;
var ItemTexts = class {
  #seen = /* @__PURE__ */ new Set();
  /** What they take where the others stand already, in bytes as compressed. */
  add(texts) {
    let weight = 0;
    for (const text of texts) {
      if (text === "") continue;
      weight += REPEATED;
      if (this.#seen.has(text)) continue;
      this.#seen.add(text);
      weight += NEW_BYTE * bytesOf(text);
    }
    return weight;
  }
};

// core/evaluation/room.ts
var ROOM = 34e4;
var ROOM_FOR_QUIET = 255e3;
var ENTRY = 36;
var ALERT = 32;
var COUNTED = 6;
var MOST_BYTES_OF_CHARACTER = 6;
function withoutRoom(claims, outbox) {
  const none = /* @__PURE__ */ new Set();
  if (roughly(claims, outbox) <= ROOM_FOR_QUIET) return none;
  const texts = new ItemTexts();
  let total = outbox.reduce((sum, { alert }) => sum + ALERT + texts.add(textsOf(alert)), 0);
  let quiet = 0;
  for (const { key: key2, entry } of claims.toSorted(byRank)) {
    const weight = flatWeight(entry) + texts.add(textsOf(entry));
    const isQuiet = rankOf(entry) >= RANKS.watched;
    if (total + weight > ROOM || isQuiet && quiet + weight > ROOM_FOR_QUIET) none.add(key2);
    else {
      total += weight;
      if (isQuiet) quiet += weight;
    }
  }
  return none;
}
function crowdOutbox(transitions) {
  const room = ROOM - ROOM_FOR_QUIET;
  if (roughly([], transitions) <= room) return false;
  const texts = new ItemTexts();
  return transitions.reduce((sum, t) => sum + ALERT + texts.add(textsOf(t.alert)), 0) > room;
}
var RANKS = { firing: 0, pending: 1, counting: 2, watched: 3, over: 4 };
function rankOf({ phase, window, seenAt, beat, sent }) {
  if (phase !== "healthy") return RANKS[phase];
  if (window !== void 0 || beat !== void 0 || sent !== void 0) return RANKS.counting;
  return seenAt === void 0 ? RANKS.over : RANKS.watched;
}
function byRank(a, b) {
  return rankOf(a.entry) - rankOf(b.entry) || compareSeverity(a.severity, b.severity) || Number(b.stored) - Number(a.stored) || (a.key < b.key ? -1 : 1);
}
function flatWeight({ window = [], alert, phase }) {
  const told = alert !== void 0 || phase === "firing" ? 2 * ALERT : 0;
  return ENTRY + told + COUNTED * window.length;
}
function textsOf(named) {
  const { rule: rule2, metric, labels, groupKey: groupKey2 = "", title = "", sent } = named;
  const words = sent === void 0 ? [] : [JSON.stringify(sent)];
  return [rule2, metric, groupKey2, title, ...Object.entries(labels).flat(), ...words];
}
function roughly(claims, outbox) {
  let characters = 0;
  let flat = 0;
  const add = (named) => {
    for (const text of textsOf(named)) {
      characters += text.length;
      flat += REPEATED;
    }
  };
  for (const { entry } of claims) {
    flat += flatWeight(entry);
    add(entry);
  }
  for (const { alert } of outbox) {
    flat += ALERT;
    add(alert);
  }
  return flat + NEW_BYTE * MOST_BYTES_OF_CHARACTER * characters;
}

// core/evaluation/outbox.ts
var MOST_UNSENT = 200;
function append(waiting2, added) {
  const all = [...waiting2, ...added];
  if (all.length <= MOST_UNSENT && !crowdOutbox(all)) return all;
  const newest = new Map(all.map((t) => [`${t.alert.fingerprint} ${t.kind}`, t]));
  return [...newest.values()].sort((a, b) => a.seq - b.seq);
}
function afterSending(state, rules, now) {
  const sent = { ...state, outbox: [], savedAt: now, version: nextVersion(state, now) };
  return { ...sent, due: dueOf(sent, rules, now) };
}
function nextVersion(state, now) {
  return Math.max((state?.version ?? 0) + 1, now);
}

// core/evaluation/draft.ts
var NOTHING = /* @__PURE__ */ new Set();
function unchanged(state) {
  return { state, changed: false, transitions: [], gaveWay: NOTHING };
}
var Draft = class {
  subject;
  now;
  /** What is in the outbox already has not been sent, so nothing needs to be told again. */
  hasUnsent;
  #stored;
  /**
   * Whether the clock went back since it was stored: what was stored is then to be saved as it
   * counts now.
   */
  #isMoved;
  #told = [];
  #edits = /* @__PURE__ */ new Map();
  #lastSeq;
  /** `step`: that the clock went back, where that is known. */
  constructor(subject, stored, now, step) {
    this.subject = subject;
    this.now = now;
    this.hasUnsent = stored !== void 0 && stored.outbox.length > 0;
    this.#stored = stored && inPresent(stored, now, step);
    this.#isMoved = this.#stored !== stored;
    this.#lastSeq = stored?.lastSeq ?? 0;
  }
  /** Whether nothing at all is remembered, so that a healthy sample need not look. */
  get isBlank() {
    if (this.#edits.size > 0) return false;
    for (const _ in this.#stored?.series) return false;
    return true;
  }
  /** Whether some entry is so as it was stored: `entries` would copy all of it. */
  someStored(isSo) {
    const series = this.#stored?.series;
    for (const key2 in series) {
      const entry = series[key2];
      if (entry !== void 0 && isSo(entry)) return true;
    }
    return false;
  }
  get(key2) {
    return this.#edits.has(key2) ? this.#edits.get(key2) : this.#known(key2);
  }
  entries() {
    const entries = [];
    for (const key2 of /* @__PURE__ */ new Set([
      ...Object.keys(this.#stored?.series ?? {}),
      ...this.#edits.keys()
    ])) {
      const entry = this.get(key2);
      if (entry !== void 0) entries.push([key2, entry]);
    }
    return entries;
  }
  /** Remembers an entry, unless it turns out that others need the room more. */
  put(key2, entry) {
    this.#edits.set(key2, entry);
  }
  drop(key2) {
    this.#edits.set(key2, void 0);
  }
  /** Makes an entry fire, or tells again that it does. */
  fire(key2, entry, alert, movedFrom) {
    this.put(key2, { ...entry, phase: "firing", alert, assertedAt: this.now });
    const transition = { kind: "firing", alert, seq: this.#nextSeq(), at: this.now };
    this.#told.push({ ...transition, ...movedFrom !== void 0 && { movedFrom } });
  }
  /** Ends an alert where it was, since the config has it elsewhere: it goes on under that group. */
  move(alert, movedTo) {
    const transition = { kind: "resolved", alert, seq: this.#nextSeq(), at: this.now };
    this.#told.push({ ...transition, reason: "rule_changed", movedTo });
  }
  /** Tells that an alert no longer fires. */
  resolve(alert, reason, who) {
    const transition = { kind: "resolved", alert, seq: this.#nextSeq(), at: this.now };
    this.#told.push({ ...transition, reason, ...who && actorOf(who) });
  }
  /** What came of it all; the stored state, unchanged, where nothing did. */
  close(rules) {
    const stored = this.#stored;
    const gaveWay = this.#makeRoom(rules);
    const series = { ...stored?.series };
    const transitions = worstFirst(this.#told);
    let changed = transitions.length > 0 || this.#isMoved;
    for (const [key2, entry] of this.#edits) {
      changed ||= entry !== this.#known(key2);
      if (entry === void 0) delete series[key2];
      else series[key2] = entry;
    }
    const outbox = append(stored?.outbox ?? [], transitions);
    const next2 = { subject: this.subject, series, outbox, lastSeq: this.#lastSeq };
    const due = dueOf(next2, rules, this.now);
    if (!changed && !isToBeDated(stored?.due, due, this.now))
      return { state: stored, changed, transitions, gaveWay };
    const state = { ...next2, due, savedAt: this.now, version: nextVersion(stored, this.now) };
    return { state, changed: true, transitions, gaveWay };
  }
  /**
   * Takes out what there is no room for, however it was come by, and has the technical service
   * told.
   */
  #makeRoom(rules) {
    if (this.#edits.size === 0) return NOTHING;
    const claims = this.entries().flatMap(([key2, entry]) => {
      if (key2 === CROWDING) return [];
      const rule2 = rules.byName.get(entry.rule);
      const severity = entry.alert?.severity ?? rule2?.severity ?? "error";
      return [{ key: key2, entry, severity, stored: this.#known(key2) !== void 0 }];
    });
    const gaveWay = withoutRoom(claims, this.#stored?.outbox ?? []);
    if (gaveWay.size === 0) return gaveWay;
    for (const key2 of gaveWay) this.#giveWay(key2);
    this.#tellCrowding(rules);
    return gaveWay;
  }
  /**
   * What begins to fire and cannot be remembered is not told: it would be told again with each
   * sample, and never end.
   */
  #giveWay(key2) {
    const alert = this.get(key2)?.alert;
    const known3 = this.#known(key2);
    const told = this.#told.findIndex((t) => t.kind === "firing" && t.alert === alert);
    if (told >= 0 && known3?.phase !== "firing") this.#told.splice(told, 1);
    if (known3 === void 0) this.#edits.delete(key2);
    else this.drop(key2);
  }
  #tellCrowding(rules) {
    const known3 = this.get(CROWDING);
    if (!isCrowdingNews(known3, this.now)) return;
    if (known3 !== void 0) this.put(CROWDING, { ...known3, crowdedAt: this.now });
    else {
      const alert = crowdingAlert(rules, this.subject, this.now);
      if (alert !== void 0) this.fire(CROWDING, crowdingEntry(this.now), alert);
    }
  }
  #known(key2) {
    return this.#stored && own(this.#stored.series, key2);
  }
  #nextSeq() {
    this.#lastSeq = Math.max(this.#lastSeq + 1, this.now);
    return this.#lastSeq;
  }
};
function isToBeDated(stored, due, now) {
  return stored !== void 0 && due > now && (stored <= now || due < stored);
}

// core/alert/alert.ts
var UNCONFIRMED = "nothing newer said otherwise";
function saysTheSame(one, other) {
  const sameWords = one.sent === void 0 || one.title === other.title;
  return sameWords && one.severity === other.severity && one.sent?.severity === other.sent?.severity;
}

// core/evaluation/condition.ts
function breaches(condition, value, firing) {
  switch (condition.kind) {
    case "below":
      return value < (firing ? condition.clear : condition.limit);
    case "above":
      return value > (firing ? condition.clear : condition.limit);
    case "outside":
      return firing ? value < condition.clearLow || value > condition.clearHigh : value < condition.low || value > condition.high;
    case "equals":
      return value === condition.value;
    case "absent":
      return false;
  }
}
function limitInWords(condition) {
  switch (condition.kind) {
    case "below":
      return `below ${condition.limit}`;
    case "above":
      return `above ${condition.limit}`;
    case "outside":
      return `outside ${condition.low} to ${condition.high}`;
    case "equals":
      return `equals ${condition.value}`;
    case "absent":
      return `no sample for ${inWords(condition.for)}`;
  }
}
function inWords(duration) {
  if (duration % HOUR === 0) return `${duration / HOUR} h`;
  if (duration % MINUTE === 0) return `${duration / MINUTE} min`;
  return `${duration / SECOND} s`;
}

// core/evaluation/window.ts
var EMPTY_WINDOW = [];
function slide(window, next2, rule2) {
  const of = rule2.window?.of ?? 0;
  if (of === 0) return EMPTY_WINDOW;
  const full = window.length === of && window.every(({ breach }) => breach);
  if (full && next2.breach) return window;
  return worthKeeping([...window, next2].slice(-of));
}
function correct(window, sample, rule2) {
  const counted2 = window.find(({ at: at2 }) => at2 === sample.at);
  if ((counted2?.breach ?? false) === sample.breach) return window;
  const all = [...without(window, sample.at), sample].sort((a, b) => a.at - b.at);
  const last = all.slice(-(rule2.window?.of ?? 0));
  return last.includes(sample) ? worthKeeping(last) : window;
}
function without(window, at2) {
  const left = window.filter((counted2) => counted2.at !== at2);
  return left.length === window.length ? window : worthKeeping(left);
}
function worthKeeping(window) {
  return window.some(({ breach }) => breach) ? window : EMPTY_WINDOW;
}
function windowBreaches(window, rule2) {
  const count2 = window.reduce((sum, { breach }) => sum + Number(breach), 0);
  return rule2.window !== void 0 && count2 >= rule2.window.breaches;
}

// core/evaluation/advance.ts
function advance(stored, rule2, sample, now) {
  const { at: at2 } = sample;
  const entry = stored && datedBack(stored, at2, now);
  if (entry !== void 0 && at2 <= newestKnown(entry)) return OUT_OF_ORDER;
  const breach = breaches(rule2.condition, sample.value, entry?.phase === "firing");
  const known3 = entry?.window ?? EMPTY_WINDOW;
  const window = slide(known3, { at: at2, breach }, rule2);
  const current = entry ?? blankEntry(rule2, sample);
  const holds2 = rule2.window === void 0 ? breach : windowHolds(current, window, rule2);
  const next2 = window === known3 ? current : noteCounted(withWindow(current, window), { breach, value: sample.value }, now);
  const quiet = next2 === (stored ?? current) ? UNCHANGED : { kind: "remember", entry: next2 };
  switch (current.phase) {
    case "healthy":
      return holds2 ? begin(next2, rule2, at2, { at: now, value: toldValue(sample.value) }) : quiet;
    case "pending":
      if (!holds2) return { kind: "remember", entry: healed(next2, at2) };
      return at2 >= (current.since ?? at2) + rule2.for ? fire(next2, rule2, at2) : quiet;
    case "firing":
      return holds2 ? hold(next2, rule2, at2, quiet) : recover(next2, rule2, sample, { now, quiet });
  }
}
function datedBack(entry, at2, now) {
  const present = now + CLOCK_SKEW;
  if (entry.phase === "firing" || newestKnown(entry) <= present || at2 > present) return entry;
  const { since, window } = entry;
  const before = (moment) => Math.min(moment, at2 - 1);
  return {
    ...entry,
    changedAt: before(entry.changedAt),
    ...since !== void 0 && { since: before(since) },
    ...window && { window: window.map((w) => ({ ...w, at: before(w.at) })) }
  };
}
function newestKnown(entry) {
  const { changedAt, window, normal } = entry;
  return Math.max(changedAt, window?.at(-1)?.at ?? 0, normal?.at ?? 0);
}
function windowHolds(entry, window, rule2) {
  const firedInSilence = entry.phase === "firing" && entry.alert?.unconfirmed === true;
  return windowBreaches(window, rule2) || firedInSilence && window.at(-1)?.breach === true;
}
function begin(entry, rule2, at2, heard4) {
  if (rule2.for === 0) return fire({ ...entry, since: at2 }, rule2, at2);
  const pending = { ...entry, phase: "pending", since: at2, changedAt: at2 };
  return { kind: "remember", entry: heard4 === void 0 ? pending : { ...pending, heard: heard4 } };
}
function fire(entry, rule2, at2) {
  return { kind: "fire", entry: firingSince(entry, rule2, at2) };
}
function firingSince(entry, rule2, at2) {
  const firing = { ...entry, phase: "firing", changedAt: at2 };
  return rule2.keepFiringFor > 0 ? { ...firing, lastBreachAt: at2 } : firing;
}
function hold(entry, rule2, at2, quiet) {
  const noted2 = noteBreach(entry, at2);
  if (noted2 !== entry) return { kind: "remember", entry: noted2 };
  const remembered2 = entry.lastBreachAt ?? entry.changedAt;
  return rule2.keepFiringFor > 0 && at2 > remembered2 + rule2.keepFiringFor * COARSENESS ? { kind: "remember", entry: { ...entry, lastBreachAt: at2 } } : quiet;
}
function recover(entry, rule2, { at: at2 }, { now, quiet }) {
  const lastBreach = entry.lastBreachAt ?? entry.changedAt;
  if (at2 >= lastBreach + rule2.keepFiringFor)
    return { kind: "resolve", entry: healed(entry, at2), reason: "recovered" };
  const noted2 = noteNormal(entry, rule2, at2, now);
  return noted2 === entry ? quiet : { kind: "remember", entry: noted2 };
}
function healed(entry, at2) {
  const over3 = [
    "since",
    "lastBreachAt",
    "processHeardAt",
    "alert",
    "assertedAt",
    "heard",
    "normal"
  ];
  const rest3 = omit(entry, ...over3);
  return { ...rest3, phase: "healthy", changedAt: at2 };
}
function withWindow(entry, window) {
  return window.length === 0 ? omit(entry, "window") : { ...entry, window };
}

// core/sample/labels-key.ts
function sortedLabels(labels) {
  const names = Object.keys(labels);
  if (names.length > 1) names.sort((a, b) => a < b ? -1 : 1);
  const list3 = [];
  for (const name of names) list3.push(name, labels[name] ?? "");
  return list3;
}
function labelsKey(labels) {
  for (const _ in labels) return JSON.stringify(sortedLabels(labels));
  return "[]";
}

// core/evaluation/alert-of.ts
function alertOf(rules, rule2, subject, entry, tripped) {
  const { metric, labels } = entry;
  const identity = ["rule", rule2.name, "subject", subject, ...sortedLabels(labels)];
  const series = { fingerprint: fingerprint(identity), subject, metric, labels };
  const measured = {
    ...tripped === void 0 ? {} : { value: toldValue(tripped.value) },
    ...tripped?.unit === void 0 ? {} : { unit: tripped.unit }
  };
  const startsAt = entry.since ?? entry.seenAt ?? entry.changedAt;
  return underRule(rules, rule2, { ...series, ...measured, startsAt });
}
function underRule(rules, rule2, alert) {
  const { service: service2, severity, title } = rule2;
  const named = { ...alert, rule: rule2.name, service: service2, severity, title };
  return {
    ...named,
    groupKey: groupKey(service2, rules.groupBy(service2), named),
    limit: limitInWords(rule2.condition)
  };
}

// core/alert/pattern.ts
import { RE2JS, RE2JSSyntaxException } from "re2js";
var MOST_KEPT = 1e3;
var compiled = /* @__PURE__ */ new Map();
function anchored(pattern2, flags = "") {
  const text = `^(?${flags}:${pattern2})$`;
  let known3 = compiled.get(text);
  if (known3 === void 0) {
    known3 = RE2JS.compile(text);
    if (compiled.size >= MOST_KEPT) compiled.clear();
    compiled.set(text, known3);
  }
  return known3;
}

// core/alert/matcher.ts
function matchesAll(matchers, labels) {
  return matchers.every((matcher) => matches(matcher, labelValue(labels, matcher.name)));
}
function matches(matcher, value) {
  return holds(matcher, value, "");
}
function matchesSeries(matcher, value) {
  return holds(matcher, value, "s");
}
function asksForValue({ op }) {
  return op === "=" || op === "=~";
}
function holds({ op, value: expected }, value, flags) {
  switch (op) {
    case "=":
      return value === expected;
    case "!=":
      return value !== expected;
    case "=~":
      return anchored(expected, flags).test(value);
    case "!~":
      return !anchored(expected, flags).test(value);
  }
}
function labelValue(labels, name) {
  return Object.hasOwn(labels, name) && labels[name] || "";
}

// core/alert/route.ts
function routeOf({ alertRoutes, technicalService: technicalService2 }, alert) {
  const { rule: rule2, subject, labels, sent } = alert;
  if (sent?.source === "wardbell") return technical(technicalService2);
  const { source = "", key: key2 = "", severity = alert.severity } = sent ?? {};
  const known3 = { rule: rule2, subject, severity, source, key: key2, ...labels };
  const route = alertRoutes.find(({ matchers }) => matchesAll(matchers, known3));
  return route ?? technical(technicalService2);
}
function technical(service2) {
  return service2 === void 0 ? void 0 : { matchers: [], to: { service: service2 } };
}

// core/evaluation/rule-index.ts
function indexRules(rules) {
  const label = mostAskedFor(rules);
  const others = [];
  const placed = Map.groupBy(
    rules.map((rule2) => {
      const value = rule2.matchers.find((m) => m.op === "=" && m.name === label)?.value;
      const place = { rule: rule2, value, after: others.length };
      if (value === void 0) others.push(rule2);
      return place;
    }),
    ({ value }) => value
  );
  const byValue = /* @__PURE__ */ new Map();
  for (const [value, asking] of placed)
    if (value !== void 0) byValue.set(value, inOrder(asking, others));
  return { label, byValue, others };
}
function inOrder(asking, others) {
  const all = [...others];
  for (const [i, { rule: rule2, after }] of asking.entries()) all.splice(after + i, 0, rule2);
  return all;
}
function candidatesFor({ label, byValue, others }, series) {
  return byValue.get(labelOf(series, label)) ?? others;
}
function labelOf(series, name) {
  if (name === "subject") return series.subject;
  if (name === "unit") return series.unit ?? "";
  return series.labels[name] ?? "";
}
function mostAskedFor(rules) {
  const counts = /* @__PURE__ */ new Map();
  for (const { matchers } of rules)
    for (const { op, name } of matchers)
      if (op === "=") counts.set(name, (counts.get(name) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? "";
}

// core/evaluation/rule-set.ts
var NONE = [];
var BY_SUBJECT = ["subject"];
var compiled2 = /* @__PURE__ */ new WeakMap();
function compileRules(config) {
  let rules = compiled2.get(config);
  if (rules === void 0) {
    rules = compile(config);
    compiled2.set(config, rules);
  }
  return rules;
}
function compile(config) {
  const byMetric = Map.groupBy(config.rules, ({ metric }) => metric);
  return {
    byName: new Map(config.rules.map((rule2) => [rule2.name, rule2])),
    byMetric: new Map([...byMetric].map(([metric, rules]) => [metric, indexRules(rules)])),
    groupBy: (service2) => config.services[service2]?.groupBy ?? BY_SUBJECT,
    maxAge: config.sampleTimes.maxAge,
    replicaLabels: config.replicaLabels,
    technicalService: config.technicalService,
    namesProcesses: namesProcesses(config),
    routeOf: (alert) => routeOf(config, alert),
    heartbeat: (id, created = false) => {
      const { heartbeats, heartbeatDefaults: defaults } = config;
      const named = own(heartbeats, id);
      return named ?? (created && defaults ? createdHeartbeat(id, defaults) : void 0);
    }
  };
}
function rulesOn(rules, sample) {
  const index = rules.byMetric.get(sample.metric);
  return index === void 0 ? NONE : candidatesFor(index, sample);
}
function concerns(rules, sample) {
  for (const rule2 of rulesOn(rules, sample)) if (ruleMatches(rule2, sample)) return true;
  return false;
}
function ruleMatches(rule2, series) {
  if (rule2.metric !== series.metric) return false;
  for (const matcher of rule2.matchers)
    if (!matchesSeries(matcher, labelOf(series, matcher.name))) return false;
  return true;
}

// core/evaluation/under-route.ts
function underRoute(rules, alert) {
  const route = rules.routeOf(alert);
  if (route === void 0 || !("service" in route.to)) return void 0;
  const { service: service2 } = route.to;
  const { fingerprint: fingerprint2, rule: rule2, subject, title, labels, startsAt, sent } = alert;
  const senders = sent?.severity ?? alert.severity;
  const words = sent && { sent: { ...sent, severity: senders } };
  const said2 = { fingerprint: fingerprint2, rule: rule2, subject, title, labels, startsAt, ...words };
  const severity = route.severity ?? senders;
  const placed = { ...said2, service: service2, severity, metric: "", limit: "" };
  return { ...placed, groupKey: groupKey(service2, rules.groupBy(service2), placed) };
}

// core/evaluation/settle.ts
function settle(draft, rules) {
  for (const [key2, entry] of draft.entries()) {
    const forgotten = forgottenAt(entry);
    if (forgotten !== void 0) {
      if (forgotten <= draft.now) draft.drop(key2);
    } else if (entry.sent !== void 0) settleSent(draft, rules, key2, entry);
    else if (entry.crowdedAt !== void 0)
      settleCrowding(draft, rules, key2, entry, entry.crowdedAt);
    else if (entry.beat !== void 0) settleBeat(draft, rules, key2, entry, entry.beat);
    else settleSeries(draft, rules, key2, entry);
  }
}
function keepTelling(draft, rules, key2, entry, today) {
  const { alert } = entry;
  if (alert === void 0) return;
  const moved3 = today.groupKey !== alert.groupKey;
  if (moved3) draft.move(alert, today.groupKey);
  const changed = moved3 || !saysTheSame(today, alert);
  if (changed || !draft.hasUnsent && entryDue(entry, rules) <= draft.now)
    draft.fire(key2, entry, today, moved3 ? alert.groupKey : void 0);
}
function settleSeries(draft, rules, key2, entry) {
  const rule2 = rules.byName.get(entry.rule);
  if (rule2 === void 0 || !stillReads(rule2, draft.subject, entry)) {
    abandon(draft, key2, entry);
    return;
  }
  if (isGone(draft, rules, rule2, entry)) {
    abandon(draft, key2, entry, "instance_gone");
    return;
  }
  const { alert } = entry;
  if (entry.phase !== "firing") settleWaiting(draft, rules, key2, rule2, entry);
  else if (alert !== void 0 && (silenceDecidesAt(entry, rule2) ?? Infinity) <= draft.now) {
    draft.resolve(alert, "no_further_breach");
    draft.put(key2, healed(entry, entry.normal?.at ?? entry.changedAt));
  } else if (alert !== void 0)
    keepTelling(draft, rules, key2, heard(draft, rule2, entry), underRule(rules, rule2, alert));
}
function settleWaiting(draft, rules, key2, rule2, entry) {
  if (entryDue(entry, rules) > draft.now) return;
  if (rule2.condition.kind === "absent")
    draft.fire(key2, entry, alertOf(rules, rule2, draft.subject, entry));
  else if (forgetAt(entry, rule2, rules.maxAge) <= draft.now) draft.drop(key2);
  else fireInSilence(draft, rules, key2, rule2, entry);
}
function fireInSilence(draft, rules, key2, rule2, entry) {
  const { since: held = entry.window?.at(-1)?.at ?? entry.changedAt, heard: heard4, unit } = entry;
  const since = Math.min(held, draft.now);
  if (!stillBreaches(rule2, heard4)) {
    if (entry.phase === "pending") draft.drop(key2);
    else draft.put(key2, omit(entry, "heard"));
    return;
  }
  const firing = firingSince({ ...entry, since }, rule2, since);
  const alert = alertOf(rules, rule2, draft.subject, firing);
  const measured = heard4?.value === void 0 ? {} : { value: heard4.value, ...unit && { unit } };
  draft.fire(key2, firing, { ...alert, ...measured, unconfirmed: true });
}
function stillBreaches({ condition }, heard4) {
  const { value } = heard4 ?? {};
  return value === void 0 || breaches(condition, toldNumber(value), false);
}
function settleSent(draft, rules, key2, entry) {
  const { alert, sent } = entry;
  const today = alert && underRoute(rules, alert);
  if (alert === void 0 || today === void 0) abandon(draft, key2, entry);
  else if (sent?.endsAt !== void 0 && sent.endsAt <= draft.now) {
    draft.resolve(alert, "not_sent_again");
    if (entry.noted === void 0) draft.put(key2, withEnd(entry, alert, sent.endsAt, draft.now));
    else draft.drop(key2);
  } else keepTelling(draft, rules, key2, entry, today);
}
function withEnd({ lastEnd: lastEnd2 }, { startsAt, sent }, endsAt, now) {
  const by = senderHost(sent ?? {});
  const told = {
    startsAt,
    endsAt,
    moves: 0,
    wasFiring: true,
    ...by !== void 0 && { by }
  };
  const none = { rule: "", metric: "", labels: {}, phase: "healthy" };
  return { ...none, changedAt: now, lastEnd: lastEnd2 ?? told };
}
function settleBeat(draft, rules, key2, entry, beat) {
  const heartbeat = rules.heartbeat(entry.rule, beat.created);
  if (heartbeat === void 0) abandon(draft, key2, entry);
  else if (entry.alert !== void 0)
    keepTelling(draft, rules, key2, entry, alertOfHeartbeat(rules, heartbeat, entry.alert));
  else {
    const startsAt = missingAt(heartbeat, beat);
    const limit = startsAt === overrunAt(heartbeat, beat) ? "a run has not ended in time" : "no success was heard in time";
    if (startsAt <= draft.now)
      draft.fire(key2, entry, alertOfHeartbeat(rules, heartbeat, { limit, startsAt }));
  }
}
function settleCrowding(draft, rules, key2, entry, crowdedAt) {
  const { alert } = entry;
  const today = alert && crowdingAlert(rules, draft.subject, alert.startsAt);
  if (alert === void 0 || today === void 0) abandon(draft, key2, entry);
  else if (draft.now >= crowdingOverAt(crowdedAt)) {
    draft.resolve(alert, "recovered");
    draft.drop(key2);
  } else keepTelling(draft, rules, key2, entry, today);
}
function stillReads(rule2, subject, entry) {
  const sameKind = rule2.condition.kind === "absent" === (entry.seenAt !== void 0);
  return sameKind && ruleMatches(rule2, { ...entry, subject });
}
function abandon(draft, key2, { alert }, reason = "rule_removed") {
  if (alert !== void 0) draft.resolve(alert, reason);
  draft.drop(key2);
}
function isGone(draft, rules, rule2, entry) {
  if (rule2.condition.kind === "absent")
    return !rules.namesProcesses && isOfProcess(draft.subject, entry.labels);
  const { phase, processHeardAt } = entry;
  return phase === "firing" && processHeardAt !== void 0 && goneAt(processHeardAt, rules.maxAge) <= draft.now;
}
function heard(draft, rule2, entry) {
  const isKnown = entry.processHeardAt !== void 0 || rule2.condition.kind === "absent";
  return isKnown || !isOfProcess(draft.subject, entry.labels) ? entry : { ...entry, processHeardAt: draft.now };
}

// core/evaluation/sent-entry.ts
var ENTRY2 = "sent";
var MOST_STRETCH = 5 * MINUTE;
var LEAST = 150 * SECOND;
function fires(draft, rules, { alert: told, saidAt }) {
  const known3 = draft.get(ENTRY2);
  const startsAt = known3?.alert?.startsAt ?? told.startsAt;
  const alert = underRoute(rules, { ...told, startsAt });
  if (alert === void 0) return;
  const { rule: rule2, labels } = alert;
  if (known3?.alert === void 0) {
    const entry2 = { rule: rule2, metric: "", labels, phase: "firing", changedAt: draft.now };
    const sent2 = { ...endOf(told, known3, draft.now), ...said(saidAt), ...saidBy(told, []) };
    draft.fire(ENTRY2, { ...entry2, since: startsAt, sent: sent2 }, alert);
    return;
  }
  const entry = heardFrom(told, known3, heard2(goesOn(known3, told, draft.now), saidAt));
  if (entry !== known3) draft.put(ENTRY2, entry);
  const { title, sent } = known3.alert;
  const words = isNews(known3, alert, saidAt, draft.now) ? {} : { title, ...sent && { sent } };
  keepTelling(draft, rules, ENTRY2, entry, { ...alert, ...words });
}
var NEWS_EVERY = MINUTE;
function isNews({ alert, assertedAt = 0 }, told, saidAt, now) {
  if (saidAt !== void 0 || told.sent?.severity !== alert?.sent?.severity) return true;
  return now >= assertedAt + NEWS_EVERY;
}
function goesOn(known3, { endsAt }, now) {
  const until = known3.sent?.endsAt;
  if (endsAt === void 0)
    return until === void 0 ? undismissed(known3) : { ...known3, sent: {} };
  if (until !== void 0 && Math.max(endsAt, now + LEAST / 2) <= until) return known3;
  const stretch = until === void 0 ? 0 : Math.min((endsAt - now) / 2, MOST_STRETCH);
  return { ...known3, sent: { endsAt: Math.round(Math.max(endsAt + stretch, now + LEAST)) } };
}
function undismissed(known3) {
  if (known3.sent?.dismissed === void 0) return known3;
  return { ...known3, sent: omit(known3.sent, "dismissed") };
}
function endOf({ startsAt, endsAt }, known3, now) {
  if (endsAt === void 0) return {};
  const { lastEnd: lastEnd2 } = known3 ?? {};
  const wentOn = lastEnd2 !== void 0 && startsAt <= lastEnd2.endsAt;
  return { endsAt: wentOn ? Math.max(endsAt, now + RESOLVE_TIMEOUT) : endsAt };
}
function said(saidAt) {
  return saidAt === void 0 ? {} : { saidAt };
}
var MOST_REPLICAS = 16;
function saidBy({ replica }, before) {
  if (replica === void 0 || before.includes(replica)) return withReplicas(before);
  return withReplicas([...before, replica].slice(-MOST_REPLICAS));
}
function withReplicas(replicas) {
  return replicas.length === 0 ? {} : { replicas };
}
function heardFrom(told, known3, entry) {
  const { replicas } = saidBy(told, known3.sent?.replicas ?? []);
  if (replicas === entry.sent?.replicas) return entry;
  return { ...entry, sent: { ...entry.sent, ...replicas && { replicas } } };
}
function withoutTeller(known3, replica) {
  const { replicas = [], ...sent } = known3.sent ?? {};
  const rest3 = replicas.filter((one) => one !== replica);
  if (rest3.length === 0) return void 0;
  return rest3.length === replicas.length ? known3 : { ...known3, sent: { ...sent, replicas: rest3 } };
}
function heard2(entry, saidAt) {
  return saidAt === void 0 ? entry : { ...entry, sent: { ...entry.sent, saidAt } };
}

// core/evaluation/moving-end.ts
var MOVES = 2;
var MOVES_AFTER_FIRING = 3;
function hearEnd(draft, rules, told, end2) {
  const entry = draft.get(ENTRY2);
  const heard4 = withEnd2(entry, told);
  const isNews2 = heard4 !== entry?.lastEnd;
  if (isBehind(heard4) && !isNews2) return "ended";
  if (isBehind(heard4)) {
    const lasts = lifetime(heard4, entry?.lastEnd);
    fires(draft, rules, { kind: "fires", alert: { ...told.alert, endsAt: draft.now + lasts } });
    keep(draft, heard4);
    return "behind";
  }
  end2();
  if (isNews2) keep(draft, heard4);
  return "ended";
}
function afterFiring(draft, before, { sent, endsAt = Infinity }) {
  const entry = draft.get(ENTRY2);
  if (entry === void 0 || before === void 0) return;
  const isRight = before.by === senderHost(sent) && endsAt >= draft.now + LEAST;
  if (!isRight) {
    if (entry.lastEnd !== before) keep(draft, before);
  } else if (entry.lastEnd !== void 0) draft.put(ENTRY2, omit(entry, "lastEnd"));
}
function isBehind({ moves, wasFiring }) {
  return moves >= (wasFiring ? MOVES_AFTER_FIRING : MOVES);
}
function withEnd2(entry, { alert, endedAt: endedAt2 }) {
  const known3 = entry?.lastEnd;
  const by = senderHost(alert.sent);
  const span = { startsAt: alert.startsAt, endsAt: endedAt2, ...by !== void 0 && { by } };
  if (known3 !== void 0 && endedAt2 <= known3.endsAt) return known3;
  if (known3 !== void 0 && (alert.startsAt <= known3.endsAt || isBehind(known3)))
    return { ...omit(known3, "by"), ...span, moves: known3.moves + 1 };
  return { ...span, moves: 0, ...entry?.alert !== void 0 && { wasFiring: true } };
}
function lifetime({ endsAt }, before) {
  const between = endsAt - (before?.endsAt ?? endsAt);
  return Math.min(HOUR, Math.max(RESOLVE_TIMEOUT, 2 * between));
}
function keep(draft, lastEnd2) {
  const entry = draft.get(ENTRY2) ?? { rule: "", metric: "", labels: {}, phase: "healthy" };
  const changedAt = entry.phase === "firing" ? entry.changedAt : draft.now;
  draft.put(ENTRY2, { ...entry, changedAt, lastEnd: lastEnd2 });
}

// core/evaluation/take-sent.ts
function sentItem(fingerprint2) {
  return `${OWN_ITEMS}alert:${fingerprint2}`;
}
function takeSent(stored, item, events, rules, now) {
  const draft = new Draft(item, stored, now);
  const behind = [];
  for (const event of inTurn(events)) {
    if (isOvertaken(draft, event)) continue;
    const ends = () => {
      if (!isEarlier(draft, event) && isLastToEnd(draft, replicaOf(event)))
        end(draft, { reason: "ended_by_sender", saidAt: event.saidAt });
    };
    if (event.kind === "fires" && !isOver(event.alert, now)) {
      const before = draft.get(ENTRY2)?.lastEnd;
      fires(draft, rules, event);
      afterFiring(draft, before, event.alert);
    } else if (isWithAlert(event)) {
      if (hearEnd(draft, rules, event, ends) === "behind") behind.push(endedAt(event));
    } else ends();
  }
  settle(draft, rules);
  return { ...draft.close(rules), ...behind.length > 0 && { behind } };
}
function inTurn(events) {
  const ended2 = new Set(events.filter(({ kind }) => kind === "ended").map(replicaOf));
  if (ended2.size === 0 || ended2.size === events.length) return events;
  const isFirst = (event) => {
    const replica = replicaOf(event);
    return event.kind === "fires" && replica !== void 0 && !ended2.has(replica);
  };
  return [...events.filter(isFirst), ...events.filter((event) => !isFirst(event))];
}
function replicaOf(event) {
  return event.kind === "fires" ? event.alert.replica : event.replica;
}
function isLastToEnd(draft, replica) {
  const known3 = draft.get(ENTRY2);
  if (replica === void 0 || known3?.alert === void 0) return true;
  const rest3 = withoutTeller(known3, replica);
  if (rest3 === void 0) return true;
  if (rest3 !== known3) draft.put(ENTRY2, rest3);
  return false;
}
function endedAt({ alert, endedAt: endsAt }) {
  return { ...alert, endsAt };
}
function isWithAlert(event) {
  return event.kind === "ended" && event.alert !== void 0 && event.endedAt !== void 0;
}
function dismiss(stored, rules, now) {
  const draft = new Draft(stored.subject, stored, now);
  const entry = draft.get(ENTRY2);
  if (entry?.alert !== void 0 && entry.sent?.endsAt === void 0 && !entry.sent?.dismissed)
    draft.put(ENTRY2, { ...entry, sent: { ...entry.sent, dismissed: true } });
  return draft.close(rules);
}
function endByHand(stored, who, rules, now) {
  const draft = new Draft(stored.subject, stored, now);
  const { alert, sent } = draft.get(ENTRY2) ?? {};
  if (alert !== void 0 && sent?.dismissed)
    end(draft, { reason: "ended_by_hand", who, saidAt: sent.saidAt });
  return draft.close(rules);
}
function isOvertaken(draft, { saidAt }) {
  const heard4 = draft.get(ENTRY2)?.sent?.saidAt;
  return saidAt !== void 0 && heard4 !== void 0 && saidAt <= heard4;
}
function isEarlier(draft, event) {
  const endedAt2 = event.kind === "ended" ? event.endedAt : event.alert.endsAt;
  const begun2 = draft.get(ENTRY2)?.changedAt;
  return endedAt2 !== void 0 && begun2 !== void 0 && endedAt2 < begun2;
}
function end(draft, { reason, who, saidAt }) {
  const alert = draft.get(ENTRY2)?.alert;
  if (alert !== void 0) draft.resolve(alert, reason, who);
  if (saidAt !== void 0) draft.put(ENTRY2, over(saidAt, draft.now));
  else if (alert !== void 0) draft.drop(ENTRY2);
}
function over(saidAt, now) {
  const none = { rule: "", metric: "", labels: {}, phase: "healthy" };
  return { ...none, changedAt: now, sent: { saidAt, endedAt: now } };
}

// usecases/transition-message.ts
function transitionMessage(transition) {
  const { alert, kind, seq } = transition;
  return {
    body: { kind: "transition", transition },
    deduplication: `${alert.fingerprint}:${kind}:${seq}`
  };
}

// usecases/acknowledge-sent.ts
function acknowledgeSent({ subjects, incidentQueue }) {
  return async ({ fingerprint: fingerprint2, by }, now) => {
    const item = sentItem(fingerprint2);
    const stored = (await subjects.load([item])).get(item);
    const alert = Object.values(stored?.series ?? {}).find(({ sent }) => sent)?.alert;
    if (stored === void 0 || alert === void 0) return;
    const { groupKey: groupKey2 } = alert;
    await incidentQueue.send([
      // What still waits to be told comes first: an incident that does not know the alert would
      // take no notice.
      ...stored.outbox.map(transitionMessage),
      {
        body: { kind: "acknowledged_by_sender", groupKey: groupKey2, fingerprint: fingerprint2, by },
        deduplication: `${fingerprint2}:acknowledged:${now}`
      }
    ]);
  };
}

// core/time/interval.ts
function intersect(a, b, join2) {
  const joined = [];
  let i = 0;
  let j = 0;
  for (; ; ) {
    const left = a[i];
    const right = b[j];
    if (left === void 0 || right === void 0) return joined;
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from < to) joined.push(join2(left, right, { from, to }));
    if (left.to <= right.to) i++;
    else j++;
  }
}
function paint(base, top) {
  const painted = [...top];
  let passed = 0;
  for (const span of base) {
    let from = span.from;
    while ((top[passed]?.to ?? Infinity) <= from) passed++;
    for (let i = passed; from < span.to; i++) {
      const cover = top[i] ?? { from: span.to, to: span.to };
      const to = Math.min(cover.from, span.to);
      if (from < to) painted.push({ ...span, from, to });
      from = cover.to;
    }
  }
  return painted.sort((a, b) => a.from - b.from);
}
function coalesce(spans, join2) {
  const coalesced = [];
  for (const span of spans) {
    const last = coalesced.at(-1);
    const joined = last !== void 0 && span.from <= last.to ? join2(last, span) : void 0;
    if (joined === void 0) coalesced.push(span);
    else coalesced[coalesced.length - 1] = joined;
  }
  return coalesced;
}

// core/oncall/hours.ts
import { Temporal as Temporal2 } from "temporal-polyfill";

// core/time/wall-clock.ts
import { Temporal } from "temporal-polyfill";
function wallTime(at2, timeZone) {
  return Temporal.Instant.fromEpochMilliseconds(at2).toZonedDateTimeISO(timeZone).toPlainDateTime();
}
function momentOf(wall, timeZone) {
  return wall.toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds;
}

// core/oncall/schedule.ts
var WEEKDAYS2 = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
function olderOverride(a, b) {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

// core/oncall/hours.ts
function openHours(restrictions, timeZone, window) {
  if (restrictions.length === 0) return [window];
  const hours = daysAround(window, timeZone).flatMap(
    (day) => restrictions.filter((restriction) => appliesOn(restriction, day)).map((restriction) => ({
      from: momentOf(at(day, restriction.from), timeZone),
      to: momentOf(endOf2(restriction, day), timeZone)
    }))
  );
  const sorted = hours.filter((span) => span.from < span.to).sort((a, b) => a.from - b.from);
  const union = coalesce(sorted, (a, b) => ({ from: a.from, to: Math.max(a.to, b.to) }));
  return intersect(union, [window], (_, __, common) => common);
}
function daysAround(window, timeZone) {
  const dayOf2 = (moment) => wallTime(moment, timeZone).toPlainDate();
  const first = dayOf2(window.from - 2 * DAY);
  const count2 = first.until(dayOf2(window.to + DAY)).days;
  return Array.from({ length: count2 + 1 }, (_, days) => first.add({ days }));
}
function appliesOn(restriction, day) {
  const weekday = WEEKDAYS2[day.dayOfWeek - 1];
  return restriction.days.length === 0 || restriction.days.some((named) => named === weekday);
}
function endOf2({ from, to }, day) {
  const nextDay = day.add({ days: 1 });
  if (to === "24:00") return at(nextDay, "00:00");
  return at(to <= from ? nextDay : day, to);
}
function at(day, time) {
  return day.toPlainDateTime(Temporal2.PlainTime.from(time));
}

// core/oncall/turns.ts
import { Temporal as Temporal3 } from "temporal-polyfill";
function turns(layer, timeZone, window) {
  const start = Temporal3.PlainDateTime.from(layer.start);
  const hours = "days" in layer.shift ? layer.shift.days * 24 : layer.shift.hours;
  const found = [];
  let to = window.to;
  for (let n = lastTurn(layer, start, hours, timeZone, window); n >= 0; n--) {
    const from = momentOf(start.add({ hours: n * hours }), timeZone);
    const person2 = layer.people[n % layer.people.length];
    if (from >= to || person2 === void 0) continue;
    found.push({ from: Math.max(from, window.from), to, person: person2 });
    if (from <= window.from) break;
    to = from;
  }
  return found.reverse();
}
function lastTurn(layer, start, hours, timeZone, window) {
  if (new Set(layer.people).size <= 1) return 0;
  const end2 = wallTime(window.to + DAY, timeZone);
  return Math.floor(end2.since(start, { largestUnit: "hours" }).total("hours") / hours);
}

// core/oncall/coverage.ts
function holders(schedule, overrides, window) {
  if (window.from >= window.to) return [];
  const nobody = [{ ...window, by: "nobody" }];
  const coats = [
    ...schedule.layers.map((layer) => layerCoat(layer, schedule.timeZone, window)),
    ...overrideCoats(schedule.id, overrides, window)
  ];
  return coats.reduce(paint, nobody);
}
function layerCoat(layer, timeZone, window) {
  return intersect(
    turns(layer, timeZone, window),
    openHours(layer.restrictions, timeZone, window),
    ({ person: person2 }, _, common) => ({ ...common, by: "layer", person: person2, layer: layer.name })
  );
}
function overrideCoats(schedule, overrides, window) {
  return overrides.filter((override) => override.schedule === schedule).sort(olderOverride).map(
    (override) => intersect([override], [window], ({ person: person2, id }, _, common) => ({
      ...common,
      by: "override",
      person: person2,
      override: id
    }))
  );
}

// core/oncall/on-call.ts
var LOOK_AHEAD = 400 * DAY;
function onCall(schedule, overrides, at2) {
  let ahead2 = 2 * DAY;
  for (; ; ) {
    const [now, ...later] = holders(schedule, overrides, { from: at2, to: at2 + ahead2 });
    const change2 = later.find((held) => held.person !== now?.person);
    if (change2 !== void 0 || ahead2 === LOOK_AHEAD)
      return { ...holderOf(now), until: change2?.from ?? at2 + ahead2 };
    ahead2 = Math.min(8 * ahead2, LOOK_AHEAD);
  }
}
function holderOf(held) {
  switch (held?.by) {
    case "override":
      return { by: "override", person: held.person, override: held.override };
    case "layer":
      return { by: "layer", person: held.person, layer: held.layer };
    default:
      return { by: "nobody" };
  }
}

// core/time/zone-label.ts
var ABBREVIATIONS = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: HOUR,
  CET: HOUR,
  CEST: 2 * HOUR,
  EET: 2 * HOUR,
  EEST: 3 * HOUR
};
var formats2 = /* @__PURE__ */ new Map();
function zoneLabel(at2, timeZone) {
  const offset = offsetAt(at2, timeZone);
  const name = abbreviation(at2, timeZone);
  if (ABBREVIATIONS[name] === offset) return name;
  const minutes = Math.abs(offset) / MINUTE;
  const rest3 = minutes % 60 === 0 ? "" : `:${String(minutes % 60).padStart(2, "0")}`;
  return `UTC${offset < 0 ? "-" : "+"}${Math.floor(minutes / 60)}${rest3}`;
}
function abbreviation(at2, timeZone) {
  let format = formats2.get(timeZone);
  if (format === void 0) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" });
    formats2.set(timeZone, format);
  }
  return format.formatToParts(at2).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

// core/time/zoned-time.ts
function zonedTime(at2, timeZone) {
  return `${clockTime(at2, timeZone)} ${zoneLabel(at2, timeZone)}`;
}

// core/escalation/reach.ts
function usableRules(person2, severity) {
  return person2.notify.filter(
    (rule2) => person2.channels.includes(rule2.channel) && rule2.severities.includes(severity)
  );
}
function whyUnreachable(config, id, severity) {
  const person2 = own(config.people, id);
  if (person2 === void 0) return `${id} is not among the people of the config`;
  if (person2.channels.length === 0) return `${person2.name} has no contact method`;
  const about = severity === void 0 ? SEVERITIES : [severity];
  if (about.some((one) => usableRules(person2, one).length > 0)) return void 0;
  return `${person2.name} has no notification rule ${severity === void 0 ? "that can be used" : "for this severity"}`;
}
function whyUndeliverable({ responder, channel }, { people: people2 }) {
  const person2 = own(people2, responder);
  if (person2 === void 0) return `${responder} has left the config`;
  if (person2.channels.includes(channel)) return void 0;
  return `${person2.name} has no ${channel === "sms" ? "phone" : "mailbox"} in the config any more`;
}

// core/escalation/duty.ts
function dutyOf(schedule, overrides, config, { at: at2, severity }) {
  const mine = overrides.filter((override) => override.schedule === schedule.id);
  const judged = mine.map((override) => ({
    override,
    reason: whyUnreachable(config, override.person, severity)
  }));
  const standing = judged.flatMap(({ override, reason }) => reason ? [] : [override]);
  const found = onCall(schedule, standing, at2);
  const holder = standing.find(({ id }) => found.by === "override" && found.override === id);
  const passedOver = judged.flatMap(({ override, reason }) => {
    const isInForce = override.from <= at2 && at2 < override.to;
    const isOnTop = holder === void 0 || olderOverride(holder, override) < 0;
    return reason !== void 0 && isInForce && isOnTop ? [{ override, reason }] : [];
  });
  return { onCall: found, passedOver };
}

// core/escalation/targets.ts
function respondersOf(targets, config, overrides, severity, at2) {
  const responders = /* @__PURE__ */ new Set();
  const empty = [];
  const passedOver = [];
  for (const target of targets) {
    const found = personOf(target, config, overrides, { at: at2, severity });
    const resolved2 = reachable(found, config, severity);
    passedOver.push(...found.passedOver ?? []);
    if (resolved2.kind === "person") responders.add(resolved2.id);
    else empty.push({ target, reason: resolved2.reason });
  }
  return { responders: [...responders], empty, passedOver };
}
function passesOver({ override: { schedule, person: person2 }, reason }) {
  return `passes over the override of ${person2} in schedule ${schedule}: ${reason}`;
}
function reachable(resolved2, config, severity) {
  if (resolved2.kind === "nobody") return resolved2;
  const reason = whyUnreachable(config, resolved2.id, severity);
  return reason === void 0 ? resolved2 : { kind: "nobody", reason };
}
function personOf(target, config, overrides, { at: at2, severity }) {
  if (target.kind === "person") return target;
  const schedule = Object.hasOwn(config.schedules, target.id) ? config.schedules[target.id] : void 0;
  if (schedule === void 0)
    return { kind: "nobody", reason: `schedule ${target.id} is not in the config` };
  const { onCall: onCall2, passedOver } = dutyOf(schedule, overrides, config, { at: at2, severity });
  const { person: person2, until } = onCall2;
  if (person2 !== void 0) return { kind: "person", id: person2, passedOver };
  const when = until < at2 + LOOK_AHEAD ? `until ${zonedTime(until, schedule.timeZone)}` : "in the coming 400 days";
  const reason = `nobody is on call in schedule ${target.id} ${when}`;
  return { kind: "nobody", reason, passedOver };
}

// core/time/duration.ts
var DURATION_PATTERN = String.raw`^(?=\d)(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?$`;
var pattern = new RegExp(DURATION_PATTERN);
var UNITS2 = [7 * DAY, DAY, HOUR, MINUTE, SECOND];
function formatDuration(duration) {
  let rest3 = duration;
  let text = "";
  for (const [unit, letter2] of [
    [DAY, "d"],
    [HOUR, "h"],
    [MINUTE, "m"],
    [SECOND, "s"]
  ]) {
    const count2 = Math.floor(rest3 / unit);
    if (count2 > 0) text += `${count2}${letter2}`;
    rest3 -= count2 * unit;
  }
  return text === "" ? "0s" : text;
}

// core/suppression/silence.ts
function silenceStatus({ startsAt, endsAt }, now) {
  if (endsAt <= now) return "expired";
  return now < startsAt ? "pending" : "active";
}
function ourLabels({ rule: rule2, service: service2, subject, metric, severity }) {
  return { alertname: rule2, rule: rule2, service: service2, subject, metric, severity };
}
function finds(matchers, alert) {
  const ours = ourLabels(alert);
  const { labels } = alert;
  return matchers.every((matcher) => {
    const { name } = matcher;
    const [our, own2] = [own(ours, name), own(labels, name)];
    const values = our === void 0 || own2 === void 0 ? [our ?? own2 ?? ""] : [our, own2];
    const holds2 = (value) => matches(matcher, value);
    return asksForValue(matcher) ? values.some(holds2) : values.every(holds2);
  });
}
function silencesOver(alert, silences, now) {
  return silences.filter((s) => silenceStatus(s, now) === "active" && finds(s.matchers, alert)).sort((a, b) => b.endsAt - a.endsAt);
}
function silencedBy(alert, silences, now) {
  return silencesOver(alert, silences, now)[0];
}

// core/incident/alerts.ts
function alertsOf(incident) {
  return Object.values(incident.alerts).filter((known3) => !isEarlier2(known3, incident));
}
function isEarlier2({ status, earlier: earlier2, resolvedAt = Number.POSITIVE_INFINITY }, { openedAt }) {
  return status === "resolved" && (earlier2 === true || resolvedAt < openedAt);
}
function firingAlerts(incident) {
  return Object.values(incident.alerts).filter((a) => a.status === "firing");
}
function audibleAlerts(incident, quiet) {
  const silenced = silencesOn(incident, quiet);
  return firingAlerts(incident).filter(({ alert }) => !silenced.has(alert.fingerprint));
}
function severityOf(incident, quiet) {
  const audible = audibleAlerts(incident, quiet);
  return audible.length === 0 ? firingSeverity(incident) : worstSeverity(audible.map((a) => a.alert.severity));
}
function firingSeverity(incident) {
  const firing = firingAlerts(incident);
  return firing.length === 0 ? incident.severity : worstSeverity(firing.map((a) => a.alert.severity));
}
function coveringSilence(incident, quiet) {
  const silences = [...silencesOn(incident, quiet).values()];
  if (silences.length < firingAlerts(incident).length) return void 0;
  const first = silences.reduce(
    (soonest, s) => soonest === void 0 || s.endsAt < soonest.endsAt ? s : soonest,
    void 0
  );
  if (first === void 0) return void 0;
  const { id: by, endsAt: until, comment } = first;
  return { by, until, author: authorInWords(first), ...comment !== "" && { comment } };
}
function nextHeard(incident, quiet) {
  const ends = [...silencesOn(incident, quiet).values()].map((s) => s.endsAt);
  return ends.length === 0 ? void 0 : Math.min(...ends);
}
function unacknowledgedAlerts(incident) {
  const acknowledgement = incident.acknowledgement;
  if (acknowledgement === void 0) return firingAlerts(incident);
  const covered = new Set(acknowledgement.alerts);
  return firingAlerts(incident).filter(
    ({ alert }) => !covered.has(alert.fingerprint) || compareSeverity(alert.severity, acknowledgement.severity) < 0
  );
}
function silencesOn(incident, { silences, now }) {
  const active = silences.filter((s) => s.startsAt <= now && now < s.endsAt);
  const found = /* @__PURE__ */ new Map();
  if (active.length === 0) return found;
  for (const { alert } of firingAlerts(incident)) {
    if (alert.service === CANARY.id) continue;
    const silence = silencedBy(alert, active, now);
    if (silence !== void 0) found.set(alert.fingerprint, silence);
  }
  return found;
}

// core/alert/end-words.ts
var RECOVERIES = /* @__PURE__ */ new Set([
  "recovered",
  "reporting_again",
  "ended_by_sender",
  "no_further_breach"
]);
function isRecovery(reason) {
  return reason === void 0 || RECOVERIES.has(reason);
}
function endInWords(reason) {
  return reason === "instance_gone" ? "its process is gone, and whether it recovered is not known" : reason.replaceAll("_", " ");
}

// core/incident/context.ts
function noted(incident, at2, kind, text, { by, key: key2, comment } = {}) {
  const who = by === void 0 ? {} : actorOf({ by, key: key2 });
  const entry = { at: at2, kind, text, ...who, ...comment && { comment } };
  return { ...incident, timeline: [...incident.timeline, entry] };
}
function nameOf(config, person2) {
  return own(config.people, person2)?.name ?? person2;
}
function whoDid(config, who) {
  return actorInWords(who, nameOf(config, who.by));
}

// core/incident/answered.ts
function toldResolved(incident, action, config) {
  const { resolvedBy, resolvedAt = incident.openedAt } = incident;
  const at2 = zonedTime(resolvedAt, config.timeZone);
  return action.kind === "resolve" && resolvedBy === action.by ? {
    kind: "already",
    text: `You resolved it at ${at2}${byOtherWay(incident.resolvedByKey, action)}.`
  } : { kind: "refused", text: `It was resolved at ${at2}${howResolved(incident, config)}.` };
}
function toldTaken(taken, who, config) {
  const at2 = zonedTime(taken.at, config.timeZone);
  const { kind, until } = taken;
  const holds2 = until === void 0 ? "" : ` It is quiet until ${zonedTime(until, config.timeZone)}.`;
  if (!isSamePerson(taken, who))
    return {
      kind: "refused",
      text: `It was ${kind} at ${at2} by ${whoDid(config, taken)}.${holds2}`
    };
  const how = byOtherWay(taken.key, who);
  return { kind: "already", text: `You ${kind} it at ${at2}${how}.${holds2}` };
}
function howResolved(incident, config) {
  const { resolvedBy: by, resolvedByKey: key2 } = incident;
  if (by !== void 0) return ` by ${whoDid(config, { by, key: key2 })}`;
  const reasons = alertsOf(incident).flatMap(
    ({ resolveReason: reason }) => reason === void 0 ? [] : [endInWords(reason)]
  );
  const why = reasons.length === 0 ? "" : ` (${[...new Set(reasons)].join(", ")})`;
  return `: all its alerts had ended${why}`;
}
function byOtherWay(key2, now) {
  if (key2 === now.key) return "";
  return key2 === void 0 ? ", through a link" : `, by key ${oneLine(key2)}`;
}

// core/incident/bounds.ts
var NEWEST_ENTRIES = 200;
var OLDER_BY_PEOPLE = 100;
var MOST_TEXT = 4e4;
var NEWEST_PAGES = 300;
function withinBounds2(incident) {
  const pages = keptPages(incident);
  const [opening, ...later] = incident.timeline.filter((entry) => entry.kind !== "left_out");
  const entries = keptEntries(later);
  const left = {
    entries: (incident.leftOut?.entries ?? 0) + later.length - entries.length,
    pages: (incident.leftOut?.pages ?? 0) + incident.pages.length - pages.length
  };
  if (opening === void 0 || left.entries + left.pages === 0) return incident;
  const text = `to save room, ${left.entries} entries and ${left.pages} pages are left out here`;
  const gap = { at: opening.at, kind: "left_out", text };
  return { ...incident, pages, timeline: [opening, gap, ...entries], leftOut: left };
}
function keptEntries(entries) {
  let text = MOST_TEXT;
  let newest = NEWEST_ENTRIES;
  let byPeople = OLDER_BY_PEOPLE;
  const kept = entries.toReversed().filter((entry) => {
    text -= bytesOf(entry.text) + bytesOf(entry.comment ?? "");
    if (text < 0) return false;
    return newest-- > 0 || entry.by !== void 0 && byPeople-- > 0;
  });
  return kept.toReversed();
}
function keptPages({ pages, escalation }) {
  if (pages.length <= NEWEST_PAGES) return pages;
  const newest = new Map(pages.map((page) => [`${page.responder} ${page.channel}`, page]));
  return pages.filter(
    (page, index) => index >= pages.length - NEWEST_PAGES || page.run === escalation.run || page.status === "planned" || page.status === "handed_over" || newest.get(`${page.responder} ${page.channel}`) === page
  );
}

// core/incident/incident.ts
function takenBy({ status, acknowledgement }) {
  return status === "acknowledged" ? acknowledgement : void 0;
}
function isPaging({ status, silenced }) {
  return status === "triggered" && silenced === void 0;
}
function incidentId(groupHash2, episode) {
  return `${groupHash2}-${episode}`;
}
function parseIncidentId(id) {
  const match = /^([0-9a-f]{16})-([1-9]\d{0,9})$/.exec(id);
  return match?.[1] && match[2] ? { groupHash: match[1], episode: Number(match[2]) } : void 0;
}

// core/incident/distress.ts
var ASSERT_EVERY2 = 15 * MINUTE;
var DISTRESS_RULE = "wardbell-no-answer";
var CROWDED = "cannot hold more alerts";
function followDistress(incident, { now, config }) {
  const { distress } = incident;
  if (incident.undo !== void 0) return incident;
  const service2 = technicalService(incident, config);
  const reason = service2 && reasonOf(incident);
  const seq = Math.max((distress?.seq ?? 0) + 1, now);
  const goesOn3 = distress !== void 0 && !distress.over;
  if (service2 === void 0 || reason === void 0)
    return goesOn3 ? { ...incident, distress: { ...omit(distress, "toldAt"), over: true, seq } } : incident;
  if (!goesOn3) {
    const alert = alertOf2(incident, reason, service2, config, now);
    return { ...incident, distress: { reason, alert, over: false, seq } };
  }
  return distress.toldAt !== void 0 && now >= distress.toldAt + ASSERT_EVERY2 ? { ...incident, distress: { ...omit(distress, "toldAt"), seq } } : incident;
}
function distressTransition({ distress }, at2) {
  if (distress === void 0 || distress.toldAt !== void 0) return void 0;
  const { alert, seq } = distress;
  return distress.over ? { kind: "resolved", alert, seq, at: at2, reason: "recovered" } : { kind: "firing", alert, seq, at: at2 };
}
function distressTold(incident, told, now) {
  const { distress } = incident;
  return distress?.seq === told && distress.toldAt === void 0 ? { ...incident, distress: { ...distress, toldAt: now } } : incident;
}
function technicalService({ service: service2 }, config) {
  const id = config.technicalService;
  if (id === void 0 || id === service2 || service2 === CANARY.id) return void 0;
  return own(config.services, id);
}
function reasonOf(incident) {
  const { distress, escalation } = incident;
  if (incident.status === "resolved") return void 0;
  if (incident.crowded !== void 0) return CROWDED;
  if (!isPaging(incident) || escalation.phase === "unpaged") return void 0;
  if (escalation.phase === "exhausted") return "nobody answers";
  if (escalation.phase === "nobody") return "reaches nobody";
  return distress === void 0 || distress.over || distress.reason === CROWDED ? void 0 : distress.reason;
}
function alertOf2(incident, reason, technical2, { services }, now) {
  const about = {
    rule: DISTRESS_RULE,
    subject: own(services, incident.service)?.name ?? incident.service,
    metric: "wardbell_no_answer",
    labels: { incident: incident.id },
    severity: "critical"
  };
  return {
    ...about,
    fingerprint: fingerprint([DISTRESS_RULE, incident.id]),
    service: technical2.id,
    groupKey: groupKey(technical2.id, technical2.groupBy, about),
    title: `Paging ${reason}`,
    limit: reason,
    startsAt: now
  };
}

// core/escalation/run.ts
function stopsOf(policy2) {
  const steps = policy2.steps.map(
    (step, index) => ({
      kind: "step",
      name: `step ${index + 1}`,
      ...step
    })
  );
  const again = policy2.repeatFrom === "last" ? steps.slice(-1) : steps;
  const repeats = Array.from(
    { length: policy2.repeat },
    (_, round) => again.map((stop) => ({
      ...stop,
      name: `${stop.name} again (${round + 1} of ${policy2.repeat})`
    }))
  ).flat();
  const fallback = {
    kind: "fallback",
    name: "the fallback",
    targets: policy2.fallback,
    delay: steps.at(-1)?.delay ?? 0
  };
  return [...steps, ...repeats, ...policy2.fallback.length > 0 ? [fallback] : []];
}

// core/incident/plan-pages.ts
function planPages(incident, responders, context, reason) {
  const { now, config } = context;
  const { run, position } = incident.escalation;
  const pages = responders.flatMap((responder) => {
    const person2 = own(config.people, responder);
    const wanted = person2 === void 0 ? [] : usableRules(person2, incident.severity);
    return earliestPerChannel(wanted).map(
      ({ channel, delay }) => ({
        id: [incident.id, run, position, responder, channel].join("."),
        responder,
        channel,
        reason,
        at: now + delay,
        run,
        position,
        status: "planned"
      })
    );
  });
  const names = responders.map((responder) => nameOf(config, responder)).join(", ");
  const declined = incident.escalation.declined.filter((person2) => !responders.includes(person2));
  const planned = {
    ...incident,
    pages: [...incident.pages, ...pages],
    escalation: { ...incident.escalation, declined }
  };
  return noted(planned, now, "page", `paging ${names} (${reason.replaceAll("_", " ")})`);
}
function withdrawPlanned(incident, detail) {
  if (!incident.pages.some((page) => page.status === "planned")) return incident;
  const pages = incident.pages.map(
    (page) => page.status === "planned" ? { ...page, status: "withdrawn", detail } : page
  );
  return { ...incident, pages };
}
function earliestPerChannel(rules) {
  const byChannel = /* @__PURE__ */ new Map();
  for (const rule2 of rules) {
    const known3 = byChannel.get(rule2.channel);
    if (known3 === void 0 || rule2.delay < known3.delay) byChannel.set(rule2.channel, rule2);
  }
  return [...byChannel.values()];
}

// core/incident/escalate.ts
var EXHAUSTED_REST = HOUR;
var NOBODY_RETRY = MINUTE;
var UNDELIVERED_RETRY = 5 * MINUTE;
function policyOf(incident, config) {
  const technical2 = config.technicalService;
  const service2 = own(config.services, incident.service) ?? (technical2 === void 0 ? void 0 : own(config.services, technical2));
  if (service2 === void 0) return "unknown";
  const id = service2.policies[incident.severity];
  return id === null ? "unpaged" : own(config.policies, id) ?? "unknown";
}
function startEscalation(incident, context, reason, { about, declined = [] } = {}) {
  const escalation = {
    phase: "steps",
    run: incident.escalation.run + 1,
    position: -1,
    reason,
    worst: incident.severity,
    declined,
    ...about === void 0 ? {} : { about }
  };
  const begun2 = withdrawPlanned({ ...incident, escalation }, "the escalation began anew");
  return takeNextStop(begun2, context, reason, declined);
}
function takeNextStop(incident, context, reason, declined = []) {
  const { now, config, overrides } = context;
  const policy2 = policyOf(incident, config);
  if (policy2 === "unpaged") return rest2(incident);
  let current = policy2 === "unknown" ? incident : byPolicy(incident, policy2.id);
  let refused = false;
  const stops = policy2 === "unknown" ? [] : stopsOf(policy2);
  const source = policy2 === "unknown" ? "" : ` of policy ${policy2.id}`;
  for (let position = current.escalation.position + 1; position < stops.length; position++) {
    const stop = stops[position];
    if (stop === void 0) break;
    const found = respondersOf(stop.targets, config, overrides, current.severity, now);
    for (const passed of found.passedOver)
      current = noted(current, now, "escalation", `${stop.name} ${passesOver(passed)}`);
    for (const { reason: why2 } of found.empty)
      current = noted(current, now, "escalation", `${stop.name} passes over a target: ${why2}`);
    const responders = found.responders.filter((person2) => !declined.includes(person2));
    refused ||= responders.length < found.responders.length;
    if (responders.length === 0) continue;
    const phase = stop.kind === "fallback" ? "fallback" : "steps";
    const escalation = {
      ...current.escalation,
      phase,
      position,
      nextAt: now + stop.delay
    };
    current = noted({ ...current, escalation }, now, "escalation", `${stop.name}${source}`);
    const why = phase === "fallback" && reason === "escalation_step" ? "fallback" : reason;
    return planPages(current, responders, context, why);
  }
  return endOfStops(current, context, refused);
}
function byPolicy(incident, policy2) {
  if (incident.escalation.policy === policy2) return incident;
  return { ...incident, escalation: { ...incident.escalation, policy: policy2 } };
}
function handOn(incident, context, reason, declined = []) {
  const onward = isAtEnd(incident) ? incident : takeNextStop(incident, context, reason, declined);
  return isAtEnd(onward) ? startEscalation(incident, context, reason, { declined }) : onward;
}
function isAtEnd({ escalation: { phase } }) {
  return phase === "exhausted" || phase === "nobody" || phase === "waiting";
}
function assign(incident, responders, context) {
  const policy2 = policyOf(incident, context.config);
  const delay = (typeof policy2 === "object" ? policy2.steps[0]?.delay : void 0) ?? 5 * MINUTE;
  const escalation = {
    phase: "assigned",
    run: incident.escalation.run + 1,
    position: -1,
    reason: "reassigned",
    worst: incident.severity,
    nextAt: context.now + delay,
    declined: []
  };
  const assigned = withdrawPlanned({ ...incident, escalation }, "reassigned");
  return planPages(assigned, responders, context, "reassigned");
}
function continueEscalation(incident, context) {
  const { escalation } = incident;
  if (escalation.phase === "unpaged" && policyOf(incident, context.config) !== "unpaged")
    return startEscalation(incident, context, "escalation_step");
  if (isStranded(incident, context)) return leaveOldPolicy(incident, context);
  if (escalation.nextAt === void 0 || context.now < escalation.nextAt) return incident;
  switch (escalation.phase) {
    case "waiting":
    case "assigned":
    case "exhausted":
      return startEscalation(incident, context, "escalation_step");
    case "nobody":
      return retryReaching(incident, context);
    case "steps":
    case "fallback":
      return hasChangedPolicy(incident, context) ? leaveOldPolicy(incident, context) : takeNextStop(incident, context, "escalation_step");
    case "unpaged":
      return incident;
  }
}
function isStranded(incident, { config }) {
  const { policy: policy2, phase } = incident.escalation;
  const policies = own(config.services, incident.service)?.policies ?? {};
  const isGone2 = policy2 !== void 0 && !Object.values(policies).includes(policy2);
  const pages = phase === "steps" || phase === "fallback" || phase === "exhausted";
  return pages && isGone2 && hasChangedPolicy(incident, { config });
}
function hasChangedPolicy(incident, { config }) {
  const { policy: policy2 } = incident.escalation;
  const now = policyOf(incident, config);
  return policy2 !== void 0 && typeof now === "object" && now.id !== policy2;
}
function leaveOldPolicy(incident, context) {
  const text = `policy ${incident.escalation.policy} counts for it no more`;
  const told = noted(incident, context.now, "escalation", text);
  return startEscalation(told, context, "escalation_step");
}
function rest2(incident) {
  const escalation = { ...omit(incident.escalation, "nextAt"), phase: "unpaged" };
  return withdrawPlanned({ ...incident, escalation }, "nobody is paged for this severity");
}
function endOfStops(incident, { now, config }, declined = false) {
  const [phase, wait2, text] = mayHaveArrived(incident, config) ? ["exhausted", EXHAUSTED_REST, "the escalation is exhausted: nobody answered"] : declined ? ["exhausted", EXHAUSTED_REST, "the escalation is exhausted: all have declined"] : hasPaged(incident) ? ["nobody", UNDELIVERED_RETRY, "no page of the escalation could be delivered"] : ["nobody", NOBODY_RETRY, "the escalation reaches nobody at this hour"];
  const escalation = { ...incident.escalation, phase, nextAt: now + wait2 };
  return noted({ ...incident, escalation }, now, "escalation", text);
}
function hasPaged({ pages, escalation }) {
  return pages.some((page) => page.run === escalation.run);
}
function mayHaveArrived({ pages, escalation }, config) {
  return pages.some(
    ({ run, status, responder }) => run === escalation.run && (status === "sent" || status === "handed_over" || status === "planned") && own(config.people, responder) !== void 0
  );
}
function retryReaching(incident, context) {
  const started = startEscalation(incident, context, "escalation_step");
  if (started.escalation.phase !== "nobody") return started;
  const nextAt = context.now + NOBODY_RETRY;
  return { ...incident, escalation: { ...incident.escalation, nextAt } };
}

// core/incident/flapping.ts
var ENDS_BY_ITSELF = /* @__PURE__ */ new Set([
  "recovered",
  "no_further_breach",
  "reporting_again",
  "ended_by_sender",
  "not_sent_again"
]);
function flappingBound(config, service2) {
  return own(config.services, service2)?.flapping ?? void 0;
}
function endsByItself(reason) {
  return reason !== void 0 && ENDS_BY_ITSELF.has(reason);
}
function comesBack(known3, { now, config }) {
  if (known3?.resolvedAt === void 0 || !endsByItself(known3.resolveReason)) return false;
  const bound = flappingBound(config, known3.alert.service);
  return bound !== void 0 && now < known3.resolvedAt + bound.quiet;
}
function begun(known3, { alert, seq }, given) {
  const fresh = { alert, seq, status: "firing" };
  const bound = flappingBound(given.config, alert.service);
  if (bound === void 0 || known3 === void 0) return fresh;
  const flapped = known3.flapping;
  if (flapped !== void 0 && (known3.status === "firing" || comesBack(known3, given)))
    return { ...fresh, flapping: { ...flapped, returns: flapped.returns + 1 } };
  if (!comesBack(known3, given)) return fresh;
  const recent = (known3.returns ?? []).filter((at2) => at2 > given.now - bound.within);
  const returns = [...recent, given.now];
  return returns.length < bound.times ? { ...fresh, returns } : { ...fresh, flapping: { since: returns[0] ?? given.now, returns: returns.length } };
}
function reopened(previous, { now, config }) {
  if (previous === void 0 || previous.resolvedBy !== void 0) return {};
  const bound = flappingBound(config, previous.service);
  if (bound === void 0 || now >= lastEnd(previous) + bound.quiet) return {};
  const recent = (previous.reopenings ?? []).filter((at2) => at2 > now - bound.within);
  const reopenings = [...recent, now];
  return reopenings.length < bound.times ? { reopenings } : { flapping: { since: reopenings[0] ?? now, returns: reopenings.length } };
}
function flaps(incident) {
  return incident.status !== "resolved" && flappings(incident).length > 0;
}
function flappings({ alerts, flapping }) {
  const each = Object.values(alerts).flatMap(
    (a) => a.status === "firing" ? a.flapping ?? [] : []
  );
  return each.length > 0 ? each : flapping === void 0 ? [] : [flapping];
}
function quietAt({ alert, flapping }, config) {
  if (flapping?.ended === void 0) return void 0;
  return flapping.ended.at + quietOf(alert.service, config);
}
function overAt(incident, config) {
  if (incident.flapping === void 0 || firingAlerts(incident).length > 0) return void 0;
  return lastEnd(incident) + quietOf(incident.service, config);
}
function quietOf(service2, config) {
  return flappingBound(config, service2)?.quiet ?? 0;
}
function lastEnd(incident) {
  const ends = alertsOf(incident).map(({ resolvedAt = 0 }) => resolvedAt);
  return ends.reduce((last, at2) => Math.max(last, at2), 0);
}
function heldAlerts({ alerts }) {
  return Object.values(alerts).filter(({ flapping }) => flapping?.ended !== void 0);
}
function boundInWords({ times, within, quiet }) {
  const often = `came back ${times} times within ${formatDuration(within)}`;
  return `${often}, and is not over before it has been quiet for ${formatDuration(quiet)}`;
}
function returnsInWords(returns) {
  return `came back ${returns} times`;
}

// core/incident/moved.ts
var MOST = 10;
var MOST_BYTES = 4e3;
function linked(incident, transition, { now }) {
  const { goesOnIn = [], cameFrom = [] } = incident;
  const { movedTo, movedFrom } = transition;
  if (movedTo !== void 0 && isNew(goesOnIn, movedTo)) {
    const text = `goes on in an incident of service "${serviceOf(movedTo)}", as the config has it now`;
    return noted({ ...incident, goesOnIn: [...goesOnIn, movedTo] }, now, "alert", text);
  }
  if (movedFrom !== void 0 && isNew(cameFrom, movedFrom)) {
    const text = `came from an incident of service "${serviceOf(movedFrom)}", as the config had it before`;
    return noted({ ...incident, cameFrom: [...cameFrom, movedFrom] }, now, "alert", text);
  }
  return incident;
}
function isNew(known3, groupKey2) {
  if (known3.length >= MOST || known3.includes(groupKey2)) return false;
  return [...known3, groupKey2].reduce((sum, key2) => sum + bytesOf(key2), 0) <= MOST_BYTES;
}

// core/incident/room.ts
var ROOM2 = 32e4;
var ROOM_FOR_LESS = 256e3;
var EACH = 32;
var MARK = 20;
var FLAPPING = 30;
var RETURN = 8;
function withAlert(alerts, added) {
  const all = { ...alerts, [added.alert.fingerprint]: added };
  const room = added.alert.severity === "critical" ? ROOM2 : ROOM_FOR_LESS;
  if (weightOf(all) <= room) return all;
  const firing = Object.entries(all).filter(([, a]) => a.status === "firing" || a === added);
  const fewer = Object.fromEntries(firing);
  return weightOf(fewer) <= room ? fewer : void 0;
}
function weightOf(alerts) {
  const texts = new ItemTexts();
  let weight = 0;
  for (const { alert, acknowledged, flapping, returns = [] } of Object.values(alerts)) {
    weight += EACH + (acknowledged === void 0 ? 0 : MARK);
    weight += (flapping === void 0 ? 0 : FLAPPING) + RETURN * returns.length;
    weight += texts.add(textsOf2(alert));
  }
  return weight;
}
function textsOf2({
  rule: rule2,
  subject,
  metric,
  title,
  limit,
  unit = "",
  labels,
  sent
}) {
  const said2 = sent ? [sent.key, sent.url ?? "", ...Object.entries(sent.annotations).flat()] : [];
  const named = [rule2, metric, title, limit, unit].join(" ");
  return [named, subject, ...Object.entries(labels).flat(), ...said2];
}

// core/incident/recover.ts
function recover2(incident, { alert, seq, reason, by, key: key2 }, context) {
  const known3 = incident.alerts[alert.fingerprint];
  const end2 = { at: context.now, reason };
  if (known3?.status !== "firing") {
    const gone = over2({ ...known3, alert: known3?.alert ?? alert, seq }, end2);
    return rememberEnd(incident, known3 && !isEarlier2(known3, incident) ? gone : asEarlier(gone));
  }
  if (incident.status !== "resolved" && staysHeld(known3, reason, context)) {
    const flapping = { ...known3.flapping, ended: known3.flapping.ended ?? end2 };
    return withEntry(incident, { ...known3, seq, flapping });
  }
  const who = by === void 0 ? {} : actorOf({ by, key: key2 });
  const told = { kind: "alert", text: endInWords(reason), ...who };
  return endAlert(incident, over2({ ...known3, seq }, end2), told, context);
}
function endQuiet(incident, context) {
  const { now, config } = context;
  let current = incident;
  for (const known3 of heldAlerts(incident)) {
    const { flapping } = known3;
    if (flapping?.ended === void 0 || now < (quietAt(known3, config) ?? now)) continue;
    const quiet = formatDuration(Math.max(0, now - flapping.ended.at));
    const text = `quiet for ${quiet}, after it ${returnsInWords(flapping.returns)}`;
    const gone = omit(over2(known3, flapping.ended), "flapping", "returns");
    current = endAlert(current, gone, { kind: "flapping", text }, context);
  }
  const isOver2 = current.status !== "resolved" && now >= (overAt(current, config) ?? Infinity);
  return isOver2 ? allRecovered(omit(current, "flapping"), context) : current;
}
function resolved(incident, { now }, text, who) {
  const quiet = omit(withdrawPlanned(incident, "resolved"), "silenced");
  const escalation = omit(quiet.escalation, "nextAt");
  const ended2 = {
    ...quiet,
    escalation,
    status: "resolved",
    resolvedAt: now,
    ...who && { resolvedBy: who.by },
    ...who?.key !== void 0 && { resolvedByKey: who.key }
  };
  return noted(ended2, now, "resolved", text, who);
}
function asEarlier(known3) {
  return { ...known3, earlier: true };
}
function uncover(incident, gone) {
  const { acknowledgement } = incident;
  if (acknowledgement === void 0) return incident;
  const alerts = acknowledgement.alerts.filter((fingerprint2) => fingerprint2 !== gone);
  return { ...incident, acknowledgement: { ...acknowledgement, alerts } };
}
function withEntry(incident, entry) {
  const alerts = { ...incident.alerts, [entry.alert.fingerprint]: entry };
  return { ...incident, alerts };
}
function describe({ title, severity }) {
  return `${title}, ${severity}`;
}
function staysHeld(known3, reason, { config }) {
  const bound = flappingBound(config, known3.alert.service);
  return known3.flapping !== void 0 && bound !== void 0 && endsByItself(reason);
}
function over2({ alert, seq, returns, flapping }, { at: at2, reason }) {
  return {
    alert,
    seq,
    status: "resolved",
    resolvedAt: at2,
    resolveReason: reason,
    ...returns && { returns },
    ...flapping && { flapping: omit(flapping, "ended") }
  };
}
function endAlert(incident, gone, { kind, text, by, key: key2 }, context) {
  const ended2 = uncover(withEntry(incident, gone), gone.alert.fingerprint);
  const what = `${text}: ${describe(gone.alert)}`;
  const told = noted(ended2, context.now, kind, what, by === void 0 ? by : { by, key: key2 });
  if (told.status === "resolved" || firingAlerts(told).length > 0) return told;
  const held = endsByItself(gone.resolveReason) && isBefore(context, overAt(told, context.config));
  return held ? told : allRecovered(omit(told, "flapping"), context);
}
function isBefore({ now }, moment) {
  return moment !== void 0 && now < moment;
}
function rememberEnd(incident, gone) {
  const alerts = withAlert(incident.alerts, gone);
  return alerts === void 0 ? incident : { ...incident, alerts };
}
function allRecovered(incident, context) {
  const held = own(context.config.services, incident.service)?.autoResolve === false;
  const silenced = incident.silenced !== void 0 && context.now < incident.silenced.until;
  if (held && !silenced)
    return noted(
      incident,
      context.now,
      "alert",
      "all alerts have ended; held until a person resolves it"
    );
  return resolved(incident, context, "all alerts have ended");
}

// core/incident/fold-transition.ts
var MEMORY = DAY;
var CROWD_WRITES = 15 * MINUTE;
function foldTransition(latest2, transition, context) {
  const folded = fold(latest2, transition, context);
  return folded === void 0 || folded === latest2 ? folded : linked(folded, transition, context);
}
function fold(latest2, transition, context) {
  const known3 = latest2?.alerts[transition.alert.fingerprint];
  if (known3 !== void 0 && isOld(transition, known3, context)) return latest2;
  if (transition.kind === "resolved") return latest2 && recover2(latest2, transition, context);
  const begins = begun(known3, transition, context);
  if (latest2?.undo !== void 0) return firesInUndo(latest2, begins, context);
  if (latest2 === void 0) return open(void 0, begins, context);
  if (latest2.status !== "resolved") return join(latest2, begins, context);
  return opensAgain(latest2, known3, context) ? openAgain(latest2, begins, context) : open(latest2, begins, context);
}
var ON_ITS_WAY = 15 * MINUTE;
function isOld({ kind, seq, at: at2 }, known3, { now }) {
  if (seq > known3.seq) return false;
  const countsAnew = wentBack(known3.seq, now) > 0 && wentBack(seq, now) === 0;
  return !(kind === "firing" && countsAnew && Math.abs(now - at2) < ON_ITS_WAY);
}
var AT_REST = {
  phase: "waiting",
  position: -1,
  reason: "escalation_step",
  declined: []
};
function open(previous, first, context) {
  const { alert } = first;
  const episode = (previous?.episode ?? 0) + 1;
  const fresh = {
    id: incidentId(groupHash(alert.groupKey), episode),
    groupKey: alert.groupKey,
    episode,
    service: alert.service,
    status: "triggered",
    severity: alert.severity,
    openedAt: context.now,
    ...reopened(previous, context),
    alerts: withAlert(remembered(previous, context), first) ?? { [alert.fingerprint]: first },
    escalation: { ...AT_REST, run: 0 },
    pages: [],
    timeline: [],
    version: 0
  };
  return begin2(noted(fresh, context.now, "opened", `opened: ${inWords2(alert)}`), first, context);
}
function firesInUndo(incident, begins, context) {
  const known3 = incident.alerts[begins.alert.fingerprint];
  const goesOn3 = known3?.status === "firing" && known3.alert.startsAt === begins.alert.startsAt && known3.flapping?.ended === void 0;
  const { alert, seq } = begins;
  if (!goesOn3 && silencedBy(alert, context.silences, context.now) !== void 0)
    return { ...incident, alerts: withAlert(incident.alerts, begins) ?? incident.alerts };
  if (!goesOn3) return openAgain(incident, begins, context);
  const { worse, worseToItsSender } = worsened(known3, alert);
  if (worse || worseToItsSender) return openAgain(incident, begins, context);
  return change(incident, known3, { ...known3, alert, seq }, context);
}
function worsened(known3, alert) {
  const was = known3.worst ?? sendersSeverity(known3.alert);
  return {
    worse: compareSeverity(alert.severity, known3.alert.severity) < 0,
    worseToItsSender: compareSeverity(sendersSeverity(alert), was) < 0,
    was
  };
}
function opensAgain({ resolvedBy }, known3, context) {
  if (resolvedBy !== void 0 || !comesBack(known3, context)) return false;
  return known3.alert.sent?.source !== "pagerduty";
}
function openAgain(incident, first, context) {
  const { alert } = first;
  const again = {
    ...omit(
      incident,
      "acknowledgement",
      "resolvedAt",
      "resolvedBy",
      "resolvedByKey",
      "undo",
      "reopenings",
      "flapping"
    ),
    ...reopened(incident, context),
    status: "triggered",
    severity: alert.severity,
    alerts: withAlert(incident.alerts, first) ?? { [alert.fingerprint]: first },
    escalation: { ...AT_REST, run: incident.escalation.run }
  };
  const text = `opened again: ${inWords2(alert)}`;
  return begin2(noted(again, context.now, "opened", text), first, context);
}
function begin2(incident, first, context) {
  const { now, config } = context;
  const opened = toldFlapping(incident, first, context);
  if (coveringSilence(opened, context) !== void 0) return opened;
  const wait2 = own(config.services, opened.service)?.groupWait ?? 0;
  if (wait2 === 0) return startEscalation(opened, context, "escalation_step");
  return { ...opened, escalation: { ...opened.escalation, nextAt: now + wait2 } };
}
function toldFlapping(incident, { alert, flapping = incident.flapping }, { now, config }) {
  const bound = flappingBound(config, alert.service);
  if (bound === void 0 || flapping?.returns !== bound.times) return incident;
  const what = flapping === incident.flapping ? "incidents of this group" : describe(alert);
  return noted(incident, now, "flapping", `flapping: ${what} ${boundInWords(bound)}`);
}
function join(incident, begins, context) {
  const { alert, seq } = begins;
  const known3 = incident.alerts[alert.fingerprint];
  const ended2 = known3?.status !== "firing" || known3.flapping?.ended !== void 0;
  if (known3 !== void 0 && !ended2 && known3.alert.startsAt === alert.startsAt)
    return change(incident, known3, { ...known3, alert, seq }, context);
  if (known3?.status === "firing" && known3.flapping !== void 0)
    return goesOn2(incident, known3, known3.flapping, begins, context);
  const alerts = withAlert(incident.alerts, begins);
  if (alerts === void 0) return turnAway(incident, alert, context);
  const { now, silences } = context;
  const text = known3 && !isEarlier2(known3, incident) ? "fires again" : "joined";
  const told = noted({ ...incident, alerts }, now, "alert", `${text}: ${inWords2(alert)}`);
  const joined = toldFlapping(uncover(told, alert.fingerprint), begins, context);
  const rests = isPaging(incident) && incident.escalation.phase === "exhausted";
  return rests && silencedBy(alert, silences, now) === void 0 ? startEscalation(joined, context, "escalation_step") : joined;
}
function goesOn2(incident, known3, flapping, { alert: told, seq }, context) {
  const severity = worstSeverity([known3.alert.severity, told.severity]);
  const again = { ...omit(flapping, "ended"), returns: flapping.returns + 1 };
  const now = { ...known3, alert: { ...told, severity }, seq, flapping: again };
  const changed = change(incident, known3, now, context);
  return changed === incident ? withEntry(incident, now) : changed;
}
function change(incident, known3, now, context) {
  if (saysTheSame(known3.alert, now.alert)) return incident;
  const { alert } = now;
  const { worse, worseToItsSender, was } = worsened(known3, alert);
  const heard4 = alert.sent ? { ...now, worst: worstSeverity([was, sendersSeverity(alert)]) } : now;
  const changed = worse || worseToItsSender ? omit(heard4, "acknowledged") : heard4;
  const alerts = withAlert(incident.alerts, changed) ?? {
    ...incident.alerts,
    [alert.fingerprint]: { ...changed, alert: inOldWords(alert, known3.alert) }
  };
  const what = alert.severity === known3.alert.severity ? "changed" : "changed severity";
  const text = `${what}: ${describe(alert)}`;
  const told = noted({ ...incident, alerts }, context.now, "alert", text);
  return worseToItsSender && !worse ? uncover(told, alert.fingerprint) : told;
}
function inOldWords({ severity, sent }, old) {
  const senders = sent?.severity && old.sent && { ...old.sent, severity: sent.severity };
  return { ...old, severity, ...senders && { sent: senders } };
}
function sendersSeverity({ severity, sent }) {
  return sent?.severity ?? severity;
}
function turnAway(incident, alert, { now, silences }) {
  const { crowded } = incident;
  if (silencedBy(alert, silences, now) !== void 0) return incident;
  if (crowded !== void 0 && now < crowded.lastAt + CROWD_WRITES) return incident;
  const marked = { ...incident, crowded: { since: crowded?.since ?? now, lastAt: now } };
  const held = alertsOf(incident).length;
  const text = `holds ${held} alerts and has no room for more: ${describe(alert)} comes again within 15 minutes`;
  return crowded === void 0 ? noted(marked, now, "alert", text) : marked;
}
function remembered(previous, { now }) {
  const recent = Object.entries(previous?.alerts ?? {}).filter(
    ([, a]) => (a.resolvedAt ?? previous?.resolvedAt ?? 0) > now - MEMORY
  );
  return Object.fromEntries(
    recent.map(([id, a]) => [
      id,
      asEarlier(a.status === "firing" ? { ...a, status: "resolved", resolvedAt: now } : a)
    ])
  );
}
function inWords2(alert) {
  return alert.unconfirmed ? `${describe(alert)}, ${UNCONFIRMED}` : describe(alert);
}

// core/incident/heartbeat.ts
var HEARTBEAT = 15 * MINUTE;

// core/incident/in-present.ts
function inPresent2(incident, now, step) {
  if (step !== void 0 && incident.movedFor === stepId(step)) return incident;
  const by = movedBy(savedAt(incident), now, step) ?? inDoubt(incident, step);
  if (by === 0) return incident;
  const text = `the clock went back by ${formatDuration(by)}: what was to come, and what was remembered, moved with it`;
  const present = noted(moved2(incident, by), now, "clock", text);
  return step === void 0 ? hurried(present) : { ...present, movedFor: stepId(step) };
}
function inDoubt({ openedAt }, step) {
  if (step === void 0 || step.by > HEARTBEAT) return 0;
  const isNew2 = openedAt >= step.at - CLOCK_SKEW;
  return isNew2 && step.by > MINUTE ? 0 : step.by;
}
function hurried(incident) {
  const { acknowledgement, escalation, pages } = incident;
  return {
    ...incident,
    escalation: { ...escalation, ...earlier(escalation, HEARTBEAT, "nextAt") },
    pages: pages.map(
      (page) => page.status === "planned" ? { ...page, ...earlier(page, HEARTBEAT, "at") } : page
    ),
    ...acknowledgement && {
      acknowledgement: { ...acknowledgement, ...earlier(acknowledgement, HEARTBEAT, "until") }
    }
  };
}
function savedAt({ savedAt: stamp, timeline, openedAt }) {
  return stamp ?? timeline.at(-1)?.at ?? openedAt;
}
function moved2(incident, by) {
  const { acknowledgement, escalation, distress, crowded, flapping, reopenings, undo: undo3 } = incident;
  const alerts = Object.entries(incident.alerts).map(([id, known3]) => [id, movedAlert(known3, by)]);
  return {
    ...incident,
    ...earlier(incident, by, "openedAt", "resolvedAt", "due", "savedAt"),
    alerts: Object.fromEntries(alerts),
    escalation: { ...escalation, ...earlier(escalation, by, "nextAt") },
    pages: incident.pages.map((page) => movedPage(page, by)),
    timeline: incident.timeline.map((entry) => ({ ...entry, at: entry.at - by })),
    ...acknowledgement && {
      acknowledgement: { ...acknowledgement, ...earlier(acknowledgement, by, "at", "until") }
    },
    ...distress && { distress: { ...distress, ...earlier(distress, by, "toldAt") } },
    ...crowded && { crowded: { ...crowded, ...earlier(crowded, by, "since", "lastAt") } },
    ...flapping && { flapping: { ...flapping, ...earlier(flapping, by, "since") } },
    ...undo3 && { undo: { ...undo3, ...earlier(undo3, by, "until", "nextAt") } },
    ...reopenings && { reopenings: reopenings.map((at2) => at2 - by) }
  };
}
function movedAlert(known3, by) {
  const { acknowledged, returns, flapping } = known3;
  const ended2 = flapping?.ended;
  return {
    ...known3,
    ...earlier(known3, by, "resolvedAt"),
    ...acknowledged && {
      acknowledged: { ...acknowledged, ...earlier(acknowledged, by, "until") }
    },
    ...returns && { returns: returns.map((at2) => at2 - by) },
    ...flapping && {
      flapping: {
        ...flapping,
        ...earlier(flapping, by, "since"),
        ...ended2 && { ended: { ...ended2, at: ended2.at - by } }
      }
    }
  };
}
function movedPage(page, by) {
  return { ...page, ...earlier(page, by, "at", "handedOverAt") };
}

// core/incident/take.ts
function take(incident, { who, kind, until, alerts, from }, { now, config }) {
  const quiet = withdrawPlanned(incident, kind);
  const severities = alerts.map(({ alert }) => alert.severity);
  const taken = {
    ...quiet,
    status: "acknowledged",
    escalation: omit(quiet.escalation, "nextAt"),
    acknowledgement: {
      ...actorOf(who),
      person: own(config.people, who.by) !== void 0,
      at: now,
      kind,
      alerts: alerts.map(({ alert }) => alert.fingerprint),
      severity: severities.length === 0 ? incident.severity : worstSeverity(severities),
      ...until === void 0 ? {} : { until }
    }
  };
  const how = from === void 0 ? kind : `taken over from ${nameOf(config, from)}`;
  const span = kind === "snoozed" && until !== void 0 ? ` until ${zonedTime(until, config.timeZone)}` : "";
  const text = `${how}${span} by ${nameOf(config, who.by)} for ${counted(alerts.length)}`;
  return noted(taken, now, "acknowledgement", text, who);
}
function acknowledgedUntil({ service: service2 }, { now, config }) {
  const timeout = own(config.services, service2)?.ackTimeout ?? null;
  return timeout === null ? void 0 : now + timeout;
}
function counted(alerts) {
  return alerts === 1 ? "1 alert" : `${alerts} alerts`;
}

// core/incident/sender-acknowledgement.ts
function acknowledgeAlert(incident, { fingerprint: fingerprint2, by }, context) {
  const known3 = incident?.alerts[fingerprint2];
  if (incident === void 0 || incident.status === "resolved") return incident;
  if (known3?.status !== "firing" || isMarked(known3, context.now)) return incident;
  const until = acknowledgedUntil(incident, context);
  const acknowledged = { by, ...until === void 0 ? {} : { until } };
  const alerts = withAlert(incident.alerts, { ...known3, acknowledged });
  if (alerts === void 0) return incident;
  const text = `acknowledged by its sender: ${known3.alert.title}, ${known3.alert.severity}`;
  return noted({ ...incident, alerts }, context.now, "acknowledgement", text, { by });
}
function followSenders(incident, context) {
  if (incident.status !== "triggered" || incident.crowded !== void 0) return incident;
  const alerts = audibleAlerts(incident, context);
  if (alerts.length === 0 || !alerts.every((alert) => isMarked(alert, context.now)))
    return incident;
  const marks = alerts.flatMap(({ acknowledged }) => acknowledged ?? []);
  const ends = marks.flatMap(({ until: until2 }) => until2 ?? []);
  const until = ends.length === 0 ? void 0 : Math.min(...ends);
  const by = marks.at(-1)?.by ?? "";
  return take(incident, { who: { by }, kind: "acknowledged", until, alerts }, context);
}
function isMarked({ acknowledged }, now) {
  return acknowledged !== void 0 && (acknowledged.until === void 0 || now < acknowledged.until);
}

// core/notification/page.ts
function mayBeMissed({
  status,
  doubt
}) {
  return status === "failed" || doubt !== void 0;
}

// core/notification/page-due.ts
var BUNDLE_WINDOW = 10 * SECOND;
var RETRY_DELAYS = [10 * SECOND, 30 * SECOND, 60 * SECOND];
function pageDue({ due, status, attempts }, now) {
  if (due === void 0) return void 0;
  const retry = RETRY_DELAYS[attempts.length - 1] ?? BUNDLE_WINDOW;
  return atMostAhead(due, status === "retrying" ? retry : BUNDLE_WINDOW, now);
}

// core/incident/page-outcomes.ts
var OUTCOME_CHECK = 45 * SECOND;
var LONGEST_DETAIL = 200;
function outstandingPages(incident) {
  return incident.pages.filter((page) => page.status === "handed_over");
}
function foldOutcomes(incident, context) {
  let current = incident;
  for (const page of outstandingPages(incident)) {
    const record = context.records.get(page.id);
    const update2 = outcomeOf(page, record, isPaging(incident), context);
    if (update2 === void 0) continue;
    const pages = current.pages.map((p) => p.id === page.id ? update2.page : p);
    current = { ...current, pages: [...pages, ...instead(current, update2.page, context)] };
    if (update2.text === void 0) continue;
    const triedAt = record?.attempts.at(-1)?.at ?? context.now;
    const at2 = Math.min(context.now, Math.max(incident.openedAt, triedAt));
    current = inOrder2(noted(current, at2, "page", `${describe2(page, context)} ${update2.text}`));
  }
  return current;
}
function instead(incident, page, { now }) {
  const { id, status, responder, recalled } = page;
  if (!recalled || status !== "withdrawn" || !isPaging(incident) || !isHere(incident, page))
    return [];
  if (incident.escalation.declined.includes(responder)) return [];
  const again = omit(page, "detail", "handedOverAt", "recalled");
  return [{ ...again, id: `${id}.again`, status: "planned", at: now }];
}
function inOrder2(incident) {
  return { ...incident, timeline: incident.timeline.toSorted((a, b) => a.at - b.at) };
}
function moveOnFromFailures(incident, context) {
  const { config, now } = context;
  if (incident.escalation.phase === "exhausted") return moveOnFromTheEnd(incident, context);
  const advanced = bringForward(giveUpUndeliverable(incident, context), context);
  const here = pagesHere(advanced).filter((page) => page.status !== "withdrawn");
  const isLost = ({ status, responder }) => status === "failed" || own(config.people, responder) === void 0;
  if (here.length === 0 || !here.every(isLost)) return advanced;
  if (!["steps", "fallback", "assigned"].includes(advanced.escalation.phase)) return advanced;
  const failed = here.every(({ status }) => status === "failed");
  const text = failed ? "every page of this step failed" : "whoever this step has paged is no longer in the config";
  return takeNextStop(noted(advanced, now, "escalation", text), context, "escalation_step");
}
function moveOnFromTheEnd(incident, context) {
  if (!hasPaged(incident) || mayHaveArrived(incident, context.config)) return incident;
  const { run } = incident.escalation;
  const someone = incident.pages.some((page) => page.run === run && page.status === "sent");
  if (!someone) return endOfStops(incident, context);
  const text = "whoever was paged is no longer in the config";
  const told = noted(incident, context.now, "escalation", text);
  return startEscalation(told, context, "escalation_step");
}
function giveUpUndeliverable(incident, context) {
  let current = incident;
  for (const page of incident.pages) {
    const detail = page.status === "planned" ? whyUndeliverable(page, context.config) : void 0;
    if (detail === void 0) continue;
    const failed = { ...page, status: "failed", detail };
    const pages = current.pages.map((p) => p === page ? failed : p);
    const text = `${describe2(page, context)} failed: ${detail}`;
    current = noted({ ...current, pages }, context.now, "page", text);
  }
  return current;
}
function outcomeOf(page, record, wanted, { now }) {
  const overdue = now >= (page.handedOverAt ?? 0) + OUTCOME_CHECK;
  switch (record?.status) {
    case "sent":
    case "failed":
    case "withdrawn": {
      const detail = record.attempts.at(-1)?.outcome.slice(0, LONGEST_DETAIL);
      const { status, doubt } = record;
      const known3 = {
        ...detail !== void 0 && { detail },
        ...doubt !== void 0 && { doubt }
      };
      return { page: { ...page, status, ...known3 }, text: outcomeText(status, detail, doubt) };
    }
    case "waiting":
    case "retrying":
      if (overdue && wanted && now >= (pageDue(record, now) ?? 0) + OUTCOME_CHECK)
        return { page: { ...page, status: "planned" }, text: "is late and is handed over again" };
      return overdue ? { page: { ...page, handedOverAt: now } } : void 0;
    case void 0:
      if (!overdue) return void 0;
      return wanted ? {
        page: { ...page, status: "planned" },
        text: "has no outcome yet and is handed over again"
      } : {
        page: { ...page, status: "withdrawn", detail: NO_OUTCOME },
        text: `withdrawn: ${NO_OUTCOME}`
      };
  }
}
function outcomeText(status, detail, doubt) {
  const why = status === "sent" ? void 0 : detail;
  if (why !== void 0) return `${status}: ${why}`;
  return doubt === void 0 ? status : `${status}, but ${doubt}`;
}
var NO_OUTCOME = "no outcome on record, and nobody is to be paged any more";
function bringForward(incident, { now }) {
  const missed = new Set(
    pagesHere(incident).flatMap((page) => mayBeMissed(page) ? [page.responder] : [])
  );
  const waits = (page) => page.status === "planned" && page.at > now && missed.has(page.responder) && isHere(incident, page);
  if (!incident.pages.some(waits)) return incident;
  return {
    ...incident,
    pages: incident.pages.map((page) => waits(page) ? { ...page, at: now } : page)
  };
}
function pagesHere(incident) {
  return incident.pages.filter((page) => isHere(incident, page));
}
function isHere({ escalation }, page) {
  return page.run === escalation.run && page.position === escalation.position;
}
function describe2(page, { config }) {
  return `${page.channel === "sms" ? "SMS" : "e-mail"} to ${nameOf(config, page.responder)}`;
}

// core/incident/undo.ts
var UNDO_TIME = MINUTE;
function breachingAlerts(incident) {
  return firingAlerts(incident).filter(({ flapping }) => flapping?.ended === void 0);
}
function resolveByHand(incident, who, context) {
  const { status, silenced, escalation, pages } = incident;
  const planned = pages.filter((page) => page.status === "planned").map(({ id }) => id);
  const until = context.now + UNDO_TIME;
  const ended2 = resolved(incident, context, "resolved by hand", who);
  const was = { status, planned, ...silenced && { silenced } };
  const { nextAt } = escalation;
  return { ...ended2, undo: { until, ...was, ...nextAt !== void 0 && { nextAt } } };
}
function isUndoOver({ undo: undo3 }, now) {
  return undo3 !== void 0 && now >= undo3.until;
}
function whyNotUndone(incident, { now, config, superseded }) {
  const { resolvedBy, undo: undo3 } = incident;
  if (superseded) return "A later incident of its group is open: it stays resolved.";
  if (resolvedBy === void 0) return "It was not resolved by hand: all its alerts had ended.";
  if (undo3 === void 0 || now >= undo3.until)
    return `It was resolved more than ${formatDuration(UNDO_TIME)} ago, which cannot be undone. What still fires pages again by itself.`;
  const held = own(config.services, incident.service)?.autoResolve === false;
  return firingAlerts(incident).length === 0 && !held ? "All its alerts have ended since: it stays resolved." : void 0;
}
function undone(incident, who, context) {
  const { undo: undo3 } = incident;
  if (undo3 === void 0) return incident;
  const { status, silenced, nextAt, planned } = undo3;
  const again = new Set(planned);
  const pages = incident.pages.map((page) => {
    if (page.status === "handed_over") return { ...page, recalled: true };
    return page.status === "withdrawn" && again.has(page.id) ? { ...omit(page, "detail"), status: "planned" } : page;
  });
  const open2 = {
    ...omit(incident, "undo", "resolvedAt", "resolvedBy", "resolvedByKey"),
    status,
    pages,
    escalation: { ...incident.escalation, ...nextAt !== void 0 && { nextAt } },
    ...silenced && { silenced }
  };
  const text = `${nameOf(context.config, who.by)} took back that it was resolved`;
  return noted(open2, context.now, "action", text, who);
}
function closeUndo(incident, context) {
  const closed = withoutEnded(omit(incident, "undo"), context);
  const breaching = breachingAlerts(closed);
  if (breaching.length === 0 || context.superseded) return closed;
  const open2 = {
    ...omit(closed, "resolvedAt", "resolvedBy", "resolvedByKey", "acknowledgement"),
    status: "triggered",
    escalation: { ...AT_REST, run: closed.escalation.run }
  };
  const minute = formatDuration(UNDO_TIME);
  const text = `opened again: ${counted(breaching.length)} still fired ${minute} after it was resolved by hand`;
  const told = noted(open2, context.now, "opened", text);
  if (coveringSilence(told, context) !== void 0) return told;
  return startEscalation(told, context, "still_firing");
}
function withoutEnded(incident, { now, endedByHand }) {
  if (endedByHand === void 0 || endedByHand.size === 0) return incident;
  const alerts = Object.entries(incident.alerts).map(([id, known3]) => [
    id,
    known3.status === "firing" && endedByHand.has(id) ? { ...known3, status: "resolved", resolvedAt: now, resolveReason: "ended_by_hand" } : known3
  ]);
  return { ...incident, alerts: Object.fromEntries(alerts) };
}

// core/incident/settle.ts
var CROWD_MEMORY = 30 * MINUTE;
function settle2(incident, context) {
  const current = catchUp(incident, context);
  const moved3 = isPaging(current) ? continueEscalation(moveOnFromFailures(current, context), context) : current;
  return followDistress(moved3, context);
}
function catchUp(incident, context) {
  const learnt = foldOutcomes(incident, context);
  const heldOrOver = isUndoOver(learnt, context.now) ? closeUndo(learnt, context) : learnt;
  const told = heldOrOver.status === "resolved" ? heldOrOver : endQuiet(heldOrOver, context);
  if (told.status === "resolved") return told;
  const rated = followSeverity(forgetCrowd(told, context), context);
  const heard4 = reopenAcknowledged(followSilences(rated, context), context);
  const current = followSenders(heard4, context);
  return isRaised(told, current) ? startEscalation(current, context, "severity_raised") : current;
}
function isRaised(before, current) {
  const { run, phase, worst = before.severity } = current.escalation;
  if (compareSeverity(current.severity, before.severity) >= 0) return false;
  if (run !== before.escalation.run || !isPaging(current) || phase === "waiting") return false;
  const goesOn3 = phase === "steps" || phase === "fallback" || phase === "assigned";
  return !goesOn3 || compareSeverity(current.severity, worst) < 0;
}
function dueOf2(incident, context) {
  const { distress, silenced, escalation, pages, status } = incident;
  const known3 = [
    ...outstandingPages(incident).map((page) => (page.handedOverAt ?? 0) + OUTCOME_CHECK),
    ...pages.filter((page) => page.status === "planned").map((page) => page.at),
    distress?.toldAt === void 0 ? distress && Math.min(distress.seq, context.now) : void 0
  ];
  if (status === "resolved") return earliest([...known3, incident.undo?.until]);
  return earliest([
    ...known3,
    silenced?.until,
    ...heldAlerts(incident).map((alert) => quietAt(alert, context.config)),
    overAt(incident, context.config),
    nextHeard(incident, context),
    isPaging(incident) ? escalation.nextAt : void 0,
    takenBy(incident)?.until,
    context.now + HEARTBEAT
  ]);
}
function forgetCrowd(incident, { now }) {
  return incident.crowded !== void 0 && now >= incident.crowded.lastAt + CROWD_MEMORY ? omit(incident, "crowded") : incident;
}
function followSeverity(incident, context) {
  const severity = severityOf(incident, context);
  if (severity === incident.severity) return incident;
  const raised = compareSeverity(severity, incident.severity) < 0;
  const text = `severity ${raised ? "raised" : "lowered"} from ${incident.severity} to ${severity}`;
  return noted({ ...incident, severity }, context.now, "severity", text);
}
function followSilences(incident, context) {
  const { now } = context;
  const silenced = firingAlerts(incident).length > 0 ? coveringSilence(incident, context) : stillRunning(incident.silenced, now);
  if (silenced === void 0) return incident.silenced ? unsilence(incident, context) : incident;
  if (isSameSilence(silenced, incident.silenced))
    return saysTheSame2(silenced, incident.silenced) ? incident : { ...incident, silenced };
  const { by: id, author = `silence ${id}`, comment } = silenced;
  const until = zonedTime(silenced.until, context.config.timeZone);
  const text = `silenced until ${until} by ${author}: recorded, pages nobody (silence ${id})`;
  const quiet = withdrawPlanned({ ...incident, silenced }, "silenced");
  const escalation = { ...omit(quiet.escalation, "nextAt"), phase: "waiting" };
  return noted({ ...quiet, escalation }, now, "silence", text, { comment });
}
function stillRunning(silenced, now) {
  return silenced !== void 0 && now < silenced.until ? silenced : void 0;
}
function isSameSilence(one, other) {
  return one.by === other?.by && one.until === other.until;
}
function saysTheSame2(one, other) {
  return one.author === other.author && one.comment === other.comment;
}
function whoEnded({ silenced }, { silences, config }) {
  const ended2 = silences.find(({ id }) => id === silenced?.by)?.endedBy;
  return ended2 === void 0 ? "" : `: the silence was ended by ${whoDid(config, ended2)}`;
}
function unsilence(incident, context) {
  const text = `no longer silenced, and still open${whoEnded(incident, context)}`;
  const heard4 = noted(omit(incident, "silenced"), context.now, "silence", text);
  return heard4.status === "triggered" ? startEscalation(heard4, context, "silence_ended") : heard4;
}
function reopenAcknowledged(incident, context) {
  const taken = takenBy(incident);
  if (taken === void 0) return incident;
  const { now, config } = context;
  const { by, until, kind, alerts, at: at2, person: person2 } = taken;
  const reopen = (text, reason, about2) => {
    const triggered = { ...omit(incident, "acknowledgement"), status: "triggered" };
    const told = noted(triggered, now, "acknowledgement", text);
    if (told.silenced !== void 0) return told;
    return startEscalation(told, context, reason, about2 === void 0 ? {} : { about: about2 });
  };
  const name = nameOf(config, by);
  if (until !== void 0 && until <= now)
    return kind === "snoozed" ? reopen(`the snooze by ${name} has ended`, "snooze_ended") : reopen(`the acknowledgement by ${name} has expired`, "acknowledgement_expired");
  if (person2 && own(config.people, by) === void 0)
    return reopen(`${name}, who acknowledged, is no longer in the config`, "acknowledger_left");
  const audible = new Set(audibleAlerts(incident, context));
  const about = unacknowledgedAlerts(incident).filter((alert) => audible.has(alert)).map(({ alert }) => alert.fingerprint);
  if (about.some((fingerprint2) => !alerts.includes(fingerprint2)))
    return reopen(
      "an alert fires that was not acknowledged",
      "new_alert_after_acknowledgement",
      about
    );
  if (about.length > 0)
    return reopen("an acknowledged alert has become worse", "severity_raised", about);
  return incident.crowded !== void 0 && incident.crowded.since > at2 ? reopen("an alert fires that could not be held", "new_alert_after_acknowledgement") : incident;
}
function earliest(instants) {
  const known3 = instants.filter((instant) => instant !== void 0);
  return known3.length === 0 ? void 0 : Math.min(...known3);
}

// core/incident/decide.ts
function decideAll(latest2, events, context) {
  let current = latest2;
  for (const event of events) {
    const step = event.kind === "look" ? event.step : void 0;
    current = current && inPresent2(current, context.now, step);
    const folded = fold2(current, event, context);
    current = folded && settle2(folded, context);
  }
  return current === void 0 ? { kind: "unchanged", incident: void 0, reason: "no incident" } : conclude(latest2, current, context);
}
function fold2(latest2, event, context) {
  switch (event.kind) {
    case "transition":
      return foldTransition(latest2, event.transition, context);
    case "acknowledged_by_sender":
      return acknowledgeAlert(latest2, event, context);
    case "look":
      return latest2;
  }
}
function conclude(before, after, context) {
  if (after === before && (after.due === void 0 || after.due > context.now))
    return { kind: "unchanged", incident: before, reason: "nothing to do" };
  const due = dueOf2(after, context);
  if (after === before && due === after.due)
    return { kind: "unchanged", incident: before, reason: "waits to be handed over" };
  if (after.status !== "resolved" && due === void 0)
    throw new Error(`incident ${after.id} is unresolved and has no due: it would be forgotten`);
  const kept = withinBounds2(omit(after, "due"));
  const dated = { ...kept, ...due === void 0 ? {} : { due } };
  const version = after.version + 1;
  return { kind: "changed", incident: { ...dated, savedAt: context.now, version } };
}
function ordersToHandOver(incident, { now }) {
  return incident.pages.filter((page) => page.status === "planned" && page.at <= now).map(({ id, responder, channel, reason, at: at2 }) => ({
    id,
    incident: incident.id,
    responder,
    channel,
    reason,
    at: at2
  }));
}
function handedOver(incident, ids, told, context) {
  const pages = incident.pages.map(
    (page) => page.status === "planned" && ids.has(page.id) ? { ...page, status: "handed_over", handedOverAt: context.now } : page
  );
  const moved3 = pages.some((page, index) => page !== incident.pages[index]);
  const marked = moved3 ? { ...incident, pages } : incident;
  const all = told === void 0 ? marked : distressTold(marked, told, context.now);
  return conclude(incident, all, context);
}

// core/incident/take-over.ts
function takeOver(incident, action, taken, context) {
  const { config } = context;
  const told = toldTaken(taken, action, config);
  if (told.kind === "already") return { ...told, incident };
  if (action.from !== void 0 && action.from !== taken.by) {
    const text = `${told.text} That was after this was shown: take it over from them if you mean it.`;
    return { kind: "refused", text, incident };
  }
  const until = acknowledgedUntil(incident, context) ?? taken.until;
  const alerts = firingAlerts(incident);
  const who = nameOf(config, taken.by);
  const ended2 = taken.kind === "snoozed" ? " The snooze has ended." : "";
  const holds2 = until === void 0 ? "" : ` until ${zonedTime(until, config.timeZone)}; if it is open then, it pages again`;
  return {
    kind: "done",
    text: `You have taken it over from ${who}${holds2}.${ended2}`,
    incident: take(
      incident,
      { who: action, kind: "acknowledged", until, alerts, from: taken.by },
      context
    )
  };
}

// core/incident/act.ts
var LONGEST_SNOOZE = 7 * DAY;
function act(incident, action, context) {
  const acted = perform(catchUp(inPresent2(incident, context.now), context), action, context);
  const after = settle2(acted.incident, context);
  const decision = conclude(incident, after, context);
  return { answer: { ...acted, incident: decision.incident ?? after }, decision };
}
function perform(incident, action, context) {
  if (incident.status === "resolved" && action.kind === "undo")
    return undo(incident, action, context);
  if (incident.status === "resolved" && action.kind !== "note")
    return { ...toldResolved(incident, action, context.config), incident };
  switch (action.kind) {
    case "acknowledge":
      return acknowledge(incident, action, context);
    case "take_over": {
      const taken = takenBy(incident);
      return taken === void 0 ? acknowledge(incident, action, context) : takeOver(incident, action, taken, context);
    }
    case "snooze":
      return snooze(incident, action, context);
    case "decline":
      return decline(incident, action, context);
    case "escalate":
      return escalate(incident, action, context);
    case "reassign":
      return reassign(incident, action, context);
    case "note":
      return note(incident, action, context);
    case "resolve":
      return resolve(incident, action, context);
    case "undo":
      return { kind: "already", text: "It is open.", incident };
  }
}
function resolve(incident, action, context) {
  const firing = breachingAlerts(incident).length;
  const still = firing === 1 ? "1 alert still fires" : `${firing} alerts still fire`;
  if (firing > 0 && action.unlessFiring) {
    const later = formatDuration(UNDO_TIME);
    const text2 = `${still}. Silence it instead? Resolved all the same, it pages again if it still fires ${later} later.`;
    return { kind: "unconfirmed", text: text2, incident };
  }
  const at2 = zonedTime(context.now + UNDO_TIME, context.config.timeZone);
  const text = firing === 0 ? "Resolved." : `Resolved. ${still}; what still fires at ${at2} pages again then.`;
  return { kind: "done", text, incident: resolveByHand(incident, action, context) };
}
function undo(incident, who, context) {
  const why = whyNotUndone(incident, context);
  if (why !== void 0) return { kind: "refused", text: why, incident };
  const text = "It is open again, as it was before it was resolved.";
  return { kind: "done", text, incident: undone(incident, who, context) };
}
function acknowledge(incident, who, context) {
  const taken = takenBy(incident);
  if (taken !== void 0) {
    const { kind, text } = toldTaken(taken, who, context.config);
    const way = kind === "refused" ? " To have it instead, take it over." : "";
    return { kind, text: text + way, incident };
  }
  const until = acknowledgedUntil(incident, context);
  const alerts = firingAlerts(incident);
  return {
    kind: "done",
    text: `Acknowledged${until === void 0 ? "" : ` until ${zonedTime(until, context.config.timeZone)}; if it is open then, it pages again`}.`,
    incident: take(incident, { who, kind: "acknowledged", until, alerts }, context)
  };
}
function snooze(incident, action, context) {
  const { now, config } = context;
  const { until } = action;
  if (!(until > now && until <= now + LONGEST_SNOOZE))
    return {
      kind: "refused",
      text: "A snooze must end in the future, and at most 7 days from now.",
      incident
    };
  const before = takenBy(incident);
  const theirs = before === void 0 || isSamePerson(before, action) ? "" : ` Before, it was ${before.kind} by ${whoDid(config, before)}.`;
  const at2 = zonedTime(until, config.timeZone);
  const text = `Snoozed until ${at2}; if it is open then, it pages again.${theirs}`;
  const alerts = firingAlerts(incident);
  const taken = take(incident, { who: action, kind: "snoozed", until, alerts }, context);
  return { kind: "done", text, incident: taken };
}
function decline(incident, who, context) {
  const { by } = who;
  const { now, config } = context;
  const name = nameOf(config, by);
  const taken = incident.acknowledgement;
  if (taken !== void 0 && taken.by !== by)
    return {
      kind: "refused",
      text: `It was ${taken.kind} by ${whoDid(config, taken)}: there is nothing of yours to hand on.`,
      incident
    };
  if (taken === void 0 && incident.escalation.declined.includes(by))
    return { kind: "already", text: "You have declined; it was handed on.", incident };
  const told = noted(release(incident), now, "action", `declined by ${name}`, who);
  const mine = told.pages.map(
    (page) => page.status === "planned" && page.responder === by ? { ...page, status: "withdrawn", detail: "declined" } : page
  );
  const declined = [.../* @__PURE__ */ new Set([...told.escalation.declined, by])];
  const left = { ...told, pages: mine, escalation: { ...told.escalation, declined } };
  const handedOn = left.silenced === void 0 ? handOn(left, context, "declined", declined) : left;
  const text = whyQuiet(told, handedOn, context) ?? "It was handed on at once.";
  return { kind: "done", text: `Declined. ${text}`, incident: handedOn };
}
function escalate(incident, who, context) {
  const refused = refuseSilenced(incident, context);
  if (refused !== void 0) return refused;
  const name = nameOf(context.config, who.by);
  const told = noted(release(incident), context.now, "action", `escalated by ${name}`, who);
  const handedOn = handOn(told, context, "escalated_by_hand");
  const text = whyQuiet(told, handedOn, context) ?? "The next step is paged now.";
  return { kind: "done", text: `Escalated. ${text}`, incident: handedOn };
}
function release(incident) {
  const alerts = Object.entries(incident.alerts).map(([id, a]) => [id, omit(a, "acknowledged")]);
  const unmarked = Object.fromEntries(alerts);
  return { ...omit(incident, "acknowledgement"), alerts: unmarked, status: "triggered" };
}
function whyQuiet(before, after, { config }) {
  if (after.pages.length > before.pages.length) return void 0;
  const { silenced, escalation } = after;
  if (silenced !== void 0) {
    const until = zonedTime(silenced.until, config.timeZone) + byAuthor(silenced);
    return `It is silenced until ${until}; if it is open then, it pages again.`;
  }
  return escalation.nextAt === void 0 ? "Nobody is paged for this severity." : `Nobody else can be paged now; it begins again at ${zonedTime(escalation.nextAt, config.timeZone)}.`;
}
function refuseSilenced(incident, { config }) {
  if (incident.silenced === void 0) return void 0;
  const until = zonedTime(incident.silenced.until, config.timeZone) + byAuthor(incident.silenced);
  const text = `It is silenced until ${until}; it pages nobody before the silence is ended.`;
  return { kind: "refused", text, incident };
}
function byAuthor({ author }) {
  return author === void 0 ? "" : ` by ${author}`;
}
function reassign(incident, action, context) {
  const refused = refuseSilenced(incident, context);
  if (refused !== void 0) return refused;
  const { now, config, overrides } = context;
  const found = respondersOf([action.to], config, overrides, incident.severity, now);
  if (found.responders.length === 0) {
    const why = found.empty.map((e) => e.reason).join("; ");
    return {
      kind: "refused",
      text: `Not reassigned: ${action.to.kind} ${action.to.id} cannot be paged: ${why}.`,
      incident
    };
  }
  const names = found.responders.map((person2) => nameOf(config, person2)).join(", ");
  const over3 = found.passedOver.map((passed) => `; ${passesOver(passed)}`).join("");
  const told = noted(
    release(incident),
    now,
    "action",
    `reassigned to ${names} by ${nameOf(config, action.by)}${over3}`,
    action
  );
  const text = `Reassigned to ${names}, who is paged now.`;
  return {
    kind: "done",
    text,
    incident: assign(told, found.responders, context)
  };
}
function note(incident, action, { now }) {
  const told = noted(incident, now, "note", action.text, action);
  return { kind: "done", text: "Noted.", incident: told };
}

// core/closest.ts
function closest(given, allowed) {
  const sought = given.toLowerCase();
  const most = Math.max(1, given.length / 3);
  let best;
  for (const name of allowed) {
    const known3 = name.toLowerCase();
    if (Math.abs(known3.length - sought.length) > most) continue;
    const distance = editDistance(sought, known3);
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { name, distance };
  }
  const isGuess = best !== void 0 && best.distance >= Math.min(given.length, best.name.length);
  return isGuess ? void 0 : best?.name;
}
function editDistance(a, b) {
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change2 = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change2);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

// core/unknown-name.ts
function noSuchIncident(given) {
  const whole = /^[0-9a-f]{16}$/.test(given) ? ` Its id ends with a number: ${given}-1 is the first of its kind.` : "";
  return `There is no incident "${given}".${whole} "npx wardbell incidents" lists those that are open.`;
}

// core/evaluation/alert-item.ts
function ownItem({ fingerprint: fingerprint2, rule: rule2, sent }) {
  if (sent !== void 0) return sentItem(fingerprint2);
  return fingerprint2 === heartbeatFingerprint(rule2) ? heartbeatItem(rule2) : void 0;
}

// core/evaluation/take-pings.ts
var MOST_CREATED = 50;
function takePings(stored, item, pings, rules, now) {
  const draft = new Draft(item, stored, now);
  const outcomes = pings.map((sent) => take2(draft, rules, sent));
  settle(draft, rules);
  const assessment = draft.close(rules);
  const keptOrNot = outcomes.map(
    (outcome, i) => assessment.gaveWay.has(pings[i]?.heartbeat ?? "") ? "full" : outcome
  );
  return { ...assessment, outcomes: keptOrNot };
}
function excuseHeartbeats(stored, meant, { who, at: at2 }, rules, now) {
  const draft = new Draft(stored.subject, stored, now);
  for (const { rule: id, startsAt } of meant) {
    const entry = draft.get(id);
    if (entry?.alert?.startsAt !== startsAt || entry.beat === void 0) continue;
    const { pingedAt, startedAt } = entry.beat;
    if (pingedAt > at2 && startedAt !== pingedAt) continue;
    draft.resolve(entry.alert, "ended_by_hand", who);
    const beat = { ...omit(entry.beat, "startedAt", "run"), excusedAt: at2 };
    draft.put(id, { ...healed(entry, now), beat });
  }
  return draft.close(rules);
}
function take2(draft, rules, sent) {
  const known3 = draft.get(sent.heartbeat);
  const mayBeCreated = known3?.beat?.created ?? sent.create ?? false;
  const heartbeat = rules.heartbeat(sent.heartbeat, mayBeCreated);
  if (heartbeat === void 0) return "unknown";
  const creates = known3 === void 0 && heartbeat.created === true;
  if (sent.ping.kind === "log" && !creates) return "taken";
  if (creates && countCreated(draft) >= MOST_CREATED) return "full";
  apply(draft, rules, heartbeat, sent.ping);
  return creates ? "created" : "taken";
}
function countCreated(draft) {
  return draft.entries().filter(([, { beat }]) => beat?.created).length;
}
function apply(draft, rules, heartbeat, ping) {
  const { now } = draft;
  const { id, grace } = heartbeat;
  const entry = draft.get(id) ?? blank(id);
  const beat = heard3(entry.beat, heartbeat, now);
  switch (ping.kind) {
    case "log":
      draft.put(id, { ...entry, beat });
      return;
    case "start": {
      const run = ping.run === void 0 ? {} : { run: ping.run };
      draft.put(id, { ...entry, beat: { ...omit(beat, "run"), startedAt: now, ...run } });
      return;
    }
    case "success": {
      if (entry.alert !== void 0) draft.resolve(entry.alert, "reporting_again");
      const after = { ...finished(beat, ping.run, grace), succeededAt: now };
      draft.put(id, { ...healed(entry, now), beat: after });
      return;
    }
    case "fail": {
      const failed = { ...entry, beat: omit(beat, "startedAt", "run") };
      if (entry.alert !== void 0) {
        draft.put(id, failed);
        return;
      }
      const limit = saidFailed(ping.exitStatus);
      draft.fire(id, failed, alertOfHeartbeat(rules, heartbeat, { limit, startsAt: now }));
    }
  }
}
function heard3(beat, { created }, now) {
  const known3 = beat === void 0 ? { watchedAt: now } : omit(beat, "created");
  return { ...known3, pingedAt: now, ...created && { created } };
}
function finished(beat, run, grace) {
  const { startedAt, pingedAt } = beat;
  if (startedAt === void 0) return beat;
  const took = pingedAt - startedAt;
  if (beat.run === run) return { ...omit(beat, "startedAt", "run"), took };
  return took < grace ? beat : omit(beat, "startedAt", "run");
}
function saidFailed(exitStatus) {
  return exitStatus === void 0 ? "it said that it failed" : `exit status ${exitStatus}`;
}
function blank(id) {
  return { rule: id, metric: "", labels: {}, phase: "healthy", changedAt: 0 };
}

// core/evaluation/refused.ts
function inPlaceOf(refused, rules) {
  return { ...refused, alert: plainAlert(refused.alert, rules) };
}
function plainAlert({ fingerprint: fingerprint2, service: service2, severity, startsAt }, rules) {
  const fault = alertOfFault(
    {
      kind: "messages",
      key: "wardbell",
      sender: `alert ${fingerprint2}`,
      title: `The queue refuses an alert of service ${service2}`,
      detail: "The log of the function ingest, or clock, has the reason of the queue."
    },
    startsAt
  );
  const placed = { ...fault, service: service2, severity, metric: "", limit: "" };
  const own2 = { ...placed, groupKey: groupKey(service2, rules.groupBy(service2), placed) };
  return underRoute(rules, { ...fault, severity }) ?? own2;
}

// usecases/in-parallel.ts
async function inParallel(items, limit, work) {
  const results = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue)
      try {
        results[index] = { status: "fulfilled", value: await work(item) };
      } catch (reason) {
        results[index] = { status: "rejected", reason };
      }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
async function allInParallel(items, limit, work) {
  const results = await inParallel(items, limit, work);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

// usecases/lost-races.ts
var LostRaces = class extends Error {
  name = "LostRaces";
};

// usecases/ports.ts
var RefusedMessages = class extends Error {
  name = "RefusedMessages";
  /** The `deduplication` of each of them. */
  deduplications;
  constructor(message, deduplications) {
    super(message);
    this.deduplications = new Set(deduplications);
  }
};

// usecases/subject-saving.ts
var SUBJECTS_AT_ONCE = 16;
var RACES = 20;
async function decideAndSave({ subjects }, subject, loaded, decide) {
  let stored = loaded;
  for (let race = 0; race < RACES; race++) {
    const decision = decide(stored);
    if (!decision.changed || decision.state === void 0) return decision;
    const outcome = await subjects.save(decision.state, stored?.version ?? 0);
    if (outcome === "saved") return decision;
    stored = (await subjects.load([subject])).get(subject);
  }
  throw new LostRaces(
    `lost ${RACES} races for one subject: nothing was decided for it; send the same again`
  );
}
async function decideEach(ports, subjects, decide, rules, now) {
  const stored = subjects.length > 0 ? await ports.subjects.load(subjects) : NONE2;
  const telling = tellAlong((states) => handOverTransitions(ports, states, rules, now));
  const outcomes = await inParallel(subjects, SUBJECTS_AT_ONCE, async (subject) => {
    const loaded = stored.get(subject);
    const decision = await decideAndSave(ports, subject, loaded, (state) => decide(subject, state));
    if (decision.state !== void 0) telling.add(decision.state);
    return decision;
  });
  const decisions = outcomes.flatMap((o) => o.status === "fulfilled" ? [o.value] : []);
  const handedOver2 = await telling.finished();
  const failure = outcomes.find((o) => o.status === "rejected");
  if (failure !== void 0) throw failure.reason;
  return { decisions, handedOver: handedOver2 };
}
var NONE2 = /* @__PURE__ */ new Map();
var HAND_OVERS_AT_ONCE = 2;
function tellAlong(handOver2) {
  let waiting2 = [];
  const outcomes = [];
  const underWay = /* @__PURE__ */ new Set();
  const hasFailed = () => outcomes.some(({ kind }) => kind === "waiting");
  async function tell() {
    while (waiting2.length > 0 && !hasFailed()) {
      const states = waiting2;
      waiting2 = [];
      outcomes.push(await handOver2(states));
    }
  }
  return {
    add(state) {
      if (state.outbox.length === 0) return;
      waiting2.push(state);
      if (underWay.size >= HAND_OVERS_AT_ONCE) return;
      const telling = tell().finally(() => underWay.delete(telling));
      underWay.add(telling);
    },
    async finished() {
      await Promise.all(underWay);
      await tell();
      return together(outcomes, waiting2);
    }
  };
}
function together(outcomes, left) {
  const failed = outcomes.flatMap((outcome) => outcome.kind === "waiting" ? [outcome] : []);
  const [first] = failed;
  if (first !== void 0) {
    const counts = [...failed.map((f) => f.transitions), ...left.map((s) => s.outbox.length)];
    return { ...first, transitions: counts.reduce((sum, count2) => sum + count2, 0) };
  }
  const refusals = outcomes.flatMap((o) => o.kind === "sent" && o.refused ? [o.refused] : []);
  const [refused] = refusals;
  if (refused === void 0) return { kind: "sent" };
  const all = refusals.flatMap(({ deduplications }) => [...deduplications]);
  return { kind: "sent", refused: new RefusedMessages(refused.message, all) };
}
async function handOverTransitions({ subjects, incidentQueue }, saved, rules, now) {
  const full = saved.filter((state) => state.outbox.length > 0);
  const transitions = full.flatMap((state) => state.outbox);
  if (transitions.length === 0) return { kind: "sent" };
  let refused;
  try {
    refused = await sendAll(incidentQueue, transitions, rules);
  } catch (cause) {
    return { kind: "waiting", transitions: transitions.length, cause };
  }
  await inParallel(
    full,
    SUBJECTS_AT_ONCE,
    (state) => subjects.save(afterSending(state, rules, now), state.version)
  );
  return { kind: "sent", ...refused && { refused } };
}
async function sendAll(queue, transitions, rules) {
  const messages = transitions.map(transitionMessage);
  try {
    await queue.send(messages);
    return void 0;
  } catch (error) {
    if (!(error instanceof RefusedMessages)) throw error;
    const refused = transitions.filter(
      (_, i) => error.deduplications.has(messages[i]?.deduplication ?? "")
    );
    await queue.send(refused.map((t) => transitionMessage(inPlaceOf(t, rules))));
    return error;
  }
}

// usecases/end-alerts-by-hand.ts
function dismissAlerts(ports, config) {
  const rules = compileRules(config);
  return async (incident, now) => {
    const meant = meantBy(incident);
    const items = [...meant].flatMap(([item, its]) => isSent(its) ? [item] : []);
    const decide = (_, stored) => stored === void 0 ? unchanged(stored) : dismiss(stored, rules, now);
    await decideEach(ports, items, decide, rules, now);
  };
}
function endAlertsByHand(ports, config) {
  const rules = compileRules(config);
  return async (incident, now) => {
    const meant = meantBy(incident);
    if (meant.size === 0) return NONE3;
    const { resolvedBy: by = "", resolvedByKey: key2, resolvedAt: at2 = now } = incident;
    const who = { by, key: key2 };
    const decide = (item, stored) => {
      const its = meant.get(item) ?? [];
      if (stored === void 0) return unchanged(stored);
      return isSent(its) ? endByHand(stored, who, rules, now) : excuseHeartbeats(stored, its, { who, at: at2 }, rules, now);
    };
    const { decisions } = await decideEach(ports, [...meant.keys()], decide, rules, now);
    const firing = new Set(
      decisions.flatMap(
        ({ state }) => Object.values(state?.series ?? {}).flatMap(({ alert }) => alert?.fingerprint ?? [])
      )
    );
    const all = [...meant.values()].flat().map(({ fingerprint: fingerprint2 }) => fingerprint2);
    return new Set(all.filter((fingerprint2) => !firing.has(fingerprint2)));
  };
}
var NONE3 = /* @__PURE__ */ new Set();
function meantBy({ alerts }) {
  const meant = /* @__PURE__ */ new Map();
  for (const { alert, status } of Object.values(alerts)) {
    const item = status === "firing" ? ownItem(alert) : void 0;
    if (item !== void 0) meant.set(item, [...meant.get(item) ?? [], alert]);
  }
  return meant;
}
function isSent(alerts) {
  return alerts.every(({ sent }) => sent !== void 0);
}

// usecases/hand-over.ts
var RACES2 = 10;
function handOver(ports) {
  return async (incident, context) => {
    const orders = ordersToHandOver(incident, context);
    const transition = distressTransition(incident, context.now);
    if (orders.length === 0 && transition === void 0) return incident;
    await ports.pageQueue.send(
      orders.map((order) => ({
        body: { responder: order.responder, channel: order.channel, orders: [order] },
        deduplication: `${order.id}:${context.now}`
      }))
    );
    if (transition !== void 0) await ports.incidentQueue.send([transitionMessage(transition)]);
    const ids = new Set(orders.map((order) => order.id));
    return putOnRecord(ports, incident, ids, transition?.seq, context);
  };
}
async function putOnRecord({ incidents }, incident, ids, told, context) {
  let current = incident;
  for (let race = 0; race < RACES2 && current !== void 0; race++) {
    const decision = handedOver(current, ids, told, context);
    if (decision.kind === "unchanged") return current;
    const outcome = await incidents.save(decision.incident, current.version);
    if (outcome === "saved") return decision.incident;
    current = (await incidents.load([incident.id])).get(incident.id);
  }
  return incident;
}

// usecases/incident-context.ts
async function incidentContext(ports, config, incident, now) {
  const outstanding = incident === void 0 ? [] : outstandingPages(incident);
  const [silences, overrides, records] = await Promise.all([
    ports.controls.silences(),
    ports.controls.overrides(),
    outstanding.length === 0 ? /* @__PURE__ */ new Map() : ports.pages.load(outstanding.map((page) => page.id))
  ]);
  return { now, config, silences, overrides, records };
}

// usecases/settle-undo.ts
function settleUndo(ports, config) {
  const end2 = endAlertsByHand(ports, config);
  return async (incident, now) => {
    if (incident?.undo === void 0) return {};
    const { groupHash: groupHash2 = "", episode = 0 } = parseIncidentId(incident.id) ?? {};
    const next2 = incidentId(groupHash2, episode + 1);
    const superseded = (await ports.incidents.load([next2])).has(next2);
    return isUndoOver(inPresent2(incident, now), now) ? { superseded, endedByHand: await end2(incident, now) } : { superseded };
  };
}

// usecases/act-on-incident.ts
function actOnIncident(ports, config) {
  const act2 = createActor(ports, config);
  const dismiss2 = dismissAlerts(ports, config);
  return async (id, action, now) => {
    const outcome = await act2(id, action, now);
    const isResolved = outcome.kind !== "not_found" && outcome.incident.undo !== void 0;
    if (action.kind === "resolve" && isResolved) await dismiss2(outcome.incident, now);
    return outcome;
  };
}
function createActor(ports, config) {
  const undo3 = settleUndo(ports, config);
  const deliver = handOver(ports);
  return async (id, action, now) => {
    for (let race = 0; race < RACES2; race++) {
      const incident = (await ports.incidents.load([id])).get(id);
      if (incident === void 0) return { kind: "not_found", text: noSuchIncident(id) };
      const read = await incidentContext(ports, config, incident, now);
      const context = { ...read, ...await undo3(incident, now) };
      const { answer, decision } = act(incident, action, context);
      if (decision.kind === "unchanged") return answer;
      if (await ports.incidents.save(decision.incident, incident.version) === "conflict")
        continue;
      const handed = await deliver(decision.incident, context).catch(() => decision.incident);
      return { ...answer, incident: handed };
    }
    throw new LostRaces(`lost ${RACES2} races for incident ${id}: try again`);
  };
}

// core/chunks.ts
function chunks(items, size) {
  const found = [];
  for (let at2 = 0; at2 < items.length; at2 += size) {
    const [first, ...rest3] = items.slice(at2, at2 + size);
    if (first !== void 0) found.push([first, ...rest3]);
  }
  return found;
}

// core/incident/wanted.ts
function pageStillWanted(incident, pageId, now) {
  if (incident === void 0) return { wanted: false, why: "the incident is unknown" };
  if (incident.status !== "triggered")
    return { wanted: false, why: `the incident is ${incident.status}` };
  if (incident.silenced !== void 0 && now < incident.silenced.until)
    return { wanted: false, why: whySilenced(incident.silenced) };
  const page = incident.pages.find((p) => p.id === pageId);
  if (page === void 0 || page.status === "withdrawn")
    return { wanted: false, why: "the incident withdrew it" };
  if (incident.escalation.declined.includes(page.responder))
    return { wanted: false, why: `${page.responder} declined` };
  return { wanted: true };
}
function whySilenced({ by: id, author }) {
  return author === void 0 ? `silenced by ${id}` : `silenced by ${author} (silence ${id})`;
}

// core/notification/delivery.ts
var BUSY = MINUTE;
var SENDING_LEASE = 20 * SECOND;
function decideDelivery(order, situation) {
  const { now } = situation;
  const mailbox = presentMailbox(situation);
  const record = situation.records.get(order.id);
  const incident = situation.incidents.get(order.incident);
  if (record !== void 0 && isFinal(record))
    return mayBeMissed(record) && !knowsOutcome(incident, record) ? { kind: "tell_again" } : { kind: "leave", why: "final" };
  const wanted = pageStillWanted(incident, order.id, now);
  if (!wanted.wanted) return { kind: "withdraw", why: wanted.why };
  const undeliverable = whyUndeliverable(order, situation.config);
  if (undeliverable !== void 0) return { kind: "fail", why: undeliverable };
  const isDue = record === void 0 || now >= (pageDue(record, now) ?? now);
  if (!isDue && !situation.hasWaited) return { kind: "leave", why: "not due yet" };
  if (mailbox === void 0) return { kind: "send" };
  if (isBeingSent(order, record, mailbox, now)) return { kind: "leave", why: "being sent" };
  const windowEnds = mailbox.lastSentAt + BUNDLE_WINDOW;
  return record === void 0 && !mailbox.sending.includes(order.id) && now < mailbox.lastSentAt + BUSY ? { kind: "wait", due: Math.max(windowEnds, now) } : { kind: "send" };
}
function presentMailbox({ mailbox, now }) {
  return wentBack(mailbox?.lastSentAt, now) > 0 ? void 0 : mailbox;
}
function isFinal(record) {
  return record.status !== "waiting" && record.status !== "retrying";
}
function bundleDue(records) {
  const open2 = records.filter((record) => !isFinal(record)).map((record) => record.order);
  const byMailbox = Map.groupBy(open2, (order) => `${order.responder}#${order.channel}`);
  return [...byMailbox.values()].flatMap((orders) => {
    const sorted = orders.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    return chunks(sorted, LARGEST_BUNDLE).map((chunk) => {
      const [{ responder, channel }] = chunk;
      return { responder, channel, orders: chunk };
    });
  });
}
var LARGEST_BUNDLE = 500;
function isBeingSent(order, record, mailbox, now) {
  const ended2 = record?.attempts.some((attempt) => attempt.at >= mailbox.lastSentAt) ?? false;
  return mailbox.sending.includes(order.id) && now < mailbox.leaseEnds && !ended2;
}
function knowsOutcome(incident, { order, status }) {
  const page = incident?.pages.find((p) => p.id === order.id);
  return page === void 0 || page.status === status;
}

// core/notification/link.ts
var LINK_LIFE = DAY;
var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
var HASH_DIGITS = 11;
var TAG_DIGITS = 7;
function linkTag(id) {
  return digits(BigInt(`0x${fingerprint([id])}`) >> 22n, TAG_DIGITS);
}
function inboxExpiry(now) {
  return Math.ceil((now + LINK_LIFE) / HOUR) * HOUR;
}
function linkText(target) {
  if (target.kind === "inbox")
    return `i${target.responder}${Math.floor(target.expiresAt / HOUR).toString(36)}`;
  const parts = parseIncidentId(target.incident);
  if (parts === void 0) throw new Error(`${target.incident} is not the id of an incident`);
  const hash = digits(BigInt(`0x${parts.groupHash}`), HASH_DIGITS);
  return `a${hash}${target.page}${parts.episode.toString(36)}`;
}
var SEALED = "s";
function sealedText(text, mask) {
  return SEALED + masked(text.slice(1), mask);
}
function masked(text, mask) {
  const turned = Array.from(
    text,
    (char, i) => DIGITS[DIGITS.indexOf(char) ^ (mask[i] ?? 0) & 63] ?? ""
  );
  return turned.join("");
}
function digits(value, count2) {
  let text = "";
  for (let rest3 = value; text.length < count2; rest3 >>= 6n) text = DIGITS[Number(rest3 & 63n)] + text;
  return text;
}

// core/notification/page-record.ts
function claimed(mailbox, to, orders, now) {
  return {
    responder: to.responder,
    channel: to.channel,
    lastSentAt: now,
    sending: orders.map((order) => order.id),
    leaseEnds: now + SENDING_LEASE,
    version: (mailbox?.version ?? 0) + 1
  };
}
function waiting(order, due) {
  return (current) => current === void 0 ? { order, status: "waiting", attempts: [], due, version: 1 } : void 0;
}
function ended(order, status, why, now) {
  return (current) => current !== void 0 && isFinal(current) ? void 0 : { ...next(order, current, { at: now, outcome: why }), status };
}
function attempted(order, outcome, others, now) {
  return (current) => {
    if (current !== void 0 && (isFinal(current) || has(current, now))) return void 0;
    if (outcome.kind === "sent") {
      const { messageId, doubt } = outcome;
      const together2 = others === 0 ? "" : `, in one message with ${others === 1 ? "another page" : `${others} other pages`}`;
      const attempt = { at: now, outcome: `message ${messageId}${together2}` };
      const sent = { ...next(order, current, attempt), status: "sent", messageId };
      return doubt === void 0 ? sent : { ...sent, doubt };
    }
    const tried = next(order, current, { at: now, outcome: outcome.reason });
    const delay = outcome.retryable ? RETRY_DELAYS[tried.attempts.length - 1] : void 0;
    return delay === void 0 ? { ...tried, status: "failed" } : { ...tried, status: "retrying", due: now + delay };
  };
}
function has(record, attemptAt) {
  return record.attempts.some((attempt) => attempt.at === attemptAt);
}
function next(order, current, attempt) {
  return {
    order,
    attempts: [...current?.attempts ?? [], attempt],
    version: (current?.version ?? 0) + 1
  };
}

// core/notification/direction.ts
var SAYS = {
  "too low": /\b(?:low|lower|below|under)\b/iu,
  "too high": /\b(?:high|higher|above|over)\b/iu
};
function directionOf(alert) {
  const direction = sideOf(alert);
  if (direction === void 0) return void 0;
  const other = direction === "too low" ? "too high" : "too low";
  const isSaid = SAYS[direction].test(alert.title) && !SAYS[other].test(alert.title);
  return isSaid ? void 0 : direction;
}
function sideOf({ limit, value }) {
  if (limit.startsWith("below ")) return "too low";
  if (limit.startsWith("above ")) return "too high";
  const [, low = "", high = ""] = /^outside (\S+) to (\S+)$/u.exec(limit) ?? [];
  if (low === "" || value === void 0) return void 0;
  const measured = toldNumber(value);
  if (measured < Number(low)) return "too low";
  return measured > Number(high) ? "too high" : void 0;
}

// core/notification/subject-code.ts
var LETTERS = "HKMPRWXY";
var SIGNS = `23456789${LETTERS}`;
var HALF = 4;
var CODE = new RegExp(`^[${LETTERS}][${SIGNS}]{${2 * HALF - 1}}$`, "u");

// core/notification/subject-name.ts
var OF_A_PERSON = [
  "Patient",
  "Person",
  "RelatedPerson",
  "Practitioner",
  "PractitionerRole",
  "Group",
  "Account",
  "Appointment",
  "BiologicallyDerivedProduct",
  "BodyStructure",
  "CarePlan",
  "CareTeam",
  "Condition",
  "DiagnosticReport",
  "Encounter",
  "EpisodeOfCare",
  "ImagingStudy",
  "MedicationAdministration",
  "MedicationRequest",
  "Observation",
  "Procedure",
  "ResearchSubject",
  "ServiceRequest",
  "Specimen"
].join("|");
var PERSON = `(?:https?://[^\\s"'<>]*/)?\\b(?:${OF_A_PERSON})/[A-Za-z0-9.:_-]+`;
var IS_PERSON = new RegExp(`(?:^|/)(?:${OF_A_PERSON})/.|(?:^|/)(?:patient|person)/`, "u");
var EACH_PERSON = new RegExp(PERSON, "gu");
var SHORTEST_ID = 3;
var SEVERITY = "severity";
function whereOf(alert, { config, codeOf }) {
  const { subject } = alert;
  const shown = isPrivate(alert, config) ? codeOf(subject) : subject;
  return oneLine(own(config.aliases, subject) ?? shown);
}
function titleOf(alert, naming) {
  return oneLine(isOfOthers(alert) ? withoutIds(alert.title, [alert], naming) : alert.title);
}
function mayLeave(text, alert, naming) {
  return withoutIds(text, [alert], naming) === text;
}
function withoutIds(text, alerts, naming) {
  const { config, codeOf } = naming;
  const hidden = alerts.filter((alert) => isOfOthers(alert) && isPrivate(alert, config)).flatMap((alert) => idsIn(text, alert).map(([id, name]) => ({ id, alert, name }))).sort((a, b) => b.id.length - a.id.length).reduce(
    (rest3, { id, alert, name }) => rest3.replace(wholeWord(id), () => name ?? whereOf(alert, naming)),
    text
  );
  return hidden.replace(EACH_PERSON, (person2) => own(config.aliases, person2) ?? codeOf(person2));
}
function isPrivate(alert, { services }) {
  if (IS_PERSON.test(alert.subject)) return true;
  if (isNamedInHouse(alert)) return false;
  const service2 = alert.rule === CROWDING ? void 0 : own(services, alert.service);
  return service2 === void 0 ? Object.values(services).some(({ subjectsInPages }) => !subjectsInPages) : !service2.subjectsInPages;
}
function isNamedInHouse({ rule: rule2, subject, metric, sent }) {
  if (sent !== void 0) return sent.source === "wardbell";
  if (rule2 === CROWDING) return false;
  return rule2.startsWith(RESERVED_PREFIX) || rule2 === subject && metric === "";
}
function isOfOthers({ sent }) {
  return sent !== void 0 && sent.source !== "wardbell";
}
function idsIn(text, { rule: rule2, subject, labels }) {
  const said2 = text.toLowerCase();
  const named = Object.entries(labels).filter(
    ([label, value]) => label !== SEVERITY && value !== rule2
  );
  const ids = [
    [subject],
    [subject.slice(subject.lastIndexOf("/") + 1)],
    ...named.map(([label, value]) => [value, `(${label})`])
  ];
  return ids.filter(([id]) => id.length >= SHORTEST_ID && said2.includes(id.toLowerCase()));
}
function wholeWord(id) {
  const literal = id.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "giu");
}

// core/notification/headline.ts
function headlineOf(incident, wording) {
  const { config } = wording;
  const alerts = alertsWorstFirst(incident);
  const firing = alerts.filter((a) => a.status === "firing");
  const told = firing.length > 0 ? firing : alerts;
  const about = incident.escalation.about ?? [];
  const first = firing.find((a) => about.includes(a.alert.fingerprint)) ?? told[0];
  const worst = first?.alert;
  const service2 = oneLine(config.services[incident.service]?.name ?? incident.service);
  const value = worst && valueText(worst, wording);
  const direction = worst && directionOf(worst);
  return {
    severity: firing.length > 0 && worst ? worst.severity : incident.severity,
    title: worst && titleOf(worst, wording) || "Incident",
    where: worst && whereOf(worst, wording) || service2,
    service: service2,
    since: (first && sinceOf(first)) ?? incident.openedAt,
    more: Math.max(0, told.length - 1),
    ...alerts.length > 0 && firing.length === 0 && { over: howOver(alerts) },
    flapping: flaps(incident),
    unconfirmed: firing.length > 0 && worst?.unconfirmed === true,
    ...direction ? { direction } : {},
    ...value ? { value } : {}
  };
}
function measuredText({ value, direction }) {
  return [value, direction].filter((part) => part !== void 0).join(", ");
}
function howOver(alerts) {
  return alerts.every(({ resolveReason }) => isRecovery(resolveReason)) ? "recovered" : "ended";
}
function alertsWorstFirst(incident) {
  return alertsOf(incident).toSorted(
    (a, b) => Number(a.status === "resolved") - Number(b.status === "resolved") || compareSeverity(a.alert.severity, b.alert.severity) || a.alert.startsAt - b.alert.startsAt || (a.alert.fingerprint < b.alert.fingerprint ? -1 : 1)
  );
}
function sinceOf({ alert, flapping }) {
  return Math.min(alert.startsAt, flapping?.since ?? alert.startsAt);
}
function valueText(alert, { config }) {
  const service2 = config.services[alert.service];
  if (!service2?.valuesInPages || alert.value === void 0) return void 0;
  const { value } = alert;
  const short = typeof value === "number" ? Number(value.toPrecision(6)) : value;
  return oneLine(`${short} ${alert.unit ?? ""}`);
}

// core/notification/moment.ts
var MONTHS2 = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function momentText(at2, now, timeZone) {
  return `${bareMoment(at2, now, timeZone)} ${zoneLabel(at2, timeZone)}`;
}
function bareMoment(at2, now, timeZone) {
  const [date = "", time = ""] = clockTime(at2, timeZone).split(" ");
  if (clockTime(now, timeZone).startsWith(date)) return time;
  const [, month, day] = date.split("-").map(Number);
  return `${day} ${MONTHS2[(month ?? 1) - 1]} ${time}`;
}
function elapsedText(at2, now) {
  return now - at2 < MINUTE ? void 0 : formatDuration(Math.floor((now - at2) / MINUTE) * MINUTE);
}

// core/notification/next.ts
function stateText(incident, config, now) {
  const at2 = (moment) => momentText(moment, now, config.timeZone);
  const { resolvedAt, silenced } = incident;
  const taken = takenBy(incident);
  if (incident.status === "resolved")
    return resolvedAt === void 0 ? "Resolved." : `Resolved at ${at2(resolvedAt)}${howResolved(incident, config)}.`;
  if (taken !== void 0) {
    const by = whoDid(config, taken);
    const who = taken.key === void 0 ? by : `${by},`;
    const verb = taken.kind === "snoozed" ? "Snoozed" : "Acknowledged";
    const until = taken.until === void 0 ? "" : `, until ${at2(taken.until)}`;
    return `${verb} by ${who} at ${at2(taken.at)}${until}.`;
  }
  if (silenced !== void 0 && now < silenced.until)
    return `Silenced until ${at2(silenced.until)}${silenced.author ? ` by ${silenced.author}` : ""}.`;
  return "Nobody has taken responsibility yet.";
}
function nextText(incident, config, now) {
  const next2 = nextPage(incident, config, now);
  const quiet = flappingBound(config, incident.service)?.quiet;
  if (quiet === void 0) return next2;
  if (incident.status === "resolved")
    return incident.resolvedBy === void 0 ? `It pages nobody any more. If it comes back within ${formatDuration(quiet)}, it opens again.` : next2;
  return flaps(incident) ? `${next2} ${flapsUntil(quiet)}` : next2;
}
function flapsUntil(quiet) {
  return `It comes and goes, and is not over before it has been quiet for ${formatDuration(quiet)}.`;
}
function nextPage(incident, config, now) {
  const at2 = (moment) => momentText(moment, now, config.timeZone);
  const { acknowledgement, silenced } = incident;
  if (incident.undo !== void 0 && now < incident.undo.until)
    return `That can be undone until ${at2(incident.undo.until)}. What still fires then pages again.`;
  if (incident.status === "resolved")
    return "It pages nobody any more. What fires from now on opens a new incident.";
  if (incident.status === "acknowledged")
    return acknowledgement?.until === void 0 ? "Nobody is paged, unless something new begins or it becomes worse." : `Nobody is paged before ${at2(acknowledgement.until)}, unless something new begins or it becomes worse. If it is not resolved by then, it pages again.`;
  if (silenced !== void 0 && now < silenced.until)
    return `Nobody is paged while it is silenced. If it still holds at ${at2(silenced.until)}, it pages again.`;
  const { phase, nextAt } = incident.escalation;
  if (phase === "unpaged")
    return "Nobody else is paged: the service pages nobody for this severity.";
  if (nextAt === void 0) return "Nobody else is paged automatically.";
  if (phase === "steps" && isLastStop(incident, config)) return PHASES.fallback(at2(nextAt));
  return PHASES[phase](at2(nextAt));
}
function isLastStop(incident, config) {
  const policy2 = policyOf(incident, config);
  if (policy2 === "unpaged" || policy2 === "unknown") return false;
  return incident.escalation.position + 1 >= stopsOf(policy2).length;
}
var PHASES = {
  waiting: (at2) => `It pages at ${at2}.`,
  assigned: (at2) => `If nobody takes responsibility by ${at2}, the escalation policy begins.`,
  steps: (at2) => `If nobody takes responsibility by ${at2}, it escalates further.`,
  fallback: (at2) => `The last in the policy was paged. If nobody takes responsibility by ${at2}, everybody was asked in vain.`,
  exhausted: (at2) => `Everybody in the policy was paged. If nobody takes responsibility by ${at2}, it begins again.`,
  nobody: (at2) => `The policy reaches nobody at this hour. It tries again at ${at2}.`
};

// core/notification/reason.ts
var WHY_PAGED = {
  escalation_step: "It is your turn in the escalation of this service.",
  fallback: "Nobody answered, and you are the fallback of this service.",
  acknowledgement_expired: "It was acknowledged, but is not over and the acknowledgement expired.",
  new_alert_after_acknowledgement: "Another alert began after it was acknowledged.",
  severity_raised: "It has become worse.",
  silence_ended: "The silence that kept it quiet has ended and it still holds.",
  declined: "Somebody else declined it.",
  escalated_by_hand: "Somebody escalated it by hand.",
  reassigned: "Somebody assigned it to you.",
  snooze_ended: "It was snoozed, and the snooze has ended.",
  still_firing: "It was resolved by hand, and still fires.",
  acknowledger_left: "Whoever had acknowledged it is no longer in the configuration."
};
var SHORT_REASON = {
  escalation_step: "",
  fallback: "",
  acknowledgement_expired: "acknowledgement expired",
  new_alert_after_acknowledgement: "new alert",
  severity_raised: "worse",
  silence_ended: "silence over",
  declined: "",
  escalated_by_hand: "escalated by hand",
  reassigned: "assigned to you",
  snooze_ended: "snooze over",
  still_firing: "resolved, still fires",
  acknowledger_left: "acknowledged by nobody now"
};

// core/percent-decoded.ts
function percentDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// core/runbook.ts
var LONGEST_RUNBOOK_NAME = 30;
function runbookAt(url) {
  const pathname = URL.canParse(url) ? new URL(url).pathname : "";
  const last = pathname.split("/").findLast((part) => part !== "") ?? "";
  const words = percentDecoded(last).replace(/\.\w{1,5}$/u, "").replaceAll(/[_+\s]+/gu, " ").trim();
  const isName = new RegExp("\\p{L}{2}", "u").test(words) && words.length <= LONGEST_RUNBOOK_NAME;
  return isName ? { name: words, url } : { url };
}

// core/notification/runbooks.ts
function runbooksOf(incident, wording) {
  const worst = alertsWorstFirst(incident)[0]?.alert;
  const ofService = own(wording.config.services, incident.service)?.runbook;
  const found = [worst && runbookOf(worst, wording), ofService];
  const byAddress = new Map(found.flatMap((runbook) => runbook ? [[runbook.url, runbook]] : []));
  return [...byAddress.values()];
}
function runbookOf(alert, wording) {
  const { rule: rule2, sent } = alert;
  if (sent === void 0) return wording.config.rules.find(({ name }) => name === rule2)?.runbook;
  const url = own(sent.annotations, "runbook_url");
  const isWhole = url !== void 0 && /^https?:\/\/[^\s…]+$/i.test(url);
  return isWhole && mayLeave(url, alert, wording) ? runbookAt(url) : void 0;
}

// core/notification/shorten.ts
var CUT = "..";
function shorten(text, room) {
  if (text.length <= room) return text;
  return text.slice(0, Math.max(0, room - CUT.length)).trimEnd() + CUT;
}
function shortenBoth(a, b, room) {
  const half = Math.floor(room / 2);
  if (b.length <= half) return [shorten(a, room - b.length), b];
  if (a.length <= half) return [a, shorten(b, room - a.length)];
  return [shorten(a, half), shorten(b, half)];
}

// core/notification/so-far.ts
function soFarOf(incident, { id, responder }, { config }) {
  const earlier2 = earlierPages(incident, id);
  const pagedAt = earlier2.findLast((page) => page.responder === responder)?.at;
  const others = incident.escalation.declined.filter((person2) => person2 !== responder);
  const since = newBeginning(incident);
  const silent = earlier2.filter(
    (page) => page.at >= since && page.responder !== responder && !incident.escalation.declined.includes(page.responder) && !hasActed(incident, page)
  );
  const names = (people2) => [...new Set(people2)].map((person2) => nameOf(config, person2));
  return {
    ...pagedAt !== void 0 && { pagedAt },
    silent: names(silent.map((page) => page.responder)),
    declined: names(others)
  };
}
function earlierPages({ pages }, id) {
  const here = pages.find((page) => page.id === id);
  if (here === void 0) return [];
  return pages.filter(
    ({ run, position, status }) => (run < here.run || run === here.run && position < here.position) && (status === "sent" || status === "handed_over")
  );
}
var ANSWERS = /* @__PURE__ */ new Set(["opened", "acknowledgement", "resolved"]);
function newBeginning({ openedAt, timeline }) {
  return timeline.findLast(({ kind }) => ANSWERS.has(kind))?.at ?? openedAt;
}
function hasActed({ timeline }, { responder, at: at2 }) {
  return timeline.some((entry) => entry.by === responder && entry.at >= at2);
}

// core/notification/worst-first.ts
function worstFirst2(pages, wording) {
  return pages.map(({ incident, order }) => ({
    head: headlineOf(incident, wording),
    soFar: soFarOf(incident, order, wording)
  })).sort(
    (a, b) => compareSeverity(a.head.severity, b.head.severity) || a.head.since - b.head.since
  );
}
function bundleTitle(sorted) {
  const worst = sorted[0]?.head.severity;
  const asBad = sorted.filter(({ head }) => head.severity === worst).length;
  const again = sorted.filter(({ soFar }) => soFar.pagedAt !== void 0).length;
  const known3 = again === 0 ? "" : `, ${again} again`;
  return `Wardbell: ${sorted.length} incidents, ${asBad} ${worst}${known3}`;
}

// core/notification/email.ts
var SUBJECT_LIMIT = 99;
var ALERTS_SHOWN = 20;
var INCIDENTS_SHOWN = 50;
var DOUBT = "When it fired nothing newer said otherwise, and nothing had come at the end of its wait. If nothing comes, the sensor or its connection may be lost too.";
var SECONDARY = "This is a secondary notification. It does not replace the alarm at the bedside, and it can be late or lost on its way.";
function emailText({ incident, order, link }, wording) {
  const { config, now } = wording;
  const head = headlineOf(incident, wording);
  const runbooks = runbooksOf(incident, wording);
  const alerts = alertsWorstFirst(incident);
  const severity = head.severity.toUpperCase();
  const soFar = soFarOf(incident, order, wording);
  const sections = [
    [
      `${severity}: ${head.title}${measuredIn(head)}`,
      `Where: ${head.where}`,
      `Service: ${head.service}`,
      `Since: ${sinceText(head.since, wording)}`,
      ...beforeLines(soFar, wording),
      ...head.unconfirmed ? [DOUBT] : [],
      stateText(incident, config, now)
    ],
    ["Acknowledge, decline or resolve it here:", link],
    [
      `Alerts (${alerts.length}):`,
      ...firstFew(alerts, ALERTS_SHOWN, (alert) => alertLine(alert, wording))
    ],
    runbooks.map(({ name, url }) => `Runbook: ${name === void 0 ? "" : `${name}, `}${url}`),
    [
      `Why you are paged: ${WHY_PAGED[order.reason]}`,
      `What happens next: ${nextText(incident, config, now)}`
    ],
    [SECONDARY]
  ];
  return {
    subject: subjectOf(
      `[${severity}] ${againMark(soFar)}${head.title}${flappingMark(head)}, ${head.where}, ${head.service}`
    ),
    text: paragraphs(sections)
  };
}
function emailBundle({ pages, link }, wording) {
  const sorted = worstFirst2(pages, wording);
  const title = bundleTitle(sorted);
  const lines = firstFew(sorted, INCIDENTS_SHOWN, (page) => headLine(page, wording));
  return {
    subject: subjectOf(title),
    text: paragraphs([
      [`${title}:`, ...lines],
      ["See and acknowledge them here:", link],
      ["Each incident escalates on its own until somebody takes responsibility for it."],
      ["They come in one message because they began within seconds of each other."],
      [SECONDARY]
    ])
  };
}
function alertLine(entry, wording) {
  const { alert, flapping, status } = entry;
  const { config, now } = wording;
  const value = valueText(alert, wording);
  const direction = value === void 0 ? directionOf(alert) : void 0;
  const words = [
    `${alert.severity.toUpperCase()} ${titleOf(alert, wording)}`,
    ...value === void 0 ? [] : [`${value} (${oneLine(alert.limit)})`],
    ...direction === void 0 ? [] : [direction],
    whereOf(alert, wording),
    `since ${momentText(sinceOf(entry), now, config.timeZone)}`,
    ...alert.unconfirmed ? [`when it fired ${UNCONFIRMED}`] : [],
    ...flapping && status === "firing" ? [`flapping: ${returnsInWords(flapping.returns)}`] : [],
    ...entry.resolvedAt === void 0 ? [] : [`${endOf3(entry)} ${momentText(entry.resolvedAt, now, config.timeZone)}`]
  ];
  return words.join(", ");
}
function endOf3({ resolveReason }) {
  return resolveReason === void 0 || isRecovery(resolveReason) ? "recovered" : `ended (${endInWords(resolveReason)})`;
}
function headLine({ head, soFar }, wording) {
  const { severity, title, where, service: service2 } = head;
  const doubt = head.unconfirmed ? ` (${UNCONFIRMED})` : "";
  const words = [
    `${severity.toUpperCase()} ${againMark(soFar)}${title}${measuredIn(head)}${flappingMark(head)}`,
    where,
    service2,
    `since ${sinceText(head.since, wording)}${doubt}`,
    ...head.more > 0 ? [`+${head.more} more`] : [],
    ...didIn(soFar).map(({ names, did }) => `${names} ${did}`)
  ];
  return words.join(", ");
}
function measuredIn(head) {
  const measured = measuredText(head);
  return measured === "" ? "" : ` (${measured})`;
}
function sinceText(since, { config, now }) {
  const elapsed = elapsedText(since, now);
  return `${momentText(since, now, config.timeZone)}${elapsed === void 0 ? "" : ` (${elapsed})`}`;
}
function beforeLines(soFar, { config, now }) {
  const { pagedAt } = soFar;
  const again = pagedAt === void 0 ? [] : [`Again: you were paged about it at ${momentText(pagedAt, now, config.timeZone)} already.`];
  return [...again, ...didIn(soFar).map(({ names, did }) => `${names} ${did}.`)];
}
function didIn({ silent, declined }) {
  return [
    { names: declined.map(oneLine).join(", "), did: "declined" },
    { names: silent.map(oneLine).join(", "), did: "did not answer" }
  ].filter(({ names }) => names !== "");
}
function againMark({ pagedAt, silent, declined }) {
  if (pagedAt !== void 0) return "again: ";
  return silent.length + declined.length > 0 ? "escalated: " : "";
}
function flappingMark({ flapping }) {
  return flapping ? " (flapping)" : "";
}
function subjectOf(text) {
  return shorten(toAscii(text), SUBJECT_LIMIT);
}
function firstFew(all, limit, inWords3) {
  const shown = all.slice(0, limit).map((one) => `- ${inWords3(one)}`);
  return all.length > limit ? [...shown, `and ${all.length - limit} more`] : shown;
}
function paragraphs(sections) {
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join("\n")).join("\n\n")}
`;
}

// core/notification/sms-frames.ts
var LAST_KNOWN = " (last known)";
var ALL = {
  runbook: true,
  service: true,
  doubt: "in full",
  who: "in full",
  value: true,
  elapsed: true,
  smallWords: true,
  zone: true,
  direction: true,
  again: true
};
var GOES = [
  { runbook: false },
  { service: false },
  { doubt: "short" },
  { who: "first names" },
  { value: false },
  { elapsed: false },
  { who: "count" },
  { smallWords: false },
  { who: "none" },
  { zone: false }
];
var GOES_LAST = [
  { direction: false },
  { doubt: "none" },
  { again: false }
];
function framesOf(said2, wording) {
  const frame = (kept) => frameOf(said2, kept, wording);
  const whole = lessAndLess(ALL, GOES);
  return {
    whole: whole.map(frame),
    bare: lessAndLess(whole.at(-1) ?? ALL, GOES_LAST).map(frame)
  };
}
function roomIn([before, between, after]) {
  return SMS_SEPTETS - septets(before + between + after);
}
function lessAndLess(all, goes) {
  const levels = [all];
  for (const gone of goes) levels.push({ ...levels.at(-1) ?? all, ...gone });
  return levels;
}
function frameOf(said2, kept, wording) {
  const { head, link } = said2;
  const value = kept.value && head.value !== void 0 ? ` ${toGsm7(head.value)}` : "";
  const direction = kept.direction && head.direction !== void 0 ? ` (${head.direction})` : "";
  const service2 = kept.service && head.service !== head.where ? `, ${toGsm7(head.service)}` : "";
  const runbook = kept.runbook && said2.runbook !== void 0 ? `Runbook: ${said2.runbook}` : "";
  const told = [overIn(head, kept), sinceIn(head, kept, wording), doubtIn(head, kept)].join("");
  return [
    `${head.severity.toUpperCase()} ${againIn(said2, kept)}`,
    `${value}${direction}, `,
    `${service2}${told}${moreIn(head, kept)}${sentences([...whoIn(said2, kept), runbook])} ${link}`
  ];
}
function againIn({ soFar }, { again, who }) {
  if (!again) return "";
  if (soFar.pagedAt !== void 0) return "again: ";
  return who === "none" && soFar.silent.length + soFar.declined.length > 0 ? "escalated: " : "";
}
function overIn({ flapping, over: over3 }, { smallWords }) {
  if (flapping) return " flapping";
  return over3 !== void 0 && smallWords ? ` (${over3})` : "";
}
function sinceIn({ since }, kept, { config, now }) {
  const { timeZone } = config;
  const zone = kept.zone ? ` ${zoneLabel(since, timeZone)}` : "";
  const elapsed = kept.elapsed ? elapsedText(since, now) : void 0;
  const ago = elapsed === void 0 ? "" : ` (${elapsed})`;
  return `${kept.smallWords ? " since" : ""} ${bareMoment(since, now, timeZone)}${zone}${ago}`;
}
function doubtIn({ unconfirmed }, { doubt }) {
  if (!unconfirmed || doubt === "none") return "";
  return doubt === "in full" ? ` (${UNCONFIRMED})` : LAST_KNOWN;
}
function moreIn({ more }, { smallWords }) {
  if (more === 0) return "";
  return smallWords ? ` +${more} more` : ` +${more}`;
}
function whoIn({ soFar, reason }, { who }) {
  if (who === "none") return [];
  const why = who === "count" ? "" : SHORT_REASON[reason];
  return [
    why,
    people(soFar.declined, "declined", who),
    people(soFar.silent, "did not answer", who)
  ];
}
function sentences(parts) {
  const said2 = parts.filter((part) => part !== "");
  return said2.map((part) => `. ${part.charAt(0).toUpperCase()}${part.slice(1)}`).join("");
}
function people(names, did, who) {
  if (names.length === 0) return "";
  if (who === "count") return `${names.length} ${did}`;
  const shown = names.map((name) => toGsm7(who === "in full" ? name : firstName(name)));
  return `${shown.join(", ")} ${did}`;
}
var TITLE = /^(?:dr|prof|pd|mr|mrs|ms|mx|sr|sister|nurse|herr|frau|schwester|pfleger|dott|dra|mme)\.?$/iu;
function firstName(name) {
  const words = name.split(" ");
  const [first = name] = words;
  return TITLE.test(first) && words.length > 1 ? `${first} ${words.at(-1)}` : first;
}

// core/notification/sms.ts
var LEAST_WORDS = 28;
function smsText({ incident, order, link }, wording) {
  const head = headlineOf(incident, wording);
  const [title, where] = [toGsm7(head.title), toGsm7(head.where)];
  const runbook = runbooksOf(incident, wording)[0]?.name;
  const said2 = { head, soFar: soFarOf(incident, order, wording), reason: order.reason, link };
  const { whole, bare } = framesOf(
    { ...said2, runbook: runbook === void 0 ? void 0 : toGsm7(runbook) },
    wording
  );
  for (const [before2, between2, after2] of whole) {
    const text = before2 + title + between2 + where + after2;
    if (septets(text) <= SMS_SEPTETS) return text;
  }
  const barest = bare.find((frame) => roomIn(frame) >= LEAST_WORDS) ?? bare.at(-1);
  const [before, between, after] = barest ?? ["", " ", ` ${link}`];
  const room = Math.max(LEAST_WORDS, roomIn([before, between, after]));
  const [shortTitle, shortWhere] = shortenBoth(narrow(title), narrow(where), room);
  return before + shortTitle + between + shortWhere + after;
}
function smsBundle({ pages, link }, wording) {
  const { config, now } = wording;
  const sorted = worstFirst2(pages, wording);
  const after = ` ${link}`;
  const before = `${bundleTitle(sorted)}: `;
  const room = SMS_SEPTETS - septets(before + after);
  const names = sorted.map(({ head: { title, where, flapping, unconfirmed, direction } }) => {
    const side = direction === void 0 ? "" : ` (${direction})`;
    const known3 = unconfirmed ? LAST_KNOWN : "";
    return narrow(toGsm7(`${title}${side}${flapping ? " flapping" : ""}, ${where}${known3}`));
  });
  const worst = sorted[0]?.head.since;
  const since = worst === void 0 ? "" : ` since ${momentText(worst, now, config.timeZone)}`;
  return before + listed(names, since, room) + after;
}
function listed(names, since, room) {
  const [first = "", ...others] = names;
  let text = first + since;
  if (text.length > room) return shorten(first, room);
  for (const [index, name] of others.entries()) {
    const isLast = index === others.length - 1;
    const longer = `${text} ; ${name}`;
    if (longer.length + (isLast ? 0 : 3) > room)
      return text.length + 3 > room ? text : `${text} ..`;
    text = longer;
  }
  return text;
}

// core/notification/text.ts
function messageText(channel, contents, wording) {
  if (channel === "sms") {
    const isPage = contents.kind === "page";
    const text = isPage ? smsText(contents, wording) : smsBundle(contents, wording);
    return { subject: "", text };
  }
  return contents.kind === "page" ? emailText(contents, wording) : emailBundle(contents, wording);
}

// usecases/sign-link.ts
async function linkPath(links, target) {
  const token = await linkToken(links, target);
  return target.kind === "inbox" ? `/i/${token}` : `/a/${token}`;
}
async function linkToken(links, target) {
  const text = linkText(target);
  const signature = await links.sign(text);
  if (target.kind === "inbox") return `${text}.${signature}`;
  return `${sealedText(text, await links.mask(signature))}.${signature}`;
}

// usecases/deliver-pages.ts
function deliverPages(ports, config, publicUrl) {
  const compose = composeMessage(ports, config, publicUrl);
  return async (message, now, onEnded = () => void 0) => {
    const orders = [...new Map(message.orders.map((order) => [order.id, order])).values()];
    for (let race = 0; race < RACES2; race++) {
      const situation = await gather(ports, config, message, orders, now);
      const judged = orders.map((order) => ({ order, verdict: decideDelivery(order, situation) }));
      const sending = judged.flatMap((j) => j.verdict.kind === "send" ? [j.order] : []);
      const sent = sending.length === 0 ? NOTHING2 : await send(sending, message, situation);
      if (sent === "conflict") continue;
      await allInParallel(judged, PAGES_AT_ONCE, async ({ order, verdict }) => {
        const change2 = changeOf(order, verdict, now) ?? sent(order);
        const known3 = situation.records.get(order.id);
        const { record, saved } = await putOnRecord2(ports, order, known3, change2);
        if (saved && record !== void 0 && isFinal(record)) onEnded(record);
        if (record !== void 0 && mayBeMissed(record) && verdict.kind !== "leave")
          await tellIncident(ports, order, situation.incidents.get(order.incident));
      });
      return;
    }
    throw new LostRaces(
      `lost ${RACES2} races for the ${message.channel} mailbox of ${message.responder}: it will be tried again`
    );
  };
  async function send(orders, to, situation) {
    const { mailbox, now } = situation;
    const contents = await compose(orders, situation);
    const claim = claimed(mailbox, to, orders, now);
    if (await ports.mailboxes.save(claim, mailbox?.version ?? 0) === "conflict")
      return "conflict";
    const outcome = await ports.publisher.publish(
      { responder: to.responder, channel: to.channel },
      contents
    );
    const ids = new Set(claim.sending);
    return (order) => ids.has(order.id) ? attempted(order, outcome, orders.length - 1, now) : void 0;
  }
}
var PAGES_AT_ONCE = 25;
var NOTHING2 = () => void 0;
async function gather(ports, config, { responder, channel, hasWaited }, orders, now) {
  const mailbox = await ports.mailboxes.load(responder, channel);
  const [records, incidents] = await Promise.all([
    ports.pages.load(orders.map((order) => order.id)),
    ports.incidents.load([...new Set(orders.map((order) => order.incident))])
  ]);
  return { now, config, mailbox, records, incidents, hasWaited };
}
function composeMessage({ links }, config, publicUrl) {
  return async (orders, { incidents, now }) => {
    const about = /* @__PURE__ */ new Map();
    for (const order2 of orders) {
      const incident2 = incidents.get(order2.incident);
      if (incident2 !== void 0) about.set(incident2, order2);
    }
    const [[incident, order] = []] = about;
    if (incident === void 0 || order === void 0)
      throw new Error("a message must be about an incident");
    const target = about.size === 1 ? { kind: "page", incident: incident.id, page: linkTag(order.id) } : {
      kind: "inbox",
      responder: linkTag(order.responder),
      expiresAt: inboxExpiry(now)
    };
    const link = publicUrl + await linkPath(links, target);
    const contents = about.size === 1 ? { kind: "page", incident, order, link } : {
      kind: "bundle",
      pages: [...about].map(([of, asked]) => ({ incident: of, order: asked })),
      link
    };
    return messageText(order.channel, contents, {
      config,
      codeOf: await links.subjectCodes(),
      now
    });
  };
}
function changeOf(order, verdict, now) {
  switch (verdict.kind) {
    case "wait":
      return waiting(order, verdict.due);
    case "withdraw":
      return ended(order, "withdrawn", verdict.why, now);
    case "fail":
      return ended(order, "failed", verdict.why, now);
    case "send":
    case "tell_again":
    case "leave":
      return void 0;
  }
}
async function putOnRecord2({ pages }, order, known3, change2) {
  let current = known3;
  for (let race = 0; race < RACES2; race++) {
    const record = change2?.(current);
    if (record === void 0) return { record: current, saved: false };
    const outcome = await pages.save(record, current?.version ?? 0);
    if (outcome === "saved") return { record, saved: true };
    current = (await pages.load([order.id])).get(order.id);
  }
  throw new LostRaces(
    `lost ${RACES2} races for the record of page ${order.id}: it will be tried again`
  );
}
async function tellIncident({ incidentQueue }, order, incident) {
  if (incident === void 0) return;
  await incidentQueue.send([
    {
      body: {
        kind: "look",
        incident: incident.id,
        why: `page ${order.id} may have reached nobody`
      },
      deduplication: `failed:${order.id}`
    }
  ]);
}

// core/followed-config.ts
var ROLLOUT = 15 * MINUTE;
var LOOK_EVERY = MINUTE;
var hashes = /* @__PURE__ */ new WeakMap();
function configHash(config) {
  const known3 = hashes.get(config) ?? fingerprint([JSON.stringify(config)]);
  hashes.set(config, known3);
  return known3;
}
function followConfig(seen, own2, now) {
  const { place, ...mine } = own2;
  const begun2 = { id: place, ...mine, since: now, lookedAt: now };
  if (seen === void 0) return { kind: "look", store: begun2 };
  const order = (own2.generation ?? 0) - (seen.generation ?? 0);
  const isRunning = seen.since <= now && now < seen.since + ROLLOUT;
  if (own2.config !== seen.config)
    return order < 0 && isRunning ? { kind: "nothing" } : { kind: "look", store: begun2 };
  if (order > 0) return { kind: "store", store: { ...seen, ...mine } };
  const isDue = now >= seen.lookedAt + LOOK_EVERY;
  return order === 0 && own2.generation !== void 0 && isRunning && isDue ? { kind: "look", store: { ...seen, lookedAt: now } } : { kind: "nothing" };
}

// core/sample/in-order.ts
function inOrder3(samples) {
  if (isStrictlyInOrder(samples)) return { samples, duplicates: [] };
  const sorted = samples.toSorted(compare);
  const distinct = [];
  const duplicates = [];
  let previous;
  let seen;
  for (const sample of sorted) {
    if (previous === void 0 || compare(previous, sample) !== 0) seen = void 0;
    else {
      seen ??= /* @__PURE__ */ new Set([labelsKey(previous.labels)]);
      const key2 = labelsKey(sample.labels);
      if (seen.has(key2)) {
        duplicates.push(sample);
        continue;
      }
      seen.add(key2);
    }
    previous = sample;
    distinct.push(sample);
  }
  return { samples: distinct, duplicates };
}
function isStrictlyInOrder(samples) {
  let previous;
  for (const sample of samples) {
    if (previous !== void 0 && compare(previous, sample) >= 0) return false;
    previous = sample;
  }
  return true;
}
function compare(a, b) {
  return a.at - b.at || byText(a.metric, b.metric) || rank(a) - rank(b) || a.value - b.value || byText(a.unit ?? "", b.unit ?? "");
}
var RANKS2 = { corrected: 1, value_entered_in_error: 2, entered_in_error: 3 };
function rank({ revision }) {
  return revision === void 0 ? 0 : RANKS2[revision];
}
function byText(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// core/sample/replica.ts
function withoutReplica(labels, replicaLabels) {
  if (!namesReplica(labels, replicaLabels)) return { labels };
  const found = replicaLabels.filter((name) => own(labels, name) !== void 0);
  const rest3 = Object.entries(labels).filter(([name]) => !found.includes(name));
  const replica = found.map((name) => own(labels, name)).join(" ");
  return { labels: Object.fromEntries(rest3), replica };
}
function namesReplica(labels, replicaLabels) {
  for (const name of replicaLabels) if (Object.hasOwn(labels, name)) return true;
  return false;
}

// core/evaluation/merge-replicas.ts
function mergeReplicas(draft, { replicaLabels }) {
  if (!draft.someStored(({ labels }) => namesReplica(labels, replicaLabels))) return;
  for (const [key2, entry] of draft.entries()) {
    const { labels, replica } = withoutReplica(entry.labels, replicaLabels);
    if (replica === void 0 || !isSeries(entry)) continue;
    const merged = `${entry.rule}${labelsKey(labels)}`;
    const [kept, other] = worseFirst({ ...entry, labels }, draft.get(merged));
    if (other?.alert !== void 0 && !isSameAlert(other.alert, kept.alert))
      draft.resolve(other.alert, "rule_changed");
    draft.drop(key2);
    draft.put(merged, kept);
  }
}
function isSameAlert(one, other) {
  return one.fingerprint === other?.fingerprint;
}
function isSeries({ sent, beat, crowdedAt, noted: noted2 }) {
  return [sent, beat, crowdedAt, noted2].every((other) => other === void 0);
}
var RANKS3 = { firing: 0, pending: 1, healthy: 2 };
function worseFirst(one, other) {
  if (other === void 0) return [one];
  const order = RANKS3[one.phase] - RANKS3[other.phase] || one.changedAt - other.changedAt;
  return order < 0 ? [one, other] : [other, one];
}

// core/evaluation/revise.ts
function revise(stored, rule2, sample, { now, oldest }) {
  if (isRetraction(sample))
    return stored === void 0 ? UNCHANGED : retract(stored, rule2, sample, now);
  const { at: at2 } = sample;
  const breach = breached(stored, rule2, sample);
  if (breach && at2 < oldest) return OUT_OF_ORDER;
  if (breach && (stored === void 0 || at2 > newestKnown(stored)))
    return advance(stored, rule2, sample, now);
  if (stored === void 0) return UNCHANGED;
  if (rule2.window !== void 0) return recount(stored, rule2, { sample, breach, now });
  if (!breach) return takeBack(stored, at2, "corrected");
  if (stored.normal?.at === at2) return { kind: "remember", entry: noteBreach(stored, at2) };
  if (stored.phase !== "healthy") return restate(stored, sample);
  return advance(
    stored.changedAt === at2 ? { ...stored, changedAt: at2 - 1 } : stored,
    rule2,
    sample,
    now
  );
}
function isRetraction({ revision }) {
  return revision === "entered_in_error" || revision === "value_entered_in_error";
}
function breached(stored, rule2, { at: at2, value }) {
  const firing = stored?.phase === "firing" && at2 > stored.changedAt;
  return breaches(rule2.condition, value, firing);
}
function recount(stored, rule2, { sample, breach, now }) {
  const { window = EMPTY_WINDOW, changedAt } = stored;
  const { at: at2, value } = sample;
  const isKnown = window.some((counted2) => counted2.at === at2);
  if (at2 < changedAt && !isKnown) return OUT_OF_ORDER;
  const corrected = correct(window, { at: at2, breach }, rule2);
  return decideAgain(stored, corrected, rule2, { at: at2, value: toldValue(value), now });
}
function retract(stored, rule2, sample, now) {
  if (sample.revision === "value_entered_in_error" && !mayBeOf(stored, rule2, sample))
    return UNCHANGED;
  const { at: at2 } = sample;
  return rule2.window === void 0 ? takeBack(stored, at2, "retracted") : decideAgain(stored, without(stored.window ?? EMPTY_WINDOW, at2), rule2, { at: at2, now });
}
function mayBeOf(stored, rule2, sample) {
  const tripped = stored.phase === "firing" ? stored.alert?.value : stored.heard?.value;
  if (rule2.window === void 0 && tripped !== void 0)
    return tripped === toldValue(sample.value);
  const counted2 = stored.window?.find(({ at: at2 }) => at2 === sample.at);
  return breached(stored, rule2, sample) === (counted2?.breach ?? true);
}
function takeBack(stored, at2, how) {
  if (stored.normal?.at === at2 && how === "retracted")
    return { kind: "remember", entry: forgetNormal(stored) };
  const { phase, since, changedAt, lastBreachAt = changedAt } = stored;
  if (phase === "pending" && since === at2) return undo2(stored, healed(stored, changedAt));
  if (phase !== "firing" || changedAt !== at2 || lastBreachAt > at2) return UNCHANGED;
  if (since === at2) return undo2(stored, healed(stored, changedAt));
  return undo2(stored, {
    ...omit(stored, "lastBreachAt", "alert", "assertedAt"),
    phase: "pending"
  });
}
function decideAgain(stored, window, rule2, revised) {
  const known3 = stored.window ?? EMPTY_WINDOW;
  if (window === known3) return UNCHANGED;
  const { at: at2 } = revised;
  const left = heardAgain(withWindow(stored, window), known3, revised);
  const entry = newestKnown(left) < at2 ? { ...left, changedAt: at2 } : left;
  const [held, holds2] = [windowHolds(stored, known3, rule2), windowHolds(stored, window, rule2)];
  if (held && !holds2 && stored.phase !== "healthy" && !isHeldByLater(stored, rule2, at2))
    return undo2(stored, healed(entry, entry.changedAt));
  if (holds2 && stored.phase === "healthy")
    return begin(entry, rule2, newestKnown(entry), entry.heard);
  return { kind: "remember", entry: holds2 ? forgetNormal(entry) : entry };
}
function heardAgain(entry, known3, { at: at2, value, now }) {
  const newest = entry.window?.at(-1);
  if (entry.phase !== "healthy" || newest?.at === known3.at(-1)?.at) {
    if (entry.phase !== "healthy" || newest?.at !== at2 || value === void 0) return entry;
  }
  if (newest?.breach !== true) return omit(entry, "heard");
  if (newest.at === at2 && value !== void 0) return { ...entry, heard: { at: now, value } };
  return entry.heard === void 0 ? entry : { ...entry, heard: { at: entry.heard.at } };
}
function isHeldByLater({ phase, changedAt, window = [] }, rule2, at2) {
  const isFull = window.length === rule2.window?.of && window.every(({ breach }) => breach);
  return phase === "firing" && at2 < changedAt && isFull;
}
function undo2({ phase }, entry) {
  return phase === "firing" ? { kind: "resolve", entry, reason: "entered_in_error" } : { kind: "remember", entry };
}
function restate(stored, { at: at2, value: measured }) {
  const { alert, changedAt, phase, since, heard: heard4 } = stored;
  const value = toldValue(measured);
  if (phase === "pending" && since === at2 && heard4 !== void 0 && heard4.value !== value)
    return { kind: "remember", entry: { ...stored, heard: { ...heard4, value } } };
  return alert === void 0 || changedAt !== at2 || alert.value === value ? UNCHANGED : { kind: "remember", entry: { ...stored, alert: { ...alert, value } } };
}

// core/evaluation/evaluate-subject.ts
function evaluateSubject(stored, subject, samples, rules, now) {
  const ordered = inOrder3(samples);
  const draft = new Draft(subject, stored, now);
  const outOfOrder = [];
  const remembered2 = [];
  mergeReplicas(draft, rules);
  const pass = { draft, rules, ordered: ordered.samples, remembered: remembered2 };
  let index = 0;
  for (const sample of ordered.samples)
    if (take3(pass, sample, index++) === "out_of_order") outOfOrder.push(sample);
  const assessment = conclude2(draft, rules, stored);
  return {
    ...assessment,
    duplicates: ordered.duplicates,
    outOfOrder,
    ...denied(assessment.gaveWay, remembered2, rules),
    displaced: countKnown(assessment.gaveWay, stored)
  };
}
function denied(gaveWay, remembered2, rules) {
  const crowdedOut = [];
  const partlyKept = [];
  const lost = gaveWay.size === 0 ? [] : remembered2.filter(({ key: key2 }) => gaveWay.has(key2));
  for (const [sample, those] of Map.groupBy(lost, (one) => one.sample)) {
    const asked = rulesOn(rules, sample).filter((rule2) => ruleMatches(rule2, sample));
    if (those.length < asked.length) partlyKept.push(sample);
    else crowdedOut.push(sample);
  }
  return { crowdedOut, partlyKept };
}
function countKnown(keys, stored) {
  let count2 = 0;
  for (const key2 of keys) if (stored && own(stored.series, key2) !== void 0) count2 += 1;
  return count2;
}
function assessSubject(stored, rules, now, step) {
  const draft = new Draft(stored.subject, stored, now, step);
  mergeReplicas(draft, rules);
  return conclude2(draft, rules, stored);
}
function conclude2(draft, rules, stored) {
  if (draft.isBlank) return unchanged(stored);
  settle(draft, rules);
  return draft.close(rules);
}
function take3(pass, sample, index) {
  const { draft, rules, remembered: remembered2 } = pass;
  let late = 0;
  let taken = 0;
  let labels;
  for (const rule2 of rulesOn(rules, sample)) {
    if (!ruleMatches(rule2, sample)) continue;
    taken += 1;
    if (draft.isBlank && isUneventful(rule2, sample)) continue;
    labels ??= labelsKey(sample.labels);
    const key2 = `${rule2.name}${labels}`;
    const step = isOutdone(pass, rule2, draft.get(key2), index) ? OUT_OF_ORDER : stepOf(draft, rules, rule2, key2, sample);
    if (step === OUT_OF_ORDER) late += 1;
    else if (step !== UNCHANGED) {
      apply2(draft, rules, rule2, key2, step, sample);
      remembered2.push({ sample, key: key2 });
    }
  }
  return late > 0 && late === taken ? "out_of_order" : "taken";
}
function isOutdone(pass, rule2, entry, index) {
  if (entry === void 0 || entry.phase === "healthy" && rule2.window === void 0) return false;
  const sample = pass.ordered[index];
  const breach = ({ value }) => breaches(rule2.condition, value, entry.phase === "firing");
  if (sample === void 0 || sample.revision !== void 0 || breach(sample)) return false;
  return rivalsOf(pass, index).some((rival) => ruleMatches(rule2, rival) && breach(rival));
}
function rivalsOf(pass, index) {
  const { ordered } = pass;
  const sample = ordered[index];
  if (sample === void 0) return NONE4;
  const isBeside = (other) => other?.at === sample.at && other.metric === sample.metric;
  if (!isBeside(ordered[index - 1]) && !isBeside(ordered[index + 1])) return NONE4;
  pass.byPlace ??= Map.groupBy(
    ordered.filter(({ revision }) => revision === void 0),
    placeOf
  );
  return pass.byPlace.get(placeOf(sample)) ?? NONE4;
}
function placeOf({ at: at2, metric, labels }) {
  return `${at2} ${metric} ${labelsKey(labels)}`;
}
var NONE4 = [];
function isUneventful(rule2, sample) {
  if (isRetraction(sample)) return true;
  return rule2.condition.kind !== "absent" && !breaches(rule2.condition, sample.value, false);
}
function stepOf(draft, rules, rule2, key2, sample) {
  const entry = draft.get(key2);
  const { now } = draft;
  const oldest = now - rules.maxAge;
  if (rule2.condition.kind === "absent")
    return isRetraction(sample) || sample.at < oldest ? UNCHANGED : see(entry, rule2, rule2.condition.for, sample, now);
  const step = sample.revision === void 0 ? advance(entry, rule2, sample, now) : revise(entry, rule2, sample, { now, oldest });
  return entry?.phase === "firing" && isOfProcess(draft.subject, entry.labels) ? heardOf(step, entry, rules.maxAge, now) : step;
}
function apply2(draft, rules, rule2, key2, step, sample) {
  switch (step.kind) {
    case "fire": {
      const isBrief = isOfProcess(draft.subject, step.entry.labels);
      const entry = isBrief ? { ...step.entry, processHeardAt: draft.now } : step.entry;
      draft.fire(key2, entry, alertOf(rules, rule2, draft.subject, entry, sample));
      return;
    }
    case "resolve": {
      const { alert } = draft.get(key2) ?? {};
      if (alert !== void 0) draft.resolve(alert, step.reason);
      draft.put(key2, step.entry);
      return;
    }
    case "remember":
      draft.put(key2, step.entry);
      return;
    case "unchanged":
    case "out_of_order":
      return;
  }
}

// usecases/assess-subjects.ts
function assessSubjects(ports, config) {
  const rules = compileRules(config);
  const decide = (now, step) => (stored) => stored === void 0 ? unchanged(stored) : assessSubject(stored, rules, now, step);
  async function look(subject, stored, now, step) {
    if (stored === void 0) return { outcome: "unknown" };
    if (isRemovable(assessSubject(stored, rules, now).state ?? stored, now)) {
      const saved = await ports.subjects.remove(subject, stored.version);
      return { outcome: saved === "saved" ? "removed" : "unchanged" };
    }
    const { state, changed } = await decideAndSave(ports, subject, stored, decide(now, step));
    if (state === void 0) return { outcome: "unknown" };
    return { outcome: changed ? "changed" : "unchanged", state };
  }
  async function handOver2(states, now) {
    const { kind } = await handOverTransitions(ports, states, rules, now);
    return new Set(kind === "sent" ? [] : states.map(({ subject }) => subject));
  }
  return async (subjects, now, step) => {
    const stored = await ports.subjects.load(subjects);
    const looked = await inParallel(
      subjects,
      subjects.length,
      (subject) => look(subject, stored.get(subject), now, step)
    );
    const states = looked.flatMap((l) => l.status === "fulfilled" ? l.value.state ?? [] : []);
    const waiting2 = await handOver2(
      states.filter(({ outbox }) => outbox.length > 0),
      now
    );
    return looked.map(
      (result, i) => result.status === "rejected" ? result : {
        status: "fulfilled",
        value: waiting2.has(subjects[i] ?? "") ? "waiting" : result.value.outcome
      }
    );
  };
}
var TOGETHER = 10;
var GROUPS_AT_ONCE = 5;
function assessAll(ports, config) {
  const assess = assessSubjects(ports, config);
  return async (subjects, now, step) => {
    const groups = await inParallel(
      chunks(subjects, TOGETHER),
      GROUPS_AT_ONCE,
      (group) => assess(group, now, step)
    );
    return groups.flatMap((group) => group.status === "fulfilled" ? group.value : group).flatMap((subject) => subject.status === "rejected" ? [subject.reason] : []);
  };
}
function isRemovable({ series, outbox, lastSeq }, now) {
  return outbox.length === 0 && Object.keys(series).length === 0 && now >= removableAt({ lastSeq });
}

// usecases/assess-later-subjects.ts
var LATE = DAY;
var SLICE = 500;
function assessLaterSubjects(ports, config) {
  const assess = assessAll(ports, config);
  async function assessLane(lane, now) {
    let after = { id: "", due: now + LATE };
    while (after !== void 0) {
      const due = await ports.subjects.dueInLane(lane, END_OF_TIME, SLICE, after);
      const ids = due.map(({ id }) => id).filter((id) => !id.startsWith(OWN_ITEMS));
      for (const failure of await assess(ids, now)) throw failure;
      after = due[SLICE - 1];
    }
  }
  return async (now) => {
    const lanes = Array.from({ length: ports.subjects.dueLanes }, (_, lane) => lane);
    await allInParallel(lanes, lanes.length, (lane) => assessLane(lane, now));
  };
}

// core/evaluation/own-item.ts
function withNotes(item, stored, notes) {
  const blank2 = { subject: item, series: {}, outbox: [], lastSeq: 0 };
  return { ...blank2, ...stored, ...notes, version: (stored?.version ?? 0) + 1 };
}

// core/evaluation/heard-metrics.ts
var NOTED_EVERY = 2 * HOUR;
var EARLY = 10 * MINUTE;
var PER_ITEM = 400;
function awaitedMetrics({ rules }) {
  const awaited = /* @__PURE__ */ new Map();
  for (const { metric, name, seldomSent } of rules) {
    if (seldomSent || name.startsWith(RESERVED_PREFIX)) continue;
    const names = awaited.get(metric);
    if (names === void 0) awaited.set(metric, [name]);
    else names.push(name);
  }
  return awaited;
}
function heardItem(metric, awaited) {
  const items = Math.ceil(awaited.size / PER_ITEM);
  return `${OWN_ITEMS}metrics:${Number.parseInt(fingerprint([metric]).slice(-8), 16) % items}`;
}
function reviewHeard(item, stored, awaited, now) {
  const known3 = stored?.heard ?? {};
  const entries = [...awaited.keys()].map((metric) => [
    metric,
    own(known3, metric) ?? { since: now }
  ]);
  const isSame = entries.every(([metric]) => Object.hasOwn(known3, metric)) && entries.length === Object.keys(known3).length;
  const unsent = entries.flatMap(
    ([metric, heard5]) => isMissed(heard5, now) ? [{ metric, rules: awaited.get(metric) ?? [], ...heard5 }] : []
  );
  const heard4 = Object.fromEntries(entries);
  return { next: isSame ? void 0 : withNotes(item, stored, { heard: heard4 }), unsent };
}
function isMissed({ since, heardAt }, now) {
  return heardAt === void 0 ? now - since >= DAY - EARLY : now - heardAt >= DAY + NOTED_EVERY - EARLY;
}

// core/evaluation/unread.ts
var TOLD = 3;
var LONGEST2 = 64;
var MOST_KEPT2 = 1e4;
var MOST_UNITS = 100;
var known2 = /* @__PURE__ */ new WeakMap();
function unreadOf(rules, samples) {
  const told = /* @__PURE__ */ new Map();
  for (const { metric, unit } of samples) {
    const series = unit === void 0 ? metric : `${metric} in ${unit}`;
    if (!told.has(series))
      told.set(series, `${cut(series)}: ${whyUnread(rules, metric, unit).text}`);
    if (told.size === TOLD) break;
  }
  return { count: samples.length, examples: [...told.values()] };
}
function whyUnread(rules, metric, unit) {
  return whyKnown(rules)(metric, unit) ?? keep2(rules, metric, unit, findOut(rules, metric, unit));
}
function whyKnown(rules) {
  const all = knownOf(rules);
  return (metric, unit) => {
    const ofMetric = all.get(metric);
    return ofMetric instanceof Map ? ofMetric.get(unit) : ofMetric;
  };
}
function knownOf(rules) {
  const all = known2.get(rules) ?? /* @__PURE__ */ new Map();
  known2.set(rules, all);
  return all;
}
function keep2(rules, metric, unit, why) {
  const all = knownOf(rules);
  if (all.size >= MOST_KEPT2) all.clear();
  if (!rules.byMetric.has(metric)) all.set(metric, why);
  else {
    const before = all.get(metric);
    const ofMetric = before instanceof Map && before.size < MOST_UNITS ? before : /* @__PURE__ */ new Map();
    all.set(metric, ofMetric.set(unit, why));
  }
  return why;
}
function findOut({ byMetric }, metric, unit) {
  const index = byMetric.get(metric);
  if (index === void 0) {
    const meant = closest(metric, byMetric.keys());
    return meant === void 0 ? { text: "no rule reads the metric", isSuspicious: false } : { text: `no rule reads the metric; did you mean "${meant}"?`, isSuspicious: true };
  }
  const rules = [...index.byValue.values()].flat().concat(index.others);
  const units = rules.flatMap(
    ({ matchers }) => matchers.filter(({ name, op }) => name === "unit" && op === "=").map(({ value }) => value)
  );
  const trimmed = unit?.trim();
  if (trimmed !== void 0 && unit !== trimmed && units.includes(trimmed))
    return {
      text: `the unit "${unit}" has blanks around it, and rules on the metric read "${trimmed}"`,
      isSuspicious: true
    };
  const text = units.length === 0 || units.includes(unit ?? "") ? "no rule on the metric asks for these labels" : `rules on the metric read the unit ${[...new Set(units)].join(" or ")}`;
  return { text, isSuspicious: true };
}
function cut(text) {
  return text.length <= LONGEST2 ? text : `${text.slice(0, LONGEST2 - 1).toWellFormed()}\u2026`;
}

// core/evaluation/unread-notes.ts
var UNREAD_ITEM = `${OWN_ITEMS}unread`;
var UNREAD_EVERY = 4 * HOUR;

// usecases/note-sent.ts
async function amend(ports, item, change2) {
  const loaded = (await ports.subjects.load([item])).get(item);
  const { state } = await decideAndSave(ports, item, loaded, (stored) => {
    const next2 = change2(stored);
    return next2 === void 0 ? unchanged(stored) : { ...unchanged(next2), changed: true };
  });
  return state;
}

// usecases/audit-sent.ts
function awaitMetrics(ports, config) {
  const items = itemsOf(config);
  return async (now) => {
    for (const [item, metrics] of items)
      await amend(ports, item, (stored) => reviewHeard(item, stored, metrics, now).next);
  };
}
function itemsOf(config) {
  const awaited = awaitedMetrics(config);
  const items = Map.groupBy(awaited, ([metric]) => heardItem(metric, awaited));
  return new Map([...items].map(([item, metrics]) => [item, new Map(metrics)]));
}

// usecases/follow-config.ts
var TRUSTED = MINUTE;
var BATCH = 250;
function followConfig2(ports, config, where = { place: "here" }) {
  const own2 = { ...where, config: configHash(config) };
  const assessLater = assessLaterSubjects(ports, config);
  const awaitAll = awaitMetrics(ports, config);
  let areAwaited = false;
  let trustedUntil = Number.NEGATIVE_INFINITY;
  return async (now) => {
    if (now < trustedUntil && now > trustedUntil - 2 * TRUSTED) return 0;
    const step = followConfig(await ports.controls.followedConfig(own2.place), own2, now);
    const touched = step.kind === "look" ? await lookAtTouched(ports, config, own2, now) : 0;
    if (step.kind === "look") await assessLater(now);
    if (step.kind === "look" || !areAwaited) await awaitAll(now);
    areAwaited = true;
    if (step.kind !== "nothing") await ports.controls.putFollowedConfig(step.store);
    trustedUntil = now + TRUSTED;
    return touched;
  };
}
async function lookAtTouched({ incidents, incidentQueue }, config, own2, now) {
  const ids = (await incidents.dueBefore(END_OF_TIME, Number.POSITIVE_INFINITY)).map((d) => d.id);
  let touched = 0;
  for (const batch of chunks(ids, BATCH)) {
    const some = await incidents.load(batch);
    const found = [...some.values()].filter((incident) => isTouched(incident, config, now));
    touched += found.length;
    const round = Math.floor(now / MINUTE);
    await incidentQueue.send(
      found.map(({ id }) => ({
        body: { kind: "look", incident: id, why: "the config has changed" },
        deduplication: `${id}:${own2.config}:${round}`
      }))
    );
  }
  return touched;
}
function isTouched(incident, config, now) {
  const { status, due = now } = incident;
  if (status === "resolved" || due <= now) return false;
  const nothing = { silences: [], overrides: [], records: /* @__PURE__ */ new Map() };
  const context = { now, config, ...nothing };
  return settle2(incident, context) !== incident;
}

// usecases/handle-incident-message.ts
function handleIncidentMessages(ports, config) {
  const deliver = handOver(ports);
  const undo3 = settleUndo(ports, config);
  return async (messages, now) => {
    const [first] = messages;
    if (first === void 0) return "unchanged";
    for (let race = 0; race < RACES2; race++) {
      const known3 = await incidentOf(ports.incidents, first);
      const read = await incidentContext(ports, config, known3, now);
      const context = { ...read, ...await undo3(known3, now) };
      const decision = decideAll(known3, messages, context);
      if (decision.kind === "unchanged") {
        if (decision.incident !== void 0) await deliver(decision.incident, context);
        return "unchanged";
      }
      const expected = decision.incident.version - 1;
      if (await ports.incidents.save(decision.incident, expected) === "conflict") continue;
      await deliver(decision.incident, context);
      return "changed";
    }
    throw new LostRaces(`lost ${RACES2} races for an incident: the message will be tried again`);
  };
}
function inRuns(messages) {
  const runs = [];
  let current;
  for (const message of messages) {
    const about = kindAndTarget(message);
    if (about === current) runs.at(-1)?.push(message);
    else runs.push([message]);
    current = about;
  }
  return runs;
}
function kindAndTarget(message) {
  switch (message.kind) {
    case "transition":
      return `${message.transition.kind} ${message.transition.alert.groupKey}`;
    case "acknowledged_by_sender":
      return `acknowledged ${message.groupKey}`;
    case "look":
      return `look ${message.incident}`;
  }
}
async function incidentOf(incidents, message) {
  switch (message.kind) {
    case "transition":
      return incidents.latest(message.transition.alert.groupKey);
    case "acknowledged_by_sender":
      return incidents.latest(message.groupKey);
    case "look":
      return (await incidents.load([message.incident])).get(message.incident);
  }
}

// usecases/ingest.ts
function ingest(ports, config) {
  const rules = compileRules(config);
  return async (samples, now) => {
    const atDoor = atTheDoor(samples, rules, config, now);
    const { bySubject, rejected, unread, heardMetrics } = atDoor;
    const { decisions: evaluations, handedOver: handedOver2 } = await decideEach(
      ports,
      [...bySubject.keys()],
      (subject, state) => evaluateSubject(state, subject, bySubject.get(subject) ?? [], rules, now),
      rules,
      now
    );
    const without2 = (list3, fault) => placesOf(
      samples,
      evaluations.flatMap((e) => e[list3])
    ).map((index) => ({ index, ...fault }));
    rejected.push(...without2("crowdedOut", CROWDED_OUT));
    const counts = count(samples, evaluations, rejected);
    return {
      ...counts,
      partlyKept: without2("partlyKept", PARTLY_KEPT),
      unread: unreadOf(rules, unread),
      unreadSamples: unread,
      heardMetrics,
      handedOver: handedOver2
    };
  };
}
var WHAT_TO_DO = "the subject has as many series with something to remember as one subject can hold: give them subjects of their own, or fewer labels";
var CROWDED_OUT = {
  reason: "too_many_series",
  detail: `no rule can be kept on it: ${WHAT_TO_DO}`
};
var PARTLY_KEPT = {
  reason: "too_many_series",
  detail: `it was evaluated, and one or more of its rules cannot be kept on it: ${WHAT_TO_DO}`
};
function atTheDoor(samples, rules, { sampleTimes }, now) {
  const bySubject = /* @__PURE__ */ new Map();
  const rejected = [];
  const unread = [];
  const heardMetrics = /* @__PURE__ */ new Set();
  let last;
  for (const [index, sample] of samples.entries()) {
    const rejection = admit(sample, now, sampleTimes);
    if (rejection !== void 0) rejected.push({ index, ...rejection });
    else if (concerns(rules, sample)) {
      if (sample.metric !== last) heardMetrics.add(sample.metric);
      last = sample.metric;
      const others = bySubject.get(sample.subject);
      if (others === void 0) bySubject.set(sample.subject, [sample]);
      else others.push(sample);
    } else unread.push(sample);
  }
  return { bySubject, rejected, unread, heardMetrics };
}
function count(samples, evaluations, rejected) {
  const duplicates = evaluations.flatMap((e) => e.duplicates);
  const outOfOrder = evaluations.flatMap((e) => e.outOfOrder);
  rejected.sort((a, b) => a.index - b.index);
  return {
    accepted: samples.length - duplicates.length - outOfOrder.length - rejected.length,
    duplicates: duplicates.length,
    outOfOrder: outOfOrder.length,
    passedOver: placesOf(samples, [...duplicates, ...outOfOrder]),
    transitions: evaluations.reduce((sum, e) => sum + e.transitions.length, 0),
    rejected,
    displaced: evaluations.reduce((sum, e) => sum + e.displaced, 0)
  };
}
function placesOf(samples, some) {
  if (some.length === 0) return [];
  const wanted = new Set(some);
  return samples.flatMap((sample, index) => wanted.has(sample) ? [index] : []);
}

// usecases/follow-clock.ts
var CLOCK_ITEM = `${OWN_ITEMS}clock`;
function followClock({ subjects }, noteEvery) {
  let stored;
  let last;
  const read = async () => {
    stored = (await subjects.load([CLOCK_ITEM])).get(CLOCK_ITEM);
  };
  return {
    async wentBack(now) {
      if (last === void 0) await read();
      return wentBack(last ?? stored?.savedAt, now);
    },
    async ticked(now) {
      const noted2 = stored?.savedAt;
      if (noted2 === void 0 || Math.abs(now - noted2) >= noteEvery) {
        const next2 = withNotes(CLOCK_ITEM, stored, { savedAt: now });
        if (await subjects.save(next2, next2.version - 1) === "saved") stored = next2;
        else await read();
      }
      last = now;
    }
  };
}

// usecases/move-controls.ts
async function moveControls(controls, step, now) {
  for (const silence of await controls.silences()) {
    const moved3 = movedSilence(silence, step, now);
    if (moved3 !== silence) await controls.putSilence(moved3);
  }
  for (const override of await controls.overrides())
    if (wentBack(override.createdAt, now) > 0) await controls.putOverride(madeBy(override, now));
}
function movedSilence(silence, step, now) {
  const { createdAt, updatedAt = createdAt, startsAt, endsAt } = silence;
  const wasPlanned = startsAt > createdAt;
  const storedAt = Math.max(createdAt, updatedAt);
  const by = movedBy(storedAt, now, step) ?? (storedAt < step.at ? step.by : 0);
  if (wasPlanned) return wentBack(createdAt, now) > 0 ? madeBy(silence, now) : silence;
  const times = { startsAt: startsAt - by, endsAt: endsAt - by, updatedAt: now };
  return by === 0 ? silence : { ...madeBy(silence, now), ...times };
}
function madeBy(made, now) {
  return { ...made, createdAt: Math.min(made.createdAt, now) };
}

// usecases/tick.ts
var SLICE2 = 500;
function tick(ports, config, standby = 0) {
  const shares = allShares(ports);
  const handle = handleDue(ports, config);
  return async (now, crowded = async () => void 0, step) => {
    const asked = step === void 0 ? shares : shares.map((share) => ({ ...share, step }));
    const found = await Promise.all(asked.map((share) => findDue(ports, share, now - standby)));
    const rests = found.flatMap(({ rest: rest3 }) => rest3 ?? []);
    const [handedOn, handled] = await Promise.allSettled([
      rests.length > 0 && crowded(rests),
      Promise.all(found.map((share) => handle(share, now)))
    ]);
    if (handled.status === "rejected") throw handled.reason;
    if (handedOn.status === "rejected") throw handedOn.reason;
    return report(found, handled.value.flat(), now);
  };
}
function report(found, failures, now) {
  const counted2 = (kind) => found.reduce((sum, share) => sum + (share.kind === kind ? share.due.length : 0), 0);
  const oldest = found.reduce((first, { due: [next2] }) => Math.min(first, next2?.due ?? now), now);
  return {
    subjects: counted2("subjects"),
    incidents: counted2("incidents"),
    pages: counted2("pages"),
    oldestDue: now - oldest,
    failures
  };
}
function allShares({ subjects, incidents, pages }) {
  const lanes = (count2) => Array.from({ length: count2 }, (_, lane) => ({ lane }));
  return [
    ...lanes(subjects.dueLanes).map((lane) => ({ kind: "subjects", lanes: [lane] })),
    ...lanes(incidents.dueLanes).map((lane) => ({ kind: "incidents", lanes: [lane] })),
    { kind: "pages", lanes: lanes(pages.dueLanes) }
  ];
}
async function findDue(ports, { kind, lanes, step }, dueUntil) {
  const until = step === void 0 ? dueUntil : END_OF_TIME;
  const slices = await Promise.all(
    lanes.map(async ({ lane, after }) => ({
      lane,
      due: await ports[kind].dueInLane(lane, until, SLICE2, after)
    }))
  );
  const full = slices.flatMap(({ lane, due: due2 }) => {
    const after = due2[SLICE2 - 1];
    return after === void 0 ? [] : [{ lane, after }];
  });
  const due = slices.flatMap((slice) => slice.due).sort((a, b) => a.due - b.due);
  const back = step === void 0 ? {} : { step };
  const rest3 = full.length === 0 ? void 0 : { kind, lanes: full, ...back };
  return { kind, due, rest: rest3, ...back };
}
function handleDue(ports, config) {
  const assess = assessAll(ports, config);
  return async (found, now) => {
    const { kind, due, step } = found;
    if (due.length === 0) return [];
    if (kind === "subjects") {
      const ids = due.map(({ id }) => id);
      return (await assess(ids, now, step)).map(String);
    }
    const send = kind === "incidents" ? lookAtIncidents : sendWaitingPages;
    return send(ports, found, now).then(
      () => [],
      (reason) => [String(reason)]
    );
  };
}
async function lookAtIncidents({ incidentQueue }, { due: incidents, step }, now) {
  const [why, back] = step === void 0 ? ["due", {}] : ["the clock went back", { step }];
  await incidentQueue.send(
    incidents.map(({ id, due }) => ({
      body: { kind: "look", incident: id, why, ...back },
      deduplication: [id, due, minuteOf(now), ...step === void 0 ? [] : ["back"]].join(":")
    }))
  );
}
async function sendWaitingPages(ports, { due, step }, now) {
  const records = await ports.pages.load(due.map(({ id }) => id));
  const until = step === void 0 ? now : Number.POSITIVE_INFINITY;
  const waiting2 = [...records.values()].filter((r) => (pageDue(r, now) ?? Infinity) <= until);
  const hasWaited = step === void 0 ? {} : { hasWaited: true };
  await ports.pageQueue.send(
    bundleDue(waiting2).map((bundle) => {
      const pages = bundle.orders.map(({ id }) => `${id}@${records.get(id)?.version}`);
      const body = { ...bundle, ...hasWaited };
      return { body, deduplication: `bundle:${fingerprint(pages)}:${minuteOf(now)}` };
    })
  );
}
function minuteOf(now) {
  return Math.floor(now / MINUTE);
}

// usecases/keep-time.ts
function keepTime(ports, config, { standby = 0, noteEvery = MINUTE } = {}) {
  const look = tick(ports, config, standby);
  const clock = followClock(ports, noteEvery);
  return async (now, crowded) => {
    const wentBack2 = await clock.wentBack(now);
    const step = wentBack2 === 0 ? void 0 : { by: wentBack2, at: now };
    if (step !== void 0) await moveControls(ports.controls, step, now);
    const report2 = await look(now, crowded, step);
    await clock.ticked(now);
    return { ...report2, wentBack: wentBack2 };
  };
}

// usecases/set-silence.ts
var KEEP_ENDED = 7 * DAY;
function setSilence(ports) {
  return async (silence, now) => {
    await ports.controls.putSilence(silence);
    await lookAtTouched2(ports, silence.matchers, now, `silence ${silence.id}`);
    await sweep(ports.controls, now);
    return silence;
  };
}
async function sweep(controls, now) {
  for (const { id, endsAt } of await controls.silences())
    if (endsAt < now - KEEP_ENDED) await controls.removeSilence(id);
}
async function lookAtTouched2({ incidents, incidentQueue }, matchers, now, why) {
  const touched = (await incidents.open()).filter((incident) => isTouched2(incident, matchers));
  await incidentQueue.send(
    touched.map(({ id }) => ({
      body: { kind: "look", incident: id, why },
      deduplication: `${id}:${why}:${now}`
    }))
  );
}
function isTouched2(incident, matchers) {
  return firingAlerts(incident).some(({ alert }) => finds(matchers, alert));
}

// usecases/take-alerts.ts
function takeAlerts(ports, config) {
  const rules = compileRules(config);
  return async (events, now) => {
    const { told, rejected } = sort(events, rules, now);
    const decide = (of) => {
      const one = (item, stored) => decideOn(of.get(item), item, stored, rules, now);
      return decideEach(ports, [...of.keys()], one, rules, now);
    };
    const { decisions, handedOver: handedOver2 } = await decide(told);
    const behind = decisions.flatMap((decision) => decision.behind ?? []);
    const heard4 = sort(behind.map(fires2).filter(isHeartbeats(rules)), rules, now);
    const after = heard4.told.size > 0 ? await decide(heard4.told) : void 0;
    const all = [...decisions, ...after?.decisions ?? []];
    return {
      taken: events.length - rejected.length,
      transitions: all.reduce((sum, d) => sum + d.transitions.length, 0),
      rejected,
      faults: [...clocksBehind(behind, now), ...clocksAhead(events, now)],
      handedOver: handedOver2.kind === "sent" ? after?.handedOver ?? handedOver2 : handedOver2
    };
  };
}
function fires2({ endsAt: _, ...alert }) {
  return { kind: "fires", alert };
}
function isHeartbeats(rules) {
  return (event) => {
    const route = event.kind === "fires" ? rules.routeOf(event.alert) : void 0;
    return route !== void 0 && "heartbeat" in route.to;
  };
}
function sort(events, rules, now) {
  const told = /* @__PURE__ */ new Map();
  const rejected = [];
  for (const [index, event] of events.entries()) {
    const goes = destination(event, rules, now);
    if ("reason" in goes) rejected.push({ index, ...goes });
    else if (goes.heartbeat !== void 0) {
      const ping = { heartbeat: goes.heartbeat, ping: { kind: "success" } };
      const known3 = told.get(goes.item);
      if (known3?.kind === "heartbeats") known3.pings.push(ping);
      else told.set(goes.item, { kind: "heartbeats", pings: [ping] });
    } else {
      const known3 = told.get(goes.item);
      if (known3?.kind === "alert") known3.events.push(event);
      else told.set(goes.item, { kind: "alert", events: [event] });
      if (event.kind === "ended") alsoFormerly(event, told);
    }
  }
  return { told, rejected };
}
function alsoFormerly({ formerly }, told) {
  if (formerly === void 0 || told.has(sentItem(formerly))) return;
  const end2 = { kind: "ended", fingerprint: formerly };
  told.set(sentItem(formerly), { kind: "alert", events: [end2] });
}
function destination(event, rules, now) {
  const { alert } = event;
  const { fingerprint: fingerprint2 } = event.kind === "ended" ? event : event.alert;
  if (alert === void 0) return { item: sentItem(fingerprint2) };
  const fault = admitAlert(alert);
  if (fault !== void 0) return fault;
  const route = rules.routeOf(alert);
  if (route === void 0) return NO_ROUTE;
  const hasEnded = event.kind === "ended" || isOver(alert, now);
  if ("service" in route.to || hasEnded) return { item: sentItem(fingerprint2) };
  const { heartbeat } = route.to;
  return { item: heartbeatItem(heartbeat), heartbeat };
}
var NO_ROUTE = {
  reason: "no_route",
  detail: 'no route of the config takes this alert and there is no technical_service: add it to "alerts"'
};
function decideOn(told, item, stored, rules, now) {
  switch (told?.kind) {
    case "alert":
      return takeSent(stored, item, told.events, rules, now);
    case "heartbeats":
      return takePings(stored, item, told.pings, rules, now);
    case void 0:
      return unchanged(stored);
  }
}

// usecases/take-ping.ts
function takePing(ports, config) {
  const rules = compileRules(config);
  return async (sent, now) => {
    const decide = (item, stored) => takePings(stored, item, [sent], rules, now);
    const items = [heartbeatItem(sent.heartbeat)];
    const { decisions, handedOver: handedOver2 } = await decideEach(ports, items, decide, rules, now);
    const outcome = decisions[0]?.outcomes[0] ?? "unknown";
    return { outcome, handedOver: handedOver2 };
  };
}

// adapters/dynamodb/controls.ts
import { DeleteItemCommand as DeleteItemCommand2, GetItemCommand, PutItemCommand as PutItemCommand2 } from "@aws-sdk/client-dynamodb";

// adapters/dynamodb/conditional-write.ts
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  ReplicatedWriteConflictException
} from "@aws-sdk/client-dynamodb";
function putVersion({ client, name }, item, expectedVersion) {
  const input = { TableName: name, Item: item, ...versionIs(expectedVersion) };
  return orConflict(client.send(new PutItemCommand(input)));
}
function deleteVersion({ client, name }, key2, expectedVersion) {
  const input = { TableName: name, Key: key2, ...versionIs(expectedVersion) };
  return orConflict(client.send(new DeleteItemCommand(input)));
}
function versionIs(expected) {
  if (expected === 0) return { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ConditionExpression: "v = :expected",
    ExpressionAttributeValues: { ":expected": { N: String(expected) } }
  };
}
async function orConflict(write) {
  try {
    await write;
    return "saved";
  } catch (error) {
    if (isLostRace(error)) return "conflict";
    throw error;
  }
}
function isLostRace(error) {
  return error instanceof ConditionalCheckFailedException || error instanceof ReplicatedWriteConflictException;
}

// adapters/dynamodb/document.ts
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
var COMPRESS_ABOVE_BYTES = 8 * 1024;
var COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
var MOST_BYTES2 = 400 * 1024 - 4 * 1024;
var MOST_JSON_BYTES = 64 * 1024 * 1024;
function encodeDocument(state, name) {
  const json = JSON.stringify(state);
  const length = Buffer.byteLength(json);
  if (length <= COMPRESS_ABOVE_BYTES) return { S: json };
  const compressed = brotliCompressSync(json, COMPRESSION);
  if (compressed.length > MOST_BYTES2)
    throw new Error(
      `${name} takes ${compressed.length} bytes (${length} before compression), more than the ${MOST_BYTES2} an item can hold.`
    );
  return { B: compressed };
}
function decodeDocument(item) {
  const { doc } = item;
  if (doc?.S !== void 0) return JSON.parse(doc.S);
  if (doc?.B === void 0)
    throw new Error(
      `An item with the attributes ${Object.keys(item).join(", ")} has no document: it is none of ours.`
    );
  const json = brotliDecompressSync(doc.B, { maxOutputLength: MOST_JSON_BYTES });
  return JSON.parse(json.toString("utf8"));
}
function versionedItem(state, name, { lane, decimals }) {
  const due = state.due === void 0 ? {} : { lane: { S: lane }, due: { N: `${Math.ceil(state.due)}.${decimals}` } };
  return { doc: encodeDocument(state, name), v: { N: String(state.version) }, ...due };
}

// adapters/dynamodb/keys.ts
var DUE_LANES = 4;
var DAY_LANES = 4;
var INCIDENT = "incident#";
var ALERTS = "alerts#";
var PAGE = "page#";
function subjectKey(subject) {
  return { pk: { S: subject } };
}
function incidentsOf(groupKey2) {
  return { pk: groupHash(groupKey2), prefix: INCIDENT };
}
function incidentKey(id) {
  const parts = parseIncidentId(id);
  if (parts === void 0) return void 0;
  return key(parts.groupHash, INCIDENT + padded(parts.episode));
}
function alertsKey(incident, chunk) {
  const parts = parseIncidentId(incident);
  return parts && key(parts.groupHash, `${ALERTS}${padded(parts.episode)}#${chunk}`);
}
function pageKey(id) {
  const incident = parseIncidentId(id.split(".", 1)[0] ?? "");
  return incident && id.includes(".") ? key(incident.groupHash, PAGE + id) : void 0;
}
function mailboxKey(responder, channel) {
  return key(`mailbox#${responder}#${channel}`, "mailbox");
}
function controlKey(kind, id) {
  return key(kind, id);
}
function duePlace(kind, id) {
  const hash = fingerprint([id]);
  return {
    lane: laneKey(kind, Number.parseInt(hash.slice(-4), 16) % DUE_LANES),
    decimals: String(Number.parseInt(hash.slice(0, 10), 16)).padStart(13, "0")
  };
}
function laneKey(kind, lane) {
  return `${kind}#${lane}`;
}
function dayOf(at2) {
  return new Date(at2).toISOString().slice(0, 10);
}
function dayKey(id, openedAt) {
  return `${dayOf(openedAt)}#${Number.parseInt(fingerprint([id]).slice(-4), 16) % DAY_LANES}`;
}
function dayKeys(day) {
  const date = dayOf(day);
  return [date, ...Array.from({ length: DAY_LANES }, (_, lane) => `${date}#${lane}`)];
}
function idOf(kind, { pk, sk }) {
  const partition = pk?.S ?? "";
  const sort2 = sk?.S ?? "";
  switch (kind) {
    case "subject":
      return partition;
    case "incident":
      return incidentId(partition, Number(sort2.slice(INCIDENT.length)));
    case "page":
      return sort2.slice(PAGE.length);
  }
}
function key(pk, sk) {
  return { pk: { S: pk }, sk: { S: sk } };
}
function padded(episode) {
  return String(episode).padStart(10, "0");
}

// adapters/dynamodb/query.ts
import { QueryCommand } from "@aws-sdk/client-dynamodb";
async function queryItems({ client, name }, query, limit = Number.POSITIVE_INFINITY) {
  const found = [];
  if (limit < 1) return found;
  let from;
  do {
    const left = limit - found.length;
    const page = await client.send(
      new QueryCommand({
        ...query,
        TableName: name,
        ExclusiveStartKey: from,
        ...Number.isFinite(left) && { Limit: left }
      })
    );
    found.push(...page.Items ?? []);
    from = page.LastEvaluatedKey;
  } while (from !== void 0 && found.length < limit);
  return found;
}
function dynamodbDue(table, kind) {
  const inLane = (lane, at2, limit, after) => queryLane(table, { kind, lane, at: at2, limit, after });
  return {
    dueLanes: DUE_LANES,
    dueInLane: inLane,
    async dueBefore(at2, limit) {
      const lanes = Array.from({ length: DUE_LANES }, (_, lane) => inLane(lane, at2, limit));
      const due = (await Promise.all(lanes)).flat();
      return due.sort((a, b) => a.due - b.due).slice(0, limit);
    }
  };
}
async function queryLane(table, { kind, lane, at: at2, limit, after }) {
  const query = {
    IndexName: "due",
    KeyConditionExpression: "#lane = :lane AND #due BETWEEN :from AND :to",
    ExpressionAttributeNames: { "#lane": "lane", "#due": "due" },
    ExpressionAttributeValues: {
      ":lane": { S: laneKey(kind, lane) },
      ":from": {
        N: after === void 0 ? "0" : `${after.due}.${duePlace(kind, after.id).decimals}`
      },
      // Every place within the last millisecond that counts.
      ":to": { N: `${Math.floor(at2)}.9999999999999` }
    }
  };
  const entries = await queryItems(table, query, after === void 0 ? limit : limit + 1);
  return entries.map((entry) => ({ id: idOf(kind, entry), due: Math.floor(Number(entry["due"]?.N)) })).filter(({ id }) => id !== after?.id).slice(0, limit);
}

// adapters/dynamodb/controls.ts
function dynamodbControls(table) {
  return {
    silences: () => list(table, "silences"),
    putSilence: (silence) => put(table, "silences", silence),
    removeSilence: (id) => remove(table, "silences", id),
    overrides: () => list(table, "overrides"),
    putOverride: (override) => put(table, "overrides", override),
    removeOverride: (id) => remove(table, "overrides", id),
    key: (id) => get(table, "keys", id),
    keys: () => list(table, "keys"),
    putKey: (key2) => put(table, "keys", key2),
    changes: (from, to, limit) => changesBetween(table, from, to, limit),
    putChange: (change2) => put(table, "changes", change2),
    removeChange: (id) => remove(table, "changes", id),
    linkSecret: (candidate) => linkSecret(table, candidate),
    followedConfig: (place) => get(table, "config", place),
    putFollowedConfig: (config) => put(table, "config", config)
  };
}
async function linkSecret(table, candidate) {
  const doc = encodeDocument({ secret: candidate }, "The link secret");
  const item = { ...controlKey("link", "secret"), doc, v: { N: "1" } };
  for (let attempt = 0; attempt < SECRET_ATTEMPTS; attempt++) {
    const stored = await get(table, "link", "secret");
    if (stored) return stored.secret;
    await putVersion(table, item, 0);
  }
  throw new Error("The secret of links was stored and is gone: somebody removes items by hand.");
}
var SECRET_ATTEMPTS = 4;
async function list(table, kind) {
  const items = await queryItems(table, {
    KeyConditionExpression: "pk = :kind",
    ExpressionAttributeValues: { ":kind": { S: kind } },
    ConsistentRead: true
  });
  return items.map((item) => decodeDocument(item));
}
async function changesBetween(table, from, to, limit) {
  if (to < from) return [];
  const query = {
    KeyConditionExpression: "pk = :kind AND sk BETWEEN :from AND :to",
    ExpressionAttributeValues: {
      ":kind": { S: "changes" },
      ":from": { S: new Date(from).toISOString() },
      // An id goes on after its moment.
      ":to": { S: `${new Date(to).toISOString()}~` }
    },
    ScanIndexForward: false,
    ConsistentRead: true
  };
  return (await queryItems(table, query, limit)).map((item) => decodeDocument(item));
}
async function get({ client, name }, kind, id) {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: name, Key: controlKey(kind, id), ConsistentRead: true })
  );
  return Item && decodeDocument(Item);
}
async function put({ client, name }, kind, value) {
  const doc = encodeDocument(value, `${kind} ${value.id}`);
  await client.send(
    new PutItemCommand2({ TableName: name, Item: { ...controlKey(kind, value.id), doc } })
  );
}
async function remove({ client, name }, kind, id) {
  await client.send(new DeleteItemCommand2({ TableName: name, Key: controlKey(kind, id) }));
}

// adapters/dynamodb/incidents.ts
import { DeleteItemCommand as DeleteItemCommand3, PutItemCommand as PutItemCommand3 } from "@aws-sdk/client-dynamodb";

// core/incident/opened.ts
function compareOpened(a, b) {
  if (a.openedAt !== b.openedAt) return b.openedAt - a.openedAt;
  return a.id === b.id ? 0 : a.id > b.id ? -1 : 1;
}

// adapters/of-group.ts
function ofGroup(incident, groupKey2) {
  if (incident.groupKey === groupKey2) return incident;
  throw new Error(
    `Two group keys have the same hash: incident ${incident.id} of service ${incident.service} belongs to another than the one asked for. Rename a service or change its group_by, so that their keys differ.`
  );
}

// adapters/dynamodb/alert-chunks.ts
import { createHash } from "node:crypto";
var HOT_LENGTH = 32 * 1024;
function alertChunks() {
  const places = /* @__PURE__ */ new WeakMap();
  function remember({ id, version }, alerts, chunks2) {
    const known3 = { incident: id, version, chunks: chunks2 };
    for (const chunk of chunks2)
      for (const fingerprint2 of chunk.fingerprints) {
        const alert = alerts[fingerprint2];
        if (alert !== void 0) places.set(alert, { known: known3, chunk });
      }
  }
  return {
    /**
     * The incident of its own item and of its chunks, in the order in which the item names them.
     */
    join({ chunks: chunks2, ...head }, contents) {
      if (chunks2 === void 0) return head;
      const alerts = Object.assign({}, ...contents);
      const known3 = chunks2.map((id, i) => ({ id, fingerprints: Object.keys(contents[i] ?? {}) }));
      remember(head, alerts, known3);
      return { ...head, alerts: Object.assign(alerts, head.alerts) };
    },
    /** How to write an incident in place of the version of it that is expected to be stored. */
    split(incident, expectedVersion) {
      const entries = Object.entries(incident.alerts);
      const placeOf2 = (alert) => {
        const place = places.get(alert);
        if (place === void 0) return void 0;
        const { incident: id, version } = place.known;
        return id === incident.id && version === expectedVersion ? place : void 0;
      };
      const hot = entries.filter(([, alert]) => placeOf2(alert) === void 0);
      const known3 = entries.map(([, alert]) => placeOf2(alert)).find((place) => place)?.known;
      const before = known3?.chunks ?? [];
      const kept = keptChunks(before, hot, incident.alerts);
      if (kept === before)
        return {
          head: storedIncident(incident, Object.fromEntries(hot), before),
          dropped: [],
          remember() {
            if (known3 !== void 0) known3.version = incident.version;
          }
        };
      const sealed = Object.fromEntries(
        entries.filter(([, alert]) => !kept.includes(placeOf2(alert)?.chunk ?? NONE5))
      );
      const chunk = { id: chunkId(incident.version, sealed), fingerprints: Object.keys(sealed) };
      const chunks2 = chunk.fingerprints.length === 0 ? kept : [...kept, chunk];
      return {
        head: storedIncident(incident, {}, chunks2),
        ...chunks2 !== kept && { sealed: { id: chunk.id, alerts: sealed } },
        dropped: before.slice(kept.length).map(({ id }) => id),
        remember: () => remember(incident, incident.alerts, chunks2)
      };
    }
  };
}
var NONE5 = { id: "", fingerprints: [] };
function keptChunks(known3, hot, alerts) {
  const forgotten = known3.findIndex(
    ({ fingerprints }) => fingerprints.some((fingerprint2) => !Object.hasOwn(alerts, fingerprint2))
  );
  if (forgotten < 0 && JSON.stringify(hot).length <= HOT_LENGTH) return known3;
  let size = hot.length;
  let kept = known3.length;
  for (; kept > 0; kept -= 1) {
    const last = known3[kept - 1]?.fingerprints.length ?? 0;
    if (last > size && (forgotten < 0 || kept - 1 < forgotten)) break;
    size += last;
  }
  return known3.slice(0, kept);
}
function storedIncident(incident, alerts, chunks2) {
  const ids = chunks2.map(({ id }) => id);
  return { ...incident, alerts, ...ids.length > 0 && { chunks: ids } };
}
function chunkId(version, alerts) {
  const hash = createHash("sha256").update(JSON.stringify(alerts)).digest("hex").slice(0, 16);
  return `${String(version).padStart(10, "0")}-${hash}`;
}

// adapters/dynamodb/batch-get.ts
import { setTimeout as wait } from "node:timers/promises";
import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";

// adapters/unavailable.ts
var Unavailable = class extends Error {
  name = "ServiceUnavailable";
  /** Why, for whoever asked: it names no address, no file and nobody. */
  reason;
  constructor(message, { reason, cause } = {}) {
    super(message, { cause });
    if (reason !== void 0) this.reason = reason;
  }
};

// adapters/dynamodb/batch-get.ts
var KEYS_PER_CALL = 100;
var FRUITLESS_CALLS = 6;
async function batchGet(table, keys) {
  const distinct = [...new Map(keys.map((key2) => [JSON.stringify(key2), key2])).values()];
  const calls = chunks(distinct, KEYS_PER_CALL).map((some) => getAll(table, some));
  return (await Promise.all(calls)).flat();
}
async function getAll({ client, name }, keys) {
  const found = [];
  let left = [...keys];
  let fruitless = 0;
  while (left.length > 0) {
    const answer = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } })
    );
    found.push(...answer.Responses?.[name] ?? []);
    const unprocessed = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    fruitless = unprocessed.length < left.length ? 0 : fruitless + 1;
    left = unprocessed;
    if (fruitless >= FRUITLESS_CALLS)
      throw new Unavailable(
        `DynamoDB left ${left.length} keys of table ${name} unread ${fruitless} times in a row: it is throttling. Try again later.`
      );
    if (fruitless > 0) await wait(25 * 2 ** fruitless * (0.5 + Math.random() / 2));
  }
  return found;
}

// adapters/dynamodb/incidents.ts
function dynamodbIncidents(table) {
  const { join: join2, split } = alertChunks();
  async function withChunks(heads) {
    const found = /* @__PURE__ */ new Map();
    let left = heads;
    for (let reads = 1; left.length > 0; reads++) {
      const contents = await loadChunks(table, left);
      const lacking = [];
      for (const head of left) {
        const chunks2 = head.chunks?.map((chunk) => contents.get(chunkName(head.id, chunk))) ?? [];
        const known3 = chunks2.filter((chunk) => chunk !== void 0);
        if (known3.length < chunks2.length) lacking.push(head);
        else found.set(head.id, join2(head, known3));
      }
      if (reads >= MOST_READS && lacking[0] !== void 0) throw new Error(lackText(lacking[0]));
      left = await loadHeads(
        table,
        lacking.map(({ id }) => id)
      );
    }
    return found;
  }
  const load = async (ids) => withChunks(await loadHeads(table, ids));
  const due = dynamodbDue(table, "incident");
  return {
    load,
    async latest(groupKey2) {
      const head = await latest(table, groupKey2);
      return head && (await withChunks([head])).get(head.id);
    },
    async save(incident, expectedVersion) {
      const { head, sealed, dropped, remember } = split(incident, expectedVersion);
      if (sealed !== void 0) await putChunk(table, incident.id, sealed);
      const outcome = await putVersion(table, incidentItem(head), expectedVersion);
      if (outcome === "conflict") return outcome;
      remember();
      await Promise.all(dropped.map((id) => removeChunk(table, incident.id, id))).catch(() => {
      });
      return outcome;
    },
    ...due,
    async open() {
      const found = await due.dueBefore(END_OF_TIME, Number.POSITIVE_INFINITY);
      const incidents = await load(found.map(({ id }) => id));
      return [...incidents.values()].filter(({ status }) => status !== "resolved");
    },
    async openedOn(day, limit, after) {
      const incidents = await load(await idsOpenedOn(table, day, limit, after));
      return [...incidents.values()].sort(compareOpened);
    }
  };
}
var MOST_READS = 5;
function lackText({ id, version }) {
  return `Incident ${id} names chunks of its alerts that are not in the table, in version ${version}: somebody removes items by hand. Restore the items of its partition whose sort keys begin with "alerts#" from the table's point-in-time recovery.`;
}
async function loadHeads(table, ids) {
  if (ids.length === 0) return [];
  const keys = ids.map(incidentKey).filter((key2) => key2 !== void 0);
  const items = await batchGet(table, keys);
  return items.map((item) => decodeDocument(item));
}
async function loadChunks(table, heads) {
  const keys = heads.flatMap(
    ({ id, chunks: chunks2 = [] }) => chunks2.map((chunk) => alertsKey(id, chunk)).filter((key2) => key2 !== void 0)
  );
  const items = keys.length === 0 ? [] : await batchGet(table, keys);
  return new Map(items.map((item) => [nameOfChunk(item), decodeDocument(item)]));
}
function chunkName(incident, chunk) {
  return JSON.stringify(alertsKey(incident, chunk));
}
function nameOfChunk({ pk, sk }) {
  return JSON.stringify({ pk, sk });
}
async function putChunk({ client, name }, incident, { id, alerts }) {
  const doc = encodeDocument(alerts, `A chunk of the alerts of incident ${incident}`);
  const Item = { ...alertsKey(incident, id), doc };
  await client.send(new PutItemCommand3({ TableName: name, Item }));
}
async function removeChunk({ client, name }, incident, id) {
  await client.send(new DeleteItemCommand3({ TableName: name, Key: alertsKey(incident, id) }));
}
function incidentItem(incident) {
  const key2 = incidentKey(incident.id);
  if (key2 === void 0) throw new Error(`'${incident.id}' is not the id of an incident.`);
  return {
    ...key2,
    ...versionedItem(incident, `Incident ${incident.id}`, duePlace("incident", incident.id)),
    openedAt: { N: String(incident.openedAt) },
    // The index of days is sparse: the canary is not in it.
    ...incident.service !== CANARY.id && {
      day: { S: dayKey(incident.id, incident.openedAt) }
    }
  };
}
async function latest(table, groupKey2) {
  const { pk, prefix } = incidentsOf(groupKey2);
  const query = {
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": { S: pk }, ":prefix": { S: prefix } },
    ScanIndexForward: false,
    ConsistentRead: true
  };
  const [item] = await queryItems(table, query, 1);
  return item && ofGroup(decodeDocument(item), groupKey2);
}
async function idsOpenedOn(table, day, limit, after) {
  if (limit < 1) return [];
  const lanes = dayKeys(day).map((key2) => newestInLane(table, key2, limit, after));
  const newest = (await Promise.all(lanes)).flat().sort(compareOpened);
  return [...new Set(newest.map(({ id }) => id))].slice(0, limit);
}
async function newestInLane(table, key2, limit, after) {
  const place = (entry) => {
    return { id: idOf("incident", entry), openedAt: Number(entry["openedAt"]?.N) };
  };
  const ofMoment = async (at2) => (await queryItems(table, onDay(key2, "= :at", at2))).map(place);
  const before = after === void 0 ? onDay(key2) : onDay(key2, "< :at", after.openedAt);
  const [beside, older] = await Promise.all([
    after === void 0 ? [] : ofMoment(after.openedAt),
    queryItems(table, before, limit)
  ]);
  const found = older.map(place);
  const last = found.length < limit ? void 0 : found.at(-1)?.openedAt;
  const whole = last === void 0 ? [] : await ofMoment(last);
  return [
    ...beside.filter((one) => after !== void 0 && compareOpened(after, one) < 0),
    ...found.filter(({ openedAt }) => openedAt !== last),
    ...whole
  ];
}
function onDay(key2, moment, at2) {
  const condition = moment === void 0 ? "" : ` AND openedAt ${moment}`;
  return {
    IndexName: "day",
    KeyConditionExpression: `#day = :day${condition}`,
    ExpressionAttributeNames: { "#day": "day" },
    ExpressionAttributeValues: {
      ":day": { S: key2 },
      ...at2 !== void 0 && { ":at": { N: String(at2) } }
    },
    ScanIndexForward: false
  };
}

// adapters/dynamodb/mailboxes.ts
import { GetItemCommand as GetItemCommand2 } from "@aws-sdk/client-dynamodb";
function dynamodbMailboxes(table) {
  return {
    async load(responder, channel) {
      const { Item } = await table.client.send(
        new GetItemCommand2({
          TableName: table.name,
          Key: mailboxKey(responder, channel),
          ConsistentRead: true
        })
      );
      return Item && decodeDocument(Item);
    },
    save(mailbox, expectedVersion) {
      const { responder, channel, version } = mailbox;
      const doc = encodeDocument(mailbox, `Mailbox ${responder} ${channel}`);
      const item = { ...mailboxKey(responder, channel), doc, v: { N: String(version) } };
      return putVersion(table, item, expectedVersion);
    }
  };
}

// adapters/dynamodb/pages.ts
function dynamodbPages(table) {
  return {
    async load(ids) {
      const items = await batchGet(
        table,
        ids.map(pageKey).filter((key2) => key2 !== void 0)
      );
      const records = items.map((item) => decodeDocument(item));
      return new Map(records.map((record) => [record.order.id, record]));
    },
    save: (record, expectedVersion) => putVersion(table, pageItem(record), expectedVersion),
    ...dynamodbDue(table, "page")
  };
}
function pageItem(record) {
  const { id } = record.order;
  const key2 = pageKey(id);
  if (key2 === void 0)
    throw new Error(
      `'${id}' is not the id of a page: it must begin with its incident's id and a dot.`
    );
  return { ...key2, ...versionedItem(record, `Page ${id}`, duePlace("page", id)) };
}

// adapters/dynamodb/subjects.ts
import { ScanCommand } from "@aws-sdk/client-dynamodb";
function dynamodbSubjects(table) {
  return {
    async load(subjects) {
      const items = await batchGet(table, subjects.map(subjectKey));
      const states = items.map((item) => decodeDocument(item));
      return new Map(states.map((state) => [state.subject, state]));
    },
    async some(limit, after) {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new ScanCommand({
          TableName: table.name,
          Limit: limit,
          ...after !== void 0 && { ExclusiveStartKey: subjectKey(after) }
        })
      );
      const states = Items.map((item) => decodeDocument(item));
      const next2 = LastEvaluatedKey?.["pk"]?.S;
      return { states, ...next2 !== void 0 && { next: next2 } };
    },
    save(state, expectedVersion) {
      const { subject } = state;
      const item = versionedItem(
        state,
        `The subject with the hash ${fingerprint([subject])}`,
        duePlace("subject", subject)
      );
      return putVersion(table, { ...subjectKey(subject), ...item }, expectedVersion);
    },
    remove: (subject, expectedVersion) => deleteVersion(table, subjectKey(subject), expectedVersion),
    ...dynamodbDue(table, "subject")
  };
}

// adapters/dynamodb/stores.ts
function dynamodbStores(client, names) {
  const incidentsTable = { client, name: names.incidents };
  return {
    subjects: dynamodbSubjects({ client, name: names.subjects }),
    incidents: dynamodbIncidents(incidentsTable),
    pages: dynamodbPages(incidentsTable),
    mailboxes: dynamodbMailboxes(incidentsTable),
    controls: dynamodbControls({ client, name: names.controls })
  };
}

// adapters/some-subjects.ts
function upTo(limit, found) {
  const states = found.slice(0, limit);
  const last = states.at(-1);
  return found.length > limit && last !== void 0 ? { states, next: last.subject } : { states };
}

// adapters/sqlite/row.ts
import { crc32 } from "node:zlib";
var COLUMNS = "id, version, due, doc, sum";
function rowOf(id, version, due, state) {
  const row = { id, version, due: due ?? null, doc: JSON.stringify(state) };
  return { ...row, sum: sumOf(row) };
}
function isSound(row) {
  return row.sum === sumOf(row);
}
function stateOf(row) {
  if (isSound(row)) return JSON.parse(row.doc);
  throw new Unavailable(
    "A row of the store is not what was written: the disk has damaged it. Stop Wardbell and start it again: it then checks the whole file and names what is damaged.",
    { reason: DAMAGED }
  );
}
var DAMAGED = "What Wardbell has stored is damaged, and its log says so.";
function sumOf({ id, version, due, doc }) {
  return crc32(doc, crc32(`${id}
${version}
${due}
`));
}

// adapters/sqlite/versioned-table.ts
function versionedTable(db, table, more = () => ({})) {
  const dueAfter = (at2, limit, after = { id: "", due: -Infinity }) => db.read(
    () => db.prepare(
      `SELECT id, due FROM ${table} WHERE due <= ? AND (due, id) > (?, ?) ORDER BY due, id LIMIT ?`
    ).all(at2, after.due, after.id, atMost(limit))
  );
  const select = `SELECT ${COLUMNS} FROM ${table}`;
  return {
    load: (ids) => db.read(() => loadAll(db, `${select} WHERE id = ?`, ids)),
    find: (condition, ...values) => db.read(
      () => db.prepare(`${select} WHERE ${condition}`).all(...values).map(
        stateOf
      )
    ),
    async save(id, state, expectedVersion) {
      const row = { ...rowOf(id, state.version, state.due, state), ...more(state) };
      return db.write(
        () => expectedVersion === 0 ? insert(db, table, row) : update(db, table, row, expectedVersion)
      );
    },
    remove: (id, expectedVersion) => db.write(
      () => outcomeOf2(
        db.prepare(`DELETE FROM ${table} WHERE id = ? AND version = ?`).run(id, expectedVersion)
      )
    ),
    due: {
      dueBefore: dueAfter,
      dueLanes: 1,
      dueInLane: (_lane, at2, limit, after) => dueAfter(at2, limit, after)
    }
  };
}
function atMost(limit) {
  return Number.isFinite(limit) ? Math.max(0, Math.floor(limit)) : -1;
}
function loadAll(db, sql, ids) {
  const found = /* @__PURE__ */ new Map();
  const get3 = db.prepare(sql);
  db.prepare("BEGIN").run();
  try {
    for (const id of ids) {
      const row = get3.get(id);
      if (row !== void 0) found.set(id, stateOf(row));
    }
  } finally {
    db.prepare("COMMIT").run();
  }
  return found;
}
function insert(db, table, row) {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => "?")}) ON CONFLICT DO NOTHING`;
  return outcomeOf2(db.prepare(sql).run(...Object.values(row)));
}
function update(db, table, row, expected) {
  const columns = Object.keys(row).map((column) => `${column} = ?`);
  const sql = `UPDATE ${table} SET ${columns} WHERE id = ? AND version = ?`;
  return outcomeOf2(db.prepare(sql).run(...Object.values(row), row.id, expected));
}
function outcomeOf2({ changes }) {
  return Number(changes) === 1 ? "saved" : "conflict";
}

// adapters/sqlite/controls.ts
function sqliteControls(db) {
  return {
    silences: () => list2(db, "silences"),
    putSilence: (silence) => put2(db, "silences", silence),
    removeSilence: (id) => remove2(db, "silences", id),
    overrides: () => list2(db, "overrides"),
    putOverride: (override) => put2(db, "overrides", override),
    removeOverride: (id) => remove2(db, "overrides", id),
    key: (id) => get2(db, "keys", id),
    keys: () => list2(db, "keys"),
    putKey: (key2) => put2(db, "keys", key2),
    changes: (from, to, limit) => range(db, {
      from: `changes/${new Date(from).toISOString()}`,
      // An id goes on after its moment.
      to: `changes/${new Date(to).toISOString()}~`,
      order: "DESC",
      limit
    }),
    putChange: (change2) => put2(db, "changes", change2),
    removeChange: (id) => remove2(db, "changes", id),
    followedConfig: (place) => get2(db, "config", place),
    putFollowedConfig: (config) => put2(db, "config", config),
    async linkSecret(candidate) {
      const secret = { id: "secret", secret: candidate };
      await put2(db, "link", secret, "ON CONFLICT DO NOTHING");
      return (await get2(db, "link", "secret"))?.secret ?? candidate;
    }
  };
}
function list2(db, kind) {
  return range(db, { from: `${kind}/`, to: `${kind}0`, order: "ASC", limit: Infinity });
}
function range(db, { from, to, order, limit }) {
  const sql = `SELECT ${COLUMNS} FROM controls WHERE id >= ? AND id < ? ORDER BY id ${order} LIMIT ?`;
  return db.read(
    () => db.prepare(sql).all(from, to, atMost(limit)).map(stateOf)
  );
}
function get2(db, kind, id) {
  return db.read(() => {
    const sql = `SELECT ${COLUMNS} FROM controls WHERE id = ?`;
    const row = db.prepare(sql).get(`${kind}/${id}`);
    return row && stateOf(row);
  });
}
async function put2(db, kind, value, otherwise = "ON CONFLICT DO UPDATE SET doc = excluded.doc, sum = excluded.sum") {
  const row = rowOf(`${kind}/${value.id}`, 1, void 0, value);
  const sql = `INSERT INTO controls (${COLUMNS}) VALUES (?, ?, ?, ?, ?) ${otherwise}`;
  await db.write(() => db.prepare(sql).run(...Object.values(row)));
}
async function remove2(db, kind, id) {
  await db.write(() => db.prepare("DELETE FROM controls WHERE id = ?").run(`${kind}/${id}`));
}

// adapters/sqlite/stores.ts
function sqliteStores(db) {
  return {
    subjects: sqliteSubjects(db),
    incidents: sqliteIncidents(db),
    pages: sqlitePages(db),
    mailboxes: sqliteMailboxes(db),
    controls: sqliteControls(db)
  };
}
function sqliteSubjects(db) {
  const table = versionedTable(db, "subjects");
  return {
    load: table.load,
    async some(limit, after = "") {
      const found = await table.find("id > ? ORDER BY id LIMIT ?", after, atMost(limit + 1));
      return upTo(limit, found);
    },
    save: (state, expectedVersion) => table.save(state.subject, state, expectedVersion),
    remove: table.remove,
    ...table.due
  };
}
function sqliteIncidents(db) {
  const table = versionedTable(db, "incidents", columnsOf);
  return {
    async latest(groupKey2) {
      const hash = groupHash(groupKey2);
      const [incident] = await table.find("group_hash = ? ORDER BY episode DESC LIMIT 1", hash);
      return incident && ofGroup(incident, groupKey2);
    },
    load: table.load,
    save: async (incident, expectedVersion) => table.save(incident.id, incident, expectedVersion),
    ...table.due,
    async open() {
      const due = await table.find("due IS NOT NULL");
      return due.filter(({ status }) => status !== "resolved");
    },
    openedOn(day, limit, after = { openedAt: Infinity, id: "" }) {
      const start = Math.floor(day / DAY) * DAY;
      return table.find(
        "listed = 1 AND opened_at >= ? AND opened_at < ? AND (opened_at, id) < (?, ?) ORDER BY opened_at DESC, id DESC LIMIT ?",
        start,
        start + DAY,
        after.openedAt,
        after.id,
        atMost(limit)
      );
    }
  };
}
function columnsOf(incident) {
  const name = parseIncidentId(incident.id);
  if (name === void 0) throw new Error(`'${incident.id}' is not the id of an incident.`);
  return {
    group_hash: name.groupHash,
    episode: name.episode,
    opened_at: incident.openedAt,
    // The canary's, hundreds a day, are in no day's list.
    listed: incident.service === CANARY.id ? 0 : 1
  };
}
function sqlitePages(db) {
  const table = versionedTable(db, "pages");
  return {
    load: table.load,
    save: (record, expectedVersion) => table.save(record.order.id, record, expectedVersion),
    ...table.due
  };
}
function sqliteMailboxes(db) {
  const table = versionedTable(db, "mailboxes");
  const idOf2 = (responder, channel) => `${responder}#${channel}`;
  return {
    async load(responder, channel) {
      const id = idOf2(responder, channel);
      return (await table.load([id])).get(id);
    },
    save: (mailbox, expectedVersion) => table.save(idOf2(mailbox.responder, mailbox.channel), mailbox, expectedVersion)
  };
}

// released.ts
var plain = { write: JSON.stringify, read: JSON.parse };
var code = {
  takeSamples: ingest,
  takeAlerts,
  acknowledge: acknowledgeSent,
  takePing,
  act: actOnIncident,
  silence: setSilence,
  tick: keepTime,
  followConfig: followConfig2,
  messageRuns: inRuns,
  takeIncidentMessages: handleIncidentMessages,
  deliver: deliverPages,
  formats: { incident: plain, page: plain, tick: plain }
};
export {
  code,
  dynamodbStores,
  sqliteStores
};
