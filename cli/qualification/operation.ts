import { SEVERITIES, type Severity } from '#core/alert/severity.ts';
import type { Target } from '#core/escalation/policy.ts';
import { formatDuration } from '#core/time/duration.ts';
import { SECOND } from '#core/time/instant.ts';
import {
  type Bench,
  Deviation,
  incidentAbout,
  NotRun,
  namePages,
  PROMPTLY,
  QUIET,
  type SeenIncident,
  type Step,
  sentPages,
  type Traces,
  until,
  waitQuietly,
} from './bench.ts';
import { retire } from './clean-up.ts';
import { absenceOf, healthyValue, postValue, type Trial, trialOf } from './trial.ts';

/** Operational qualification: each severity pages, and what is to follow a page follows. */
export function operationSteps(bench: Bench, traces: Traces): readonly Step[] {
  const used = SEVERITIES.filter((severity) =>
    bench.config.rules.some((rule) => rule.severity === severity),
  );
  const trials = new Map(
    used.map((severity) => [severity, trialOf(bench.config, severity, bench.run)] as const),
  );
  const worst = [...trials.values()].find((trial) => trial !== undefined);
  const paging = used.map((severity) =>
    pageStep(bench, traces, { id: `OQ-1-${severity}`, severity, trial: trials.get(severity) }),
  );
  const following = [escalateStep, acknowledgeStep, recoverStep, silenceStep, absenceStep];
  return [
    ...paging,
    ...following.map((step, index) => step(bench, traces, { id: `OQ-${index + 2}`, trial: worst })),
  ];
}

interface About {
  readonly id: string;
  readonly trial: Trial | undefined;
}

function pageStep(
  bench: Bench,
  { subjects }: Traces,
  { id, severity, trial }: About & { readonly severity: Severity },
): Step {
  return {
    id,
    title: `A breach of severity ${severity} pages whoever is on call`,
    expected: 'one incident, and a page sent to each person of the first step',
    run: async () => {
      const { rule, subject, breaching } = needed(
        trial,
        `no rule of severity ${severity} fires at one sample of any subject`,
      );
      subjects.add(subject);
      const called = await calledFirst(bench, rule.service, severity);
      const posted = bench.now();
      await postValue(bench, rule, subject, breaching);
      const wait = PROMPTLY + (bench.config.services[rule.service]?.groupWait ?? 0);
      const incident = await pagedWithin(bench, wait, subject);
      if (incident === undefined) {
        throw new Deviation(`no page was sent within ${formatDuration(wait)} of the breach`);
      }
      const seconds = Math.ceil((bench.now() - posted) / SECOND);
      const pages = sentPages(incident);
      const seen = `incident ${incident.id}, rule ${rule.name}: ${namePages(pages)}, within ${seconds} s of the breach`;
      const stranger = pages.find(({ responder }) => !called.includes(responder));
      if (incident.severity !== severity || stranger !== undefined) {
        throw new Deviation(`${seen}; expected ${severity} to ${called.join(', ') || 'nobody'}`);
      }
      return seen;
    },
  };
}

function escalateStep(bench: Bench, _: Traces, { id, trial }: About): Step {
  return {
    id,
    title: 'Without an answer the escalation goes on',
    expected: 'another page after the wait of the first step',
    run: async () => {
      const { rule, subject } = needed(trial, 'no rule fires at one sample');
      const policy = bench.config.services[rule.service]?.policies[rule.severity] ?? '';
      const wait = bench.config.policies[policy]?.steps[0]?.delay ?? 0;
      isWithin(bench, wait);
      const before = await openAbout(bench, subject);
      const first = new Set(before.pages.map((page) => page.id));
      const later = await until(bench, wait + PROMPTLY, async () => {
        const pages = sentPages(await openAbout(bench, subject));
        const more = pages.filter((page) => !first.has(page.id));
        return more.length > 0 ? more : undefined;
      });
      if (later === undefined) {
        throw new Deviation(`no further page within ${formatDuration(wait + PROMPTLY)}`);
      }
      return `a further page to ${namePages(later)}`;
    },
  };
}

function acknowledgeStep(bench: Bench, _: Traces, { id, trial }: About): Step {
  return {
    id,
    title: 'An acknowledgement ends the paging',
    expected: `the incident is acknowledged, and no page follows within ${formatDuration(QUIET)}`,
    run: async () => {
      const { subject } = needed(trial, 'no rule fires at one sample');
      const { id: incident, pages } = await openAbout(bench, subject);
      const by = pages[0]?.responder;
      await bench.client.acknowledgeIncident({ path: { id: incident }, body: { by } });
      const acknowledged = await openAbout(bench, subject);
      await waitQuietly(bench);
      const after = await openAbout(bench, subject);
      const seen = `${after.status} by ${after.acknowledgedBy}`;
      const more = sentPages(after).length - sentPages(acknowledged).length;
      if (after.status !== 'acknowledged' || more > 0) {
        throw new Deviation(`${seen}, ${more} further pages`);
      }
      return `${seen}, no further page`;
    },
  };
}

