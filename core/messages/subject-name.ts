import type { Alert } from '../alert/alert.ts';
import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { own } from '../collections/own.ts';
import { OVERFLOW_KEY } from '../evaluation/overflow/overflow.ts';
import type { Config } from '../team/config.ts';
import { oneLine } from '../text/one-line.ts';
import { parseSubjectCode } from './subject-code.ts';
import type { Wording } from './wording.ts';

/** What it takes to name a subject. */
export type SubjectNaming = Pick<Wording, 'config' | 'codeOf'>;

/**
 * Types of FHIR (R4 and R5) that are a person, or of one person only, and that an Observation can
 * be about. A device and a place are nobody.
 */
const OF_A_PERSON = [
  'Patient',
  'Person',
  'RelatedPerson',
  'Practitioner',
  'PractitionerRole',
  'Group',
  'Account',
  'Appointment',
  'BiologicallyDerivedProduct',
  'BodyStructure',
  'CarePlan',
  'CareTeam',
  'Condition',
  'DiagnosticReport',
  'Encounter',
  'EpisodeOfCare',
  'ImagingStudy',
  'MedicationAdministration',
  'MedicationRequest',
  'Observation',
  'Procedure',
  'ResearchSubject',
  'ServiceRequest',
  'Specimen',
].join('|');

/** A reference to one of them, relative or absolute. */
const PERSON = `(?:https?://[^\\s"'<>]*/)?\\b(?:${OF_A_PERSON})/[A-Za-z0-9.:_-]+`;

/** The same as a whole subject, with whatever its server takes for an id: `Patient/12 3`. */
const IS_PERSON = new RegExp(`(?:^|/)(?:${OF_A_PERSON})/.|(?:^|/)(?:patient|person)/`, 'u');
const EACH_PERSON = new RegExp(PERSON, 'gu');

/** What is shorter stands in too many words that say nothing of anybody. */
const SHORTEST_ID = 3;

/** It says how bad it is, and not of whom. */
const SEVERITY = 'severity';

/** What the alert's subject is called in a page, and on what its link opens. */
export function subjectNameOf(alert: Alert, { config, codeOf }: SubjectNaming): string {
  const { subject } = alert;
  const shown = isPrivate(alert, config) ? codeOf(subject) : subject;
  return oneLine(own(config.aliases, subject) ?? shown);
}

/**
 * Which subjects somebody means who has read a page: by its id, its alias, or its code, which it
 * keeps when it gets an alias later.
 */
export function subjectMatcher(
  asked: string,
  { config, codeOf }: SubjectNaming,
): (subject: string) => boolean {
  const code = parseSubjectCode(asked);
  const name = asked.trim().toLowerCase();
  return (subject) =>
    subject === asked ||
    own(config.aliases, subject)?.toLowerCase() === name ||
    (code !== undefined && codeOf(subject) === code);
}

/**
 * What is wrong, in words that may leave in a page. Whoever sent an external alert may have
 * written its subject, or a label, into its title; where the subject may not leave, neither does
 * that.
 */
export function titleOf(alert: Alert, naming: SubjectNaming): string {
  return oneLine(isOfOthers(alert) ? withoutIds(alert.title, [alert], naming) : alert.title);
}

/** Whether a text that came with an external alert says nothing that may not leave in a page. */
export function mayLeave(text: string, alert: Alert, naming: SubjectNaming): boolean {
  return withoutIds(text, [alert], naming) === text;
}

/**
 * A text about alerts with names for those of their subjects whose ids stay in the house, and for
 * each value of a label of theirs the label's name.
 */
export function withoutIds(text: string, alerts: readonly Alert[], naming: SubjectNaming): string {
  const { config, codeOf } = naming;
  const hidden = alerts
    .filter((alert) => isOfOthers(alert) && isPrivate(alert, config))
    .flatMap((alert) => idsIn(text, alert).map(([id, name]) => ({ id, alert, name })))
    .sort((a, b) => b.id.length - a.id.length)
    .reduce(
      (rest, { id, alert, name }) =>
        rest.replace(wholeWord(id), () => name ?? subjectNameOf(alert, naming)),
      text,
    );
  return hidden.replace(EACH_PERSON, (person) => own(config.aliases, person) ?? codeOf(person));
}

/**
 * Whether the subject's own id stays in the house: because it is a person of FHIR, or because the
 * service says so. What belongs to no service of the config, and that a subject has more series
 * than there is room for, can be about a subject of any service.
 */
function isPrivate(alert: Alert, { services }: Config): boolean {
  if (IS_PERSON.test(alert.subject)) {
    return true;
  }
  if (isNamedInHouse(alert)) {
    return false;
  }
  const service = alert.rule === OVERFLOW_KEY ? undefined : own(services, alert.service);
  return service === undefined
    ? Object.values(services).some(({ subjectsInPages }) => !subjectsInPages)
    : !service.subjectsInPages;
}

/**
 * Of the platform's own alerts, and of heartbeats, the subject is a name of the config or a host.
 */
function isNamedInHouse({ rule, subject, metric, sent }: Alert): boolean {
  if (sent !== undefined) {
    return sent.source === 'wardbell';
  }
  if (rule === OVERFLOW_KEY) {
    return false;
  }
  return rule.startsWith(RESERVED_PREFIX) || (rule === subject && metric === '');
}

/** An alert in whose words its sender has a say. */
function isOfOthers({ sent }: Alert): boolean {
  return sent !== undefined && sent.source !== 'wardbell';
}

/** What the text says that tells whom the alert is about; a label's value with a name for it. */
function idsIn(
  text: string,
  { rule, subject, labels }: Alert,
): readonly [id: string, name?: string][] {
  const said = text.toLowerCase();
  const named = Object.entries(labels).filter(
    ([label, value]) => label !== SEVERITY && value !== rule,
  );
  const ids: readonly [string, string?][] = [
    [subject],
    [subject.slice(subject.lastIndexOf('/') + 1)],
    ...named.map(([label, value]): [string, string] => [value, `(${label})`]),
  ];
  return ids.filter(([id]) => id.length >= SHORTEST_ID && said.includes(id.toLowerCase()));
}

function wholeWord(id: string): RegExp {
  const literal = id.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu');
}
