import type { Config } from '#api/client/index.ts';
import { type Content, html } from '../frame/html.ts';
import { personName, serviceName } from '../frame/me.ts';
import { Some } from '../frame/some.ts';
import { Badge, joined, metricName, Theirs, WebLink } from '../frame/text.ts';
import { duration } from '../frame/time.ts';
import { stepName } from '../incident/ladder.ts';
import { limitInWords } from '../subject/condition.ts';
import { words } from '../words/index.ts';
import { severityNames } from './reachability.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;

const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;

/** What the team wrote, in words: each list opens by itself. */
export function ConfigLists({ config }: { readonly config: Config }) {
  const w = words.value.platform.config;
  const { services, policies, schedules, rules, people } = config;
  return html`<${Listed} title=${w.services} items=${services} row=${serviceRow} />
    <${Listed} title=${w.policies} items=${policies} row=${policyRow} />
    <${Listed} title=${w.schedules} items=${schedules} row=${scheduleRow} />
    <${Listed} title=${w.rules} items=${rules} row=${ruleRow} />
    <${Listed} title=${w.people} items=${people} row=${personRow} />`;
}

function Listed<Item>({
  title,
  items,
  row,
}: {
  readonly title: string;
  readonly items: readonly Item[];
  readonly row: (item: Item) => Content;
}) {
  return html`<details class="group">
    <summary>${title} (${items.length})</summary>
    <${Some} items=${items} row=${(item: Item) => html`<li>${row(item)}</li>`} />
  </details>`;
}

/** A name, and facts below it. */
function named(name: string, id: string, facts: readonly Content[]): Content {
  return html`<p><strong><${Theirs} text=${name} /></strong> ${id !== name && html`<code>${id}</code>`}</p>
    <ul class="plain small">
      ${facts.map((fact) => html`<li>${fact}</li>`)}
    </ul>`;
}

const theirs = (text: string) => html`<${Theirs} text=${text} />`;

function serviceRow({
  id,
  name,
  policies,
  groupBy,
  ackTimeoutSeconds,
  autoResolve,
}: Config['services'][number]): Content {
  const w = words.value.platform.config;
  return named(name, id, [
    ...SEVERITIES.map((severity) => {
      const policy = policies[severity];
      const called = words.value.severity[severity];
      return theirs(policy === null ? w.recordsOnly(called) : w.pagesBy(called, policy));
    }),
    theirs(w.groupedBy(joined(groupBy))),
    ...(ackTimeoutSeconds === undefined
      ? []
      : [w.ackTimeout(duration(ackTimeoutSeconds * SECOND))]),
    ...(autoResolve ? [] : [w.held]),
  ]);
}

type Policy = Config['policies'][number];

function policyRow({ id, steps, repeat, fallback }: Policy): Content {
  const w = words.value.platform.config;
  return named(id, id, [
    ...steps.map(({ targets, delaySeconds, answers }, index) => {
      const must = answers === undefined ? [] : [words.value.now.mustAnswer(answers)];
      const told = [targetNames(targets), ...must, w.waits(duration(delaySeconds * SECOND))];
      return theirs(`${stepName({ number: index + 1 })}: ${told.join(', ')}`);
    }),
    ...(repeat > 0 ? [w.repeats(repeat)] : []),
    ...(fallback.length > 0
      ? [theirs(`${words.value.incident.fallback}: ${targetNames(fallback)}`)]
      : []),
  ]);
}

function targetNames(targets: Policy['fallback']): string {
  return joined(
    targets.map(({ kind, id }) =>
      kind === 'person' ? personName(id) : words.value.incident.schedule(id),
    ),
  );
}

type Layer = Config['schedules'][number]['layers'][number];

function scheduleRow({ id, timeZone, layers }: Config['schedules'][number]): Content {
  return named(id, id, [timeZone, ...layers.map(layerText)]);
}

function layerText({ name, people, start, restrictions, exceptions = [], ...of }: Layer) {
  const w = words.value.platform.config;
  const { shiftHours, handOffs = [], timeZone } = of;
  const crews = joined(people.map((crew) => crew.map(personName).join(' + ')));
  const begins = start.replace('T', ' ');
  const changes = joined(handOffs.map(({ day, time }) => `${w.day[day]} ${time}`));
  const layer =
    shiftHours === undefined
      ? w.layerByWeek(name, crews, changes, begins)
      : w.layer(name, crews, duration(shiftHours * HOUR), begins);
  const zone = timeZone === undefined ? [] : [timeZone];
  const when = restrictions.map((one) => w.restricted(daysText(one), one.from, one.to));
  const not = exceptions.map((one) => w.excepted(daysText(one), one.from, one.to));
  return theirs([layer, ...zone, ...when, ...not].join('; '));
}

function daysText({ days, dates = [] }: Layer['restrictions'][number]): string {
  const w = words.value.platform.config;
  const named = days.map((day) => w.day[day]);
  return named.length + dates.length === 0 ? w.everyDay : joined([...named, ...dates]);
}

function ruleRow(rule: Config['rules'][number]): Content {
  const w = words.value.platform.config;
  const { name, title, service, severity, metric, condition, matchers, runbook } = rule;
  return html`<p>
      <${Badge} severity=${severity} /> <strong><${Theirs} text=${title} /></strong>${' '}
      <code>${name}</code>
    </p>
    <ul class="plain small">
      <li>${theirs(w.condition(metricName(metric), limitInWords(condition)))}</li>
      ${matchers.length > 0 && html`<li>${theirs(w.only(joined(matchers)))}</li>`}
      <li>${theirs(`${words.value.now.service}: ${serviceName(service)}`)}</li>
      ${runbook && html`<li><${WebLink} url=${runbook.url} name=${runbook.name} /></li>`}
    </ul>`;
}

function personRow({ id, name, notify }: Config['people'][number]): Content {
  const w = words.value.platform.config;
  return named(
    name,
    id,
    notify.length === 0
      ? [w.cannotBePaged]
      : notify.map(({ channel, severities, delaySeconds }) =>
          w.notify(
            words.value.channels[channel].name,
            severityNames(severities),
            delaySeconds === 0 ? '' : duration(delaySeconds * SECOND),
          ),
        ),
  );
}
