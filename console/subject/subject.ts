import { useSignal } from '@preact/signals';
import type { IncidentSummary, Subject } from '#api/client/index.ts';
import { api, textOf } from '../frame/api.ts';
import { EVERY, subjectEvery } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { pairsOf } from '../frame/matching.ts';
import { may, serviceName } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { joined, Theirs } from '../frame/text.ts';
import { Until } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { silenceHref } from '../silences/href.ts';
import type { State } from '../subjects/board.ts';
import { StateBadge } from '../subjects/state.ts';
import { words } from '../words/index.ts';
import { Heartbeats } from './heartbeats.ts';
import { Incidents } from './incidents.ts';
import { Limits } from './limits.ts';
import { Scores } from './points.ts';
import { RetireDialog } from './retire.ts';
import { Rules } from './rules.ts';
import { Silences, subjectMatcher } from './silences.ts';
import { Unread } from './unread.ts';
import { Values } from './values.ts';

/**
 * One subject: how it stands, its rules and values, incidents, silences and heartbeats. That it was
 * looked at is on record once in ten minutes, however often it is asked for.
 */
export default function SubjectScreen({ id }: { readonly id: string }) {
  const w = words.value.subject;
  const { value, error } = useLive(
    `subject ${id}`,
    () => api.getSubject({ path: { subject: id } }),
    (known) => subjectEvery(known?.values.length ?? 0),
  );
  const open =
    useLive(`open ${id}`, () => incidentsOf(id, 'open'), EVERY.incidentsOfSubject).value.value ??
    [];
  const openIds = open.map((one) => one.id).join();
  const recent = useLive(`recent ${id} ${openIds}`, () => incidentsOf(id, 'all'), EVERY.over);
  useTitle(w.title);
  const subject = value.value;
  if (subject === undefined) {
    return error.value === undefined
      ? html`<h1>${w.title}</h1><p>${words.value.loading}</p>`
      : html`<h1>${words.value.refused}</h1><p>${textOf(error.value)}</p>`;
  }
  const over = (recent.value.value ?? []).filter(({ status }) => status === 'resolved');
  return html`<h1>
      <${StateBadge} ...${standingOf(subject, open)} /> <${Theirs} text=${subject.subject} />
    </h1>
    <${Facts} subject=${subject} isNothing=${isUnknown(subject) && open.length === 0} />
    <${Actions} subject=${subject} />
    <${Incidents} title=${w.open} incidents=${open} />
    <${Values} subject=${subject} />
    <${Limits} subject=${subject} />
    <${Scores} scores=${subject.scores} />
    <${Rules} subject=${subject} />
    <${Unread} subject=${subject} />
    <${Silences} subject=${subject} />
    <${Heartbeats} subject=${subject.subject} services=${subject.services} />
    <${Incidents} title=${w.recent} incidents=${over} />`;
}

async function incidentsOf(
  subject: string,
  status: 'open' | 'all',
): Promise<readonly IncidentSummary[]> {
  return (await api.listIncidents({ query: { subject, status } })).incidents;
}

function Facts({
  subject,
  isNothing,
}: {
  readonly subject: Subject;
  /** Neither a rule, a value nor an open incident tells anything of it. */
  readonly isNothing: boolean;
}) {
  const w = words.value;
  const { alias, services, labels, silencedUntil } = subject;
  const pairs = pairsOf(labels);
  return html`<p><a href=${hrefOf('subjects')}>${w.subject.toBoard}</a></p>
    <dl class="facts">
      ${alias !== undefined && html`<dt>${w.subject.alias}</dt><dd><${Theirs} text=${alias} /></dd>`}
      ${
        services.length > 0 &&
        html`<dt>${w.now.service}</dt>
          <dd><${Theirs} text=${joined(services.map(serviceName))} /></dd>`
      }
      ${
        pairs.length > 0 &&
        html`<dt>${w.now.label}</dt><dd><${Theirs} text=${pairs.join(', ')} /></dd>`
      }
      ${
        silencedUntil !== undefined &&
        html`<dt>${w.now.silencedUntil}</dt><dd><${Until} at=${silencedUntil} /></dd>`
      }
    </dl>
    ${isNothing && html`<p class="state">${w.subject.nothing}</p>`}`;
}

/** Whether no rule remembers anything of it, and no value of it is kept. */
function isUnknown({ series, values }: Subject): boolean {
  return series.length + values.length === 0;
}

/** Of what somebody else's rules watch, only open incidents tell how it stands. */
function standingOf(
  { state, series, severity, silencedUntil }: Subject,
  incidents: readonly IncidentSummary[],
): { readonly state: State; readonly severity?: Subject['severity'] } {
  if (silencedUntil !== undefined) {
    return { state: 'silent' };
  }
  const firing = incidents.find(({ alerts }) => alerts.firing > 0);
  if (series.length === 0 && firing !== undefined) {
    const { severity: worst, silencedBy, inhibitedBy } = firing;
    const isHeard = silencedBy === undefined && inhibitedBy === undefined;
    return { state: isHeard ? 'firing' : 'silent', severity: worst };
  }
  return { state: state === 'healthy' ? 'well' : state, severity };
}

/** What this person may do about it. */
function Actions({ subject }: { readonly subject: Subject }) {
  const w = words.value.subject;
  const { subject: id, alerts } = subject;
  const isAsked = useSignal(false);
  const ask = (isWanted: boolean) => () => {
    isAsked.value = isWanted;
  };
  return html`<p class="actions">
      ${may('lead') && html`<a class="button" href=${silenceHref([subjectMatcher(id)])}>${w.silence}</a>`}
      ${
        may('respond') &&
        !isUnknown(subject) &&
        html`<button onClick=${ask(true)}>${w.retire}</button>`
      }
    </p>
    ${
      isAsked.value &&
      html`<${RetireDialog} subject=${id} alerts=${alerts} onClose=${ask(false)} />`
    }`;
}
