import type { Check, Version } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive, useLoaded } from '../frame/live.ts';
import { may } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { duration, Since, seconds } from '../frame/time.ts';
import { words } from '../words/index.ts';

const SECOND = 1_000;

const CHECKS = ['platform', 'canary', 'daily'] as const;

async function load() {
  const [health, { checks }] = await Promise.all([api.getHealth(), api.listChecks()]);
  return { health, checks };
}

type State = Awaited<ReturnType<typeof load>>;

/** How the platform stands, and what watches over it. */
export function Health() {
  return shown(useLive('platform', load, EVERY.health), View);
}

function View({ health, checks }: State) {
  const w = words.value.platform.health;
  return html`<section>
      <h2>${w.now}</h2>
      <${Now} health=${health} />
    </section>
    ${CHECKS.map((name) => html`<${Watcher} name=${name} checks=${checks} />`)}
    <section>
      <h2>${w.about}</h2>
      <dl class="facts">
        <${VersionFacts} />
        <dt>${w.timeZone}</dt>
        <dd>${health.timeZone}</dd>
      </dl>
    </section>`;
}

function VersionFacts() {
  const w = words.value.platform.health;
  return shown(
    useLoaded('version', () => api.getVersion()),
    ({ version, config }: Version) => html`<dt>${w.version}</dt>
      <dd>${version}</dd>
      <dt>${w.configHash}</dt>
      <dd><a href=${hrefOf('platform', 'config')}><code>${config.short}</code></a></dd>`,
  );
}

function Now({ health }: Pick<State, 'health'>) {
  const w = words.value.platform.health;
  const { status, oldestDueSeconds, reason = '', unreadable = [] } = health;
  const texts = {
    ok: w.ok,
    late: w.late(duration(oldestDueSeconds * SECOND)),
    failing: w.failing(reason),
  };
  return html`<p class=${`state ${status === 'ok' ? '' : 'triggered'}`} role="status">
      ${texts[status]}
    </p>
    ${
      unreadable.length > 0 &&
      html`<p>${w.unreadable}:</p>
        <ul>
          ${unreadable.map(({ kind, id = '' }) => html`<li>${kind} <code>${id}</code></li>`)}
        </ul>`
    }`;
}

/** What one check found last, in each Region; or that none of it has reported. */
function Watcher({ name, checks }: Pick<State, 'checks'> & { readonly name: Check['check'] }) {
  const w = words.value.platform.health;
  const reports = checks.filter(({ check }) => check === name);
  return html`<section>
    <h2>${w.check[name]}</h2>
    <p class="small">${w.does[name]}</p>
    ${reports.length === 0 && html`<p>${w.never}</p>`}
    ${reports.map((report) => html`<${Report} key=${report.place} report=${report} />`)}
  </section>`;
}

function Report({ report }: { readonly report: Check }) {
  const w = words.value.platform;
  const { place, at, everySeconds, late, findings, moreFindings = 0 } = report;
  return html`<p>
      ${place === 'here' ? '' : html`<strong><${Theirs} text=${place} /></strong>: `}
      ${w.health.looked} <${Since} at=${at} />
    </p>
    ${
      late &&
      html`<p class="state triggered">
        ${w.health.isLate(duration(everySeconds * SECOND))}
      </p>`
    }
    <dl class="facts"><${Measured} report=${report} /></dl>
    ${
      findings.length === 0
        ? !late && html`<p>${w.health.nothing}</p>`
        : html`<p class="state triggered">
              ${w.health.findings(findings.length + moreFindings)}
            </p>
            <ul>
              ${findings.map(({ text }) => html`<li><${Theirs} text=${text} /></li>`)}
            </ul>
            ${moreFindings > 0 && html`<p>${w.more(moreFindings)}</p>`}`
    }`;
}

/** What a check measures beside what it finds. */
function Measured({ report }: { readonly report: Check }) {
  const w = words.value.platform;
  switch (report.check) {
    case 'platform':
      return html`<dt>${w.health.oldestDue}</dt>
        <dd>${duration((report.oldestDueSeconds ?? 0) * SECOND)}</dd>
        <dt>${w.health.deadLetters}</dt>
        <dd><${DeadLetters} letters=${report.deadLetters ?? []} /></dd>`;
    case 'canary':
      return html`<dt>${w.health.timeToPage}</dt>
        <dd>
          ${
            report.timeToPageSeconds === undefined
              ? w.health.noPage
              : seconds(report.timeToPageSeconds)
          }
        </dd>`;
    case 'daily':
      return html`<dt>${w.section.contacts}</dt>
        <dd>
          ${
            may('admin')
              ? html`<a href=${hrefOf('platform', 'contacts')}
                  >${w.health.contactFindings(report.contactFindings ?? 0)}</a
                >`
              : w.health.contactFindings(report.contactFindings ?? 0)
          }
        </dd>`;
  }
}

function DeadLetters({ letters }: { readonly letters: NonNullable<Check['deadLetters']> }) {
  const some = letters.filter(({ messages }) => messages > 0);
  if (some.length === 0) {
    return html`${words.value.platform.health.noDeadLetters}`;
  }
  return html`<ul class="plain">
    ${some.map(
      ({ queue, messages }) =>
        html`<li><strong>${messages}</strong> <${Theirs} text=${queue} /></li>`,
    )}
  </ul>`;
}
