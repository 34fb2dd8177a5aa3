import { unchanged } from '#core/evaluation/draft.ts';
import {
  applyAccesses,
  type RecordAccess,
  type UserTold,
} from '#core/evaluation/record-access/apply-accesses.ts';
import { recordAccessItemId } from '#core/evaluation/record-access/item.ts';
import type { Relation } from '#core/evaluation/record-access/state.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { PseudonymOf } from '#core/privacy/monitoring.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';
import { decideEach, type RelayOutcome, type SubjectPorts } from './subject-saving.ts';

/** A user: by a reference, or by whatever else tells who that is, of which none is stored. */
export type UserNamed = { readonly reference: string } | { readonly name: string };

/** An access as it was told; without a patient it was not said whose record it was. */
export interface AccessTold extends Omit<RecordAccess, 'patient'> {
  readonly user: UserNamed;
  /** The reference to the patient. */
  readonly patient?: string;
}

/** A relation as it was told: `patient` and `by` are references. */
export interface RelationTold extends Relation {
  readonly user: UserNamed;
}

/** What a request tells of users and the records of patients. */
export interface AccessesTold {
  readonly accesses: readonly AccessTold[];
  readonly relations: readonly RelationTold[];
}

/**
 * Ingests accesses to patients' records: one read for all of their users, and one write for each of
 * whom something changes. It returns once the decisions are durable. If a store fails it throws
 * after every user was tried; the same may then be sent again. No patient is stored but by a
 * pseudonym.
 */
export function ingestAccesses(ports: SubjectPorts & Pick<Ports, 'pseudonyms'>, config: Config) {
  const rules = compileRules(config);
  return async (told: AccessesTold, now: Instant): Promise<RelayOutcome> => {
    if (told.accesses.length + told.relations.length === 0) {
      return { kind: 'sent' };
    }
    const users = byItem(told, await ports.pseudonyms.load());
    const { handedOver } = await decideEach(
      ports,
      [...users.keys()],
      (item, stored) => {
        const user = users.get(item);
        return user === undefined ? unchanged(stored) : applyAccesses(stored, user, rules, now);
      },
      { rules, now },
    );
    return handedOver;
  };
}

function byItem(
  { accesses, relations }: AccessesTold,
  loaded: PseudonymOf,
): ReadonlyMap<string, UserTold> {
  const pseudonymOf = remembering(loaded);
  const users = new Map<
    string,
    { user: string; accesses: RecordAccess[]; relations: Relation[] }
  >();
  const toldOf = (named: UserNamed) => {
    const user = userSubject(named, pseudonymOf);
    const item = recordAccessItemId(user);
    const known = users.get(item) ?? { user, accesses: [], relations: [] };
    users.set(item, known);
    return known;
  };
  for (const { user, patient, at, unexplained, isOwn } of accesses) {
    const pseudonym = patient === undefined ? '' : pseudonymOf('patient', patient);
    toldOf(user).accesses.push({ patient: pseudonym, at, unexplained, isOwn });
  }
  for (const { user, patient, by, ...relation } of relations) {
    const names = { patient: pseudonymOf('patient', patient), by: pseudonymOf('resource', by) };
    toldOf(user).relations.push({ ...relation, ...names });
  }
  return users;
}

/** A request names the same few again and again. */
function remembering(pseudonymOf: PseudonymOf): PseudonymOf {
  const known = new Map<string, string>();
  return (of, name) => {
    const key = `${of} ${name}`;
    const pseudonym = known.get(key) ?? pseudonymOf(of, name);
    known.set(key, pseudonym);
    return pseudonym;
  };
}

/** Returns the subject of alerts about a user; a name becomes a person's pseudonym. */
function userSubject(user: UserNamed, pseudonymOf: PseudonymOf): string {
  return 'reference' in user ? user.reference : `Person/${pseudonymOf('user', user.name)}`;
}
