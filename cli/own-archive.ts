import { basename, dirname, join, relative, resolve } from 'node:path';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { manifestIn } from './manifest.ts';

/** How a new repository depends on this package. */
export interface OwnSource {
  /** As it stands in package.json: a version, or `file:` and the path of an archive. */
  readonly spec: string;
  /** An archive that the repository takes along, so that it installs on any machine. */
  readonly copy?: { readonly from: string; readonly to: string };
}

/**
 * Returns how this package was installed where a command runs: from a registry, or from an archive,
 * which is then copied into the new repository unless it lies there.
 */
export function ownSource(folder: string, runsIn: string): OwnSource {
  const archive = archiveIn(resolve(folder)) ?? nearestArchive(resolve(runsIn));
  if (archive === undefined) {
    return { spec: OWN_PACKAGE.version };
  }
  const inside = relative(resolve(folder), archive);
  if (!inside.startsWith('..')) {
    return { spec: `file:${inside}` };
  }
  const to = join('vendor', basename(archive));
  return { spec: `file:${to}`, copy: { from: archive, to } };
}

/** Returns the path of the archive that a repository depends on; undefined: it is a version. */
export function archiveOf(spec: string): string | undefined {
  return /^file:(.+)$/u.exec(spec)?.[1];
}

/** Returns the archive of the nearest package.json that names one. */
function nearestArchive(folder: string): string | undefined {
  const above = dirname(folder);
  return archiveIn(folder) ?? (above === folder ? undefined : nearestArchive(above));
}

function archiveIn(folder: string): string | undefined {
  const { dependencies = {} } = manifestIn(folder) ?? {};
  const [, path] = /^file:(.+\.tgz)$/u.exec(dependencies[OWN_PACKAGE.name] ?? '') ?? [];
  return path === undefined ? undefined : resolve(folder, path);
}
