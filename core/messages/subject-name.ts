import type { Alert } from '../alert/alert.ts';
import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { own } from '../collections/own.ts';
import { INCOMPLETE_SCORE } from '../evaluation/incomplete-score/incomplete-score.ts';
import { OVERFLOW_KEY } from '../evaluation/overflow/overflow.ts';
import { OWN_ITEMS } from '../sample/validate-sample.ts';
import type { Config } from '../team/config.ts';
import { oneLine } from '../text/one-line.ts';
import { parseSubjectCode } from './subject-code.ts';
import type { Wording } from './wording.ts';

/** What is needed to name a subject. */
export type SubjectNaming = Pick<Wording, 'config' | 'codeOf'>;

/**
 * Types of FHIR (R4 and R5) that are a person, or of one person only, and that an Observation can
 * be about. A device and a place are no persons.
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

/** The platform's own alerts that are about a subject of any service. */
const ABOUT_ANY: ReadonlySet<string> = new Set([OVERFLOW_KEY, INCOMPLETE_SCORE]);

/** A reference to one of them, relative or absolute. */
const PERSON = `(?:https?://[^\\s"'<>]*/)?\\b(?:${OF_A_PERSON})/[A-Za-z0-9.:_-]+`;

/** A reference as the whole subject, with any id that a server may use: `Patient/12 3`. */
const IS_PERSON = new RegExp(`(?:^|/)(?:${OF_A_PERSON})/.|(?:^|/)(?:patient|person)/`, 'u');
const EACH_PERSON = new RegExp(PERSON, 'gu');

/** Shorter values occur in too many words that identify nobody. */
const SHORTEST_ID = 3;

/** It is a severity, and identifies nobody. */
const SEVERITY = 'severity';

/** Returns the name of the alert's subject in a page and on the page of its link. */
export function subjectNameOf(alert: Alert, { config, codeOf }: SubjectNaming): string {
  const { subject } = alert;
  const shown = isPrivate(alert, config) ? codeOf(subject) : subject;
  return oneLine(own(config.aliases, subject) ?? shown);
}

/**
 * Returns which subjects a reader of a page may mean: by id, alias, or code, which a subject keeps
 * when it gets an alias later.
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
 * Returns the title, in words that may leave in a page. The sender of an external alert may have
 * written its subject, or a label, into the title; if the subject may not leave, that is removed.
 */
export function titleOf(alert: Alert, naming: SubjectNaming): string {
  return oneLine(isOfOthers(alert) ? withoutIds(alert.title, [alert], naming) : alert.title);
}

/** Whether a text of an external alert contains nothing that may not leave in a page. */
export function mayLeave(text: string, alert: Alert, naming: SubjectNaming): boolean {
  return withoutIds(text, [alert], naming) === text;
}

/**
 * Replaces in a text about alerts the ids of subjects that must not leave by their names, and label
 * values by the label's name.
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
 * Whether the subject's own id must not leave: because it is a person of FHIR, or because the
 * service says so. Alerts of no service of the config, and some of the platform's own, can be about
 * a subject of any service.
 */
function isPrivate(alert: Alert, config: Config): boolean {
  const { services } = config;
  if (IS_PERSON.test(alert.subject)) {
    return true;
  }
  if (isNamedInHouse(alert)) {
    return false;
  }
  const service = ABOUT_ANY.has(alert.rule) ? undefined : own(services, ownerOf(alert, config));
  return service === undefined
    ? Object.values(services).some(({ subjectsInPages }) => !subjectsInPages)
    : !service.subjectsInPages;
}

/** That an objective is blind is told to the technical service, about a subject of its own one. */
function ownerOf({ objective, service }: Alert, { objectives = [] }: Config): string {
  return objective === undefined
    ? service
    : (objectives.find(({ name }) => name === objective)?.service ?? '');
}

/**
 * The subject of the platform's own alerts, of heartbeats and of objectives that all subjects
 * share is a name of the config or a host.
 */
function isNamedInHouse({ rule, subject, metric, sent }: Alert): boolean {
  if (sent !== undefined) {
    return sent.source === 'wardbell';
  }
  if (subject.startsWith(OWN_ITEMS)) {
    return true;
  }
  if (ABOUT_ANY.has(rule)) {
    return false;
  }
  return rule.startsWith(RESERVED_PREFIX) || (rule === subject && metric === '');
}

/** An alert whose texts its sender can influence. */
function isOfOthers({ sent }: Alert): boolean {
  return sent !== undefined && sent.source !== 'wardbell';
}

/**
 * The parts of the text that identify whom the alert is about, with replacements for label values.
 */
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
