import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { names, ROOMS, type Room } from './matrix.ts';

const { imports }: { readonly imports: object } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** Whether a path can be written as one that begins with `#`. */
const hasAlias = (path: string) => `#${topOf(path)}/*` in imports;

/**
 * Returns the reason why an import is refused, for its author; undefined if it is allowed.
 * @param file its path in the repository
 * @param from what it imports, as it is written; undefined if that is known only when it runs
 */
export function judge(file: string, from: string | undefined): string | undefined {
  const room = roomOf(file);
  if (room === undefined) {
    return `${file} lies in no room. ${ADD_ROOM}`;
  }
  if (from === undefined) {
    return isFree(room) ? undefined : `${file} imports what is known only when it runs. ${NAME_IT}`;
  }
  const path = pathOf(file, from);
  if (path !== undefined && from.startsWith('.') && topOf(path) !== topOf(file) && hasAlias(path)) {
    return `${from} climbs out of ${topOf(file)}/. Write #${path}, as everybody does.`;
  }
  if (isFree(room)) {
    return undefined;
  }
  return path === undefined ? ofPackage(room, from) : ofPath(room, path, from);
}

const ADD_ROOM = 'Put it into one, or add a row for it to tools/imports/matrix.ts.';

const NAME_IT = 'Write the path itself, so that it can be seen who imports whom.';

const ADD_ARROW =
  'Take it as an argument, or move it to where both may import it; if the arrow is right, add it to tools/imports/matrix.ts and say why in docs/decisions/.';

const topOf = (path: string) => path.split('/')[0] ?? '';

const isFree = ({ rooms }: Room) => rooms.includes('*');

function ofPackage(room: Room, from: string): string | undefined {
  const name = packageOf(from);
  if (room.packages.includes(name) || room.packages.includes(groupOf(name))) {
    return undefined;
  }
  const allowed = room.packages.join(', ') || 'none';
  return `${room.name} may not import the package ${name}. ${room.purpose} Packages that it may import: ${allowed}. ${ADD_ARROW}`;
}

function ofPath(room: Room, path: string, from: string): string | undefined {
  const target = roomOf(path);
  if (target === undefined) {
    return `${from} leads to ${path}, which lies in no room. ${ADD_ROOM}`;
  }
  if (target !== room && !names(room.rooms, target.name)) {
    const allowed = room.rooms.join(', ') || 'none';
    return `${room.name} may not import ${target.name}. ${room.purpose} Rooms that it may import: ${allowed}. ${ADD_ARROW}`;
  }
  return undefined;
}

/** Returns the path in the repository that is imported; undefined if that is a package. */
function pathOf(file: string, from: string): string | undefined {
  if (from.startsWith('#')) {
    return join(from.slice(1));
  }
  return /^\.{0,2}\//.test(from) ? join(dirname(file), from) : undefined;
}

/** Returns the package of an import: `aws-cdk-lib` for `aws-cdk-lib/aws-sqs`. */
function packageOf(from: string): string {
  const [first = '', second = ''] = from.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** Returns the fallback row of a package without its own: its scope, or Node's other modules. */
function groupOf(name: string): string {
  if (name.startsWith('node:')) {
    return name === 'node:sqlite' ? name : 'node:*';
  }
  return name.split('/')[0] ?? name;
}

/** Returns the room of a file: the matching one with the longest name. */
function roomOf(path: string): Room | undefined {
  const parts = path.split('/');
  return ROOMS.filter(({ name }) =>
    name.split('/').every((part, place) => part === '*' || part === parts[place]),
  ).sort((a, b) => b.name.split('/').length - a.name.split('/').length)[0];
}