function recoverStep(bench: Bench, _: Traces, { id, trial }: About): Step {
  return {
    id,
    title: 'A healthy value ends the incident',
    expected: 'the incident is resolved',
    run: async () => {
      const { rule, subject, healthy } = needed(trial, 'no rule fires at one sample');
      if (rule.keepFiringFor > 0 || bench.config.services[rule.service]?.autoResolve === false) {
        throw new NotRun(`${rule.name} is held after its end, or its service by a person`);
      }
      await postValue(bench, rule, subject, healthy);
      const ended = await until(bench, PROMPTLY, async () => {
        const found = await openAbout(bench, subject);
        return found.status === 'resolved' ? found : undefined;
      });
      if (ended === undefined) {
        throw new Deviation(`not resolved within ${formatDuration(PROMPTLY)}`);
      }
      return `incident ${ended.id} resolved`;
    },
  };
}

function silenceStep(bench: Bench, traces: Traces, { id, trial }: About): Step {
  return {
    id,
    title: 'What is silenced is on record, and pages nobody',
    expected: `an incident that is silenced, and no page within ${formatDuration(QUIET)}`,
    run: async () => {
      const { rule, breaching } = needed(trial, 'no rule fires at one sample');
      const subject = `${bench.run}-silenced`;
      traces.subjects.add(subject);
      traces.silences.add(subject);
      await bench.client.setSilence({
        body: {
          id: subject,
          matchers: [`subject="${subject}"`],
          minutes: 30,
          comment: `qualification ${bench.run}`,
        },
      });
      try {
        await postValue(bench, rule, subject, breaching);
        await waitQuietly(bench);
        const found = await openAbout(bench, subject);
        if (found.silencedBy === undefined || found.pages.length > 0) {
          throw new Deviation(
            `silenced: ${found.silencedBy ?? 'no'}; pages to ${namePages(found.pages)}`,
          );
        }
        return `incident ${found.id}, silenced, no page`;
      } finally {
        // What fails here is tried again at the end of the run, and told there.
        await retire(bench, subject).catch(() => undefined);
      }
    },
  };
}

function absenceStep(bench: Bench, { subjects }: Traces, { id }: About): Step {
  return {
    id,
    title: 'A subject that falls silent pages',
    expected: 'a page once the time of the rule and a fifth of it have passed',
    run: async () => {
      const rule = absenceOf(bench.config);
      if (rule === undefined) {
        throw new NotRun('no rule with "absent" is for any subject');
      }
      const wait = rule.absentFor * 1.2 + PROMPTLY;
      isWithin(bench, wait);
      const subject = `${bench.run}-absent`;
      subjects.add(subject);
      await postValue(bench, rule, subject, healthyValue(bench.config, rule.metric));
      const paged = await pagedWithin(bench, wait, subject);
      if (paged === undefined) {
        throw new Deviation(`no page within ${formatDuration(wait)} of the last value`);
      }
      return `incident ${paged.id}, rule ${rule.name}: ${namePages(sentPages(paged))}`;
    },
  };
}

/** The incident about a subject, once a page of it was sent; undefined if none is within `wait`. */
function pagedWithin(
  bench: Bench,
  wait: number,
  subject: string,
): Promise<SeenIncident | undefined> {
  return until(bench, wait, async () => {
    const found = await incidentAbout(bench, subject);
    return found && sentPages(found).length > 0 ? found : undefined;
  });
}

function needed(trial: Trial | undefined, reason: string): Trial {
  if (trial === undefined) {
    throw new NotRun(reason);
  }
  return trial;
}

function isWithin({ longestWait }: Bench, wait: number): void {
  if (wait > longestWait) {
    throw new NotRun(
      `it would wait ${formatDuration(wait)}, longer than --longest-wait ${formatDuration(longestWait)}`,
    );
  }
}

async function openAbout(bench: Bench, subject: string): Promise<SeenIncident> {
  const found = await incidentAbout(bench, subject);
  if (found === undefined) {
    throw new Deviation(`there is no incident about ${subject}`);
  }
  return found;
}

/** Whom the first step that reaches anybody pages now, overrides considered. */
async function calledFirst(
  bench: Bench,
  service: string,
  severity: Severity,
): Promise<readonly string[]> {
  const { config, client } = bench;
  const policy = config.policies[config.services[service]?.policies[severity] ?? ''];
  const { schedules } = await client.listOnCall();
  const peopleOf = ({ kind, id }: Target) =>
    kind === 'person'
      ? [id]
      : schedules.filter((one) => one.schedule === id).flatMap(({ person }) => person ?? []);
  const steps = policy?.steps.map(({ targets }) => targets.flatMap(peopleOf)) ?? [];
  return steps.find((people) => people.length > 0) ?? policy?.fallback.flatMap(peopleOf) ?? [];
}
