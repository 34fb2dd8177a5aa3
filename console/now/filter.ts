import type { IncidentSummary } from '#api/client/index.ts';
import { pairIn, pairsOf, wordsIn } from '../frame/matching.ts';

/** What of the open incidents is shown. It stands in the address, so that a bookmark keeps it. */
export interface Filter {
  /** Words that all stand in the title, the subjects, the service or the labels. */
  readonly words: string;
  readonly service: string;
  readonly severities: readonly string[];
  /** Whoever has it, was paged, or is paged next. */
  readonly person: string;
  /** Labels with their values, all of which it must have: `ward=east`. */
  readonly labels: readonly string[];
}

export function readFilter(query: URLSearchParams): Filter {
  return {
    words: query.get('words') ?? '',
    service: query.get('service') ?? '',
    severities: query.getAll('severity'),
    person: query.get('person') ?? '',
    labels: query.getAll('label'),
  };
}

export function isEmpty({ words, service, severities, person, labels }: Filter): boolean {
  const given = [words, service, person].some((one) => one !== '');
  return !given && severities.length === 0 && labels.length === 0;
}

export function matchesFilter(filter: Filter): (incident: IncidentSummary) => boolean {
  const wanted = wordsIn(filter.words);
  const pairs = filter.labels.map(pairIn);
  return (incident) =>
    (filter.service === '' || incident.service === filter.service) &&
    (filter.severities.length === 0 || filter.severities.includes(incident.severity)) &&
    (filter.person === '' || peopleOf(incident).includes(filter.person)) &&
    pairs.every(([name, value]) => incident.labels[name] === value) &&
    (wanted.length === 0 || holds(incident, wanted));
}

function peopleOf(incident: IncidentSummary): readonly string[] {
  const { acknowledgedBy = [], answers, waitsFor, nextPageTo = [] } = incident;
  const answered = answers?.from.map(({ by }) => by) ?? [];
  return [waitsFor, nextPageTo, answered, acknowledgedBy].flat();
}

function holds(incident: IncidentSummary, wanted: readonly string[]): boolean {
  const { title, subjects, inPages, service, labels } = incident;
  const text = [title, ...subjects, ...inPages, service, ...pairsOf(labels)]
    .join('\n')
    .toLowerCase();
  return wanted.every((word) => text.includes(word));
}
