import type { Subject, SubjectRule, SubjectSeries } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { pairsOf } from '../frame/matching.ts';
import { serviceName } from '../frame/me.ts';
import { Badge, metricName, Theirs } from '../frame/text.ts';
import { Since, Until } from '../frame/time.ts';
import { StateBadge } from '../subjects/state.ts';
import { words } from '../words/index.ts';
import { conditionText, numberText } from './condition.ts';
import { SetLimit } from './limits.ts';

const PHASES = ['firing', 'pending', 'healthy'] as const;

/** Its rules: first those that remember something, with what each makes of it now. */
export function Rules({
  subject: { subject, rules, series, moreRules = 0 },
}: {
  readonly subject: Subject;
}) {
  const w = words.value;
  const known = new Map(rules.map((rule) => [rule.rule, rule]));
  const byRule = [...Map.groupBy(series, ({ rule }) => rule)].sort(
    ([, a], [, b]) => worst(a) - worst(b),
  );
  const others = rules.filter(({ rule }) => !series.some((one) => one.rule === rule));
  return html`${
    byRule.length > 0 &&
    html`<h2>${w.subject.rules} (${byRule.length})</h2>
        <ul class="listed">
          ${byRule.map(
            ([name, those]) =>
              html`<${RuleRow} key=${name} subject=${subject} name=${name} rule=${known.get(name)} series=${those} />`,
          )}
        </ul>`
  }
    ${
      others.length > 0 &&
      html`<details>
        <summary>${w.subject.otherRules} (${others.length + moreRules})</summary>
        <p class="small">${w.subject.otherRulesHint}</p>
        <ul class="listed">
          ${others.map(
            (rule) =>
              html`<${RuleRow} key=${rule.rule} subject=${subject} name=${rule.rule} rule=${rule} series=${[]} />`,
          )}
        </ul>
        ${moreRules > 0 && html`<p>${w.now.more(moreRules)}</p>`}
      </details>`
    }`;
}

function worst(series: readonly SubjectSeries[]): number {
  return Math.min(...series.map(({ phase }) => PHASES.indexOf(phase)));
}

/** A rule of the config, or of before: what it asks, and what it makes of each series. */
function RuleRow({
  subject,
  name,
  rule,
  series,
}: {
  readonly subject: string;
  readonly name: string;
  readonly rule: SubjectRule | undefined;
  readonly series: readonly SubjectSeries[];
}) {
  const w = words.value.subject;
  const title = rule?.title ?? series.find((one) => one.title !== undefined)?.title ?? name;
  return html`<li>
    <p>
      ${rule !== undefined && html`<${Badge} severity=${rule.severity} /> `}
      <strong><${Theirs} text=${title} /></strong>
      ${title !== name && html` (<${Theirs} text=${name} />)`}
    </p>
    ${
      rule === undefined
        ? html`<p class="small">${w.noRule}</p>`
        : html`<p>
              <${Theirs} text=${metricName(rule.metric)} /> ${conditionText(rule)}
            </p>
            <p class="small">
              <${Theirs} text=${[serviceName(rule.service), ...rule.matchers].join(', ')} />
            </p>
            <${SetLimit} subject=${subject} rule=${rule} />`
    }
    <ul class="plain">
      ${series.map((one) => html`<${Series} series=${one} />`)}
    </ul>
  </li>`;
}

/** What a rule makes of a series now, with the last value that was written down and its age. */
function Series({ series }: { readonly series: SubjectSeries }) {
  const w = words.value.subject;
  const { phase, since, value, valueAt, unit = '', seenAt, unconfirmed, learnsUntil } = series;
  const pairs = pairsOf(series.labels);
  return html`<li>
    <p>
      <${StateBadge} state=${phase === 'healthy' ? 'well' : phase} />
      ${since !== undefined && html` ${w.since} <${Since} at=${since} />`}
      ${unconfirmed === true && ` (${words.value.incident.unconfirmed})`}
    </p>
    ${
      value !== undefined &&
      valueAt !== undefined &&
      html`<p>
        ${w.lastValue} <strong><${Theirs} text=${`${numberText(value)} ${unit}`.trim()} /></strong>,${' '}
        <${Since} at=${valueAt} />
      </p>`
    }
    ${learnsUntil !== undefined && html`<p>${w.learnsUntil} <${Until} at=${learnsUntil} /></p>`}
    ${seenAt !== undefined && html`<p>${w.seen} <${Since} at=${seenAt} /></p>`}
    ${pairs.length > 0 && html`<p class="small"><${Theirs} text=${pairs.join(', ')} /></p>`}
  </li>`;
}
