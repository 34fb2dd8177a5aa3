import type { Instant } from '#core/time/instant.ts';
import { loadConfig } from '../load.ts';
import { formatProblem } from '../problem.ts';
import { readAlertmanager } from './alertmanager/read.ts';
import { compose } from './compose.ts';
import { GOALERT, readGoAlert } from './goalert/read.ts';
import { GRAFANA_ONCALL, readGrafanaOnCall } from './grafana-oncall/read.ts';
import { readOpsgenie } from './opsgenie/read.ts';
import { OPSGENIE } from './opsgenie/shapes.ts';
import { readPagerDuty } from './pagerduty/read.ts';
import { PAGERDUTY } from './pagerduty/shapes.ts';
import {
  dataOf,
  type Exported,
  type ExportedFile,
  exportedBy,
  mergedById,
  ofTerraform,
  type Shapes,
} from './records.ts';
import { type Entry, NOTHING, type OldSystem, refusal } from './system.ts';
import { configurationOf, isConfiguration } from './terraform/configuration.ts';
import type { ReadSyntax } from './terraform/syntax.ts';
import { written } from './write.ts';

/** Systems from which a team can move in, and what people call them. */
export const SOURCES = {
  alertmanager: 'Alertmanager',
  opsgenie: 'Opsgenie',
  pagerduty: 'PagerDuty',
  'grafana-oncall': 'Grafana OnCall',
  goalert: 'GoAlert',
} as const;

export { entryText } from './compose.ts';
export { isConfiguration } from './terraform/configuration.ts';
export { hclReader } from './terraform/syntax.ts';

export type Source = keyof typeof SOURCES;

/** What is made of exports. */
export interface MovedIn {
  /** The text of a `wardbell.yaml`; absent if there is nothing to write, as `entries` tell. */
  readonly yaml?: string;
  /** What has become of each thing of the old system, in the order of the config. */
  readonly entries: readonly Entry[];
}

/**
 * Makes a config of what another system exports. No key, token or address of a webhook is copied:
 * only what is named here is read.
 *
 * @param now what has ended by then is left out
 * @param hcl reads configuration of Terraform; without it such files are refused
 */
export function moveIn(
  source: Source,
  files: readonly ExportedFile[],
  now: Instant,
  hcl?: ReadSyntax,
): MovedIn {
  const old = READERS[source](files, hcl);
  const { draft, entries } = compose(old, SOURCES[source], now);
  const services = draft.sections['services'] ?? [];
  if (services.length === 0) {
    const why = 'nobody can be paged by what is there: no service, escalation policy or route';
    return {
      entries: [...entries, refusal('export', files.map(({ name }) => name).join(', '), why)],
    };
  }
  const yaml = written(draft);
  const loaded = loadConfig(yaml, 'wardbell.yaml');
  if (!loaded.ok) {
    const [first] = loaded.problems;
    const why = first === undefined ? '' : formatProblem(first);
    return { yaml, entries: [...entries, refusal('config', 'wardbell.yaml', why)] };
  }
  return { yaml, entries };
}

type Reader = (files: readonly ExportedFile[], hcl: ReadSyntax | undefined) => OldSystem;

const READERS: Readonly<Record<Source, Reader>> = {
  alertmanager: (files) => each(files, (data, { name }) => readAlertmanager(data, name)),
  opsgenie: (files, hcl) => together({ files, hcl }, OPSGENIE, readOpsgenie),
  pagerduty: (files, hcl) => together({ files, hcl }, PAGERDUTY, readPagerDuty),
  'grafana-oncall': (files, hcl) => together({ files, hcl }, GRAFANA_ONCALL, readGrafanaOnCall),
  goalert: (files, hcl) => together({ files, hcl }, GOALERT, readGoAlert),
};

/** Reads each file by itself. */
function each(
  files: readonly ExportedFile[],
  read: (data: unknown, file: ExportedFile) => OldSystem,
): OldSystem {
  return files
    .map((file) => {
      const held = dataOf(file);
      return 'fault' in held ? unread(file, held.fault) : read(held.data, file);
    })
    .reduce(joined, NOTHING);
}

/** Reads what all files hold, since things of one refer to those of others. */
function together(
  { files, hcl }: { files: readonly ExportedFile[]; hcl: ReadSyntax | undefined },
  shapes: Shapes,
  read: (all: readonly Exported[]) => OldSystem,
): OldSystem {
  const configured = configuredIn(files, hcl, shapes);
  const faults: OldSystem[] = [];
  const all = files.flatMap((file) => {
    if (isConfiguration(file) || configured.used.has(file.name)) {
      return [];
    }
    const held = dataOf(file);
    if ('fault' in held) {
      faults.push(unread(file, held.fault));
      return [];
    }
    return exportedBy(file, held.data, shapes);
  });
  const old = read(mergedById([...all, ...configured.all]));
  return [old, { ...NOTHING, entries: configured.entries }, ...faults].reduce(joined);
}

/** Reads configuration of Terraform, as far as it is of this system. */
function configuredIn(
  files: readonly ExportedFile[],
  hcl: ReadSyntax | undefined,
  shapes: Shapes,
): {
  readonly all: readonly Exported[];
  readonly entries: readonly Entry[];
  readonly used: ReadonlySet<string>;
} {
  if (hcl === undefined) {
    const why = 'what reads it is not installed here: give what terraform show -json tells';
    const refused = files.filter(isConfiguration).map(({ name }) => refusal('file', name, why));
    return { all: [], entries: refused, used: new Set() };
  }
  const { resources, entries, gaps, used } = configurationOf(files, hcl);
  const own = gaps.filter(({ type }) => type.startsWith(shapes.prefix ?? ''));
  return {
    all: ofTerraform(resources, 'configuration of Terraform', shapes),
    entries: [...entries, ...own.map(({ entry }) => entry)],
    used,
  };
}

function unread({ name }: ExportedFile, fault: string): OldSystem {
  return { ...NOTHING, entries: [refusal('file', name, fault)] };
}

function joined(a: OldSystem, b: OldSystem): OldSystem {
  return {
    people: [...a.people, ...b.people],
    schedules: [...a.schedules, ...b.schedules],
    policies: [...a.policies, ...b.policies],
    services: [...a.services, ...b.services],
    heartbeats: [...a.heartbeats, ...b.heartbeats],
    routes: [...a.routes, ...b.routes],
    inhibitions: [...a.inhibitions, ...b.inhibitions],
    windows: [...a.windows, ...b.windows],
    entries: [...a.entries, ...b.entries],
  };
}
