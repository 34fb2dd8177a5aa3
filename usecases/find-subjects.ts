import type { Incident } from '#core/incident/incident.ts';
import { parseSubjectCode } from '#core/messages/subject-code.ts';
import { subjectMatcher } from '#core/messages/subject-name.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { openedOn } from './opened-on.ts';
import type { Ports } from './ports.ts';

/** How far back incidents are searched. */
export const DAYS_BACK = 31;

/**
 * Whether a text may be what pages call a subject: an alias, or a code. Only then is a search worth
 * its reads.
 */
export function mayBeNameInPages({ aliases }: Config) {
  const known = new Set(Object.values(aliases));
  return (asked: string): boolean => known.has(asked) || parseSubjectCode(asked) !== undefined;
}

/**
 * Finds the subjects that the reader of a page may mean: by an alias of the config, or by a code.
 * No record maps codes to subjects, so a code is compared with the subjects of all incidents that
 * are open or were opened in the last 31 days. Text that can be neither matches nothing.
 */
export function findSubjects(
  { incidents, links }: Pick<Ports, 'incidents' | 'links'>,
  config: Config,
) {
  return async (asked: string, now: Instant): Promise<readonly string[]> => {
    const isMeant = subjectMatcher(asked, { config, codeOf: await links.subjectCodes() });
    const aliased = Object.keys(config.aliases).filter(isMeant);
    if (aliased.length > 0 || parseSubjectCode(asked) === undefined) {
      return aliased;
    }
    const open = subjectsOf(await incidents.open()).filter(isMeant);
    if (open.length > 0) {
      return open;
    }
    const meant = new Set<string>();
    for (let day = 0; day < DAYS_BACK; day++) {
      for await (const some of openedOn(incidents, now - day * DAY)) {
        for (const subject of subjectsOf(some).filter(isMeant)) {
          meant.add(subject);
        }
      }
    }
    return [...meant];
  };
}

function subjectsOf(incidents: readonly Incident[]): readonly string[] {
  const alerts = incidents.flatMap((incident) => Object.values(incident.alerts));
  return [...new Set(alerts.map(({ alert }) => alert.subject))];
}
