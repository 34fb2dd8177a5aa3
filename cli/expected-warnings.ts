type EmitWarning = typeof process.emitWarning;

/**
 * Keeps Node's warning that its SQLite is experimental from the terminal, and nothing else: Node 22
 * prints it at each start, and whoever reads it can do nothing about it.
 */
export function expectSqliteWarning(target: Pick<NodeJS.Process, 'emitWarning'> = process): void {
  const emit = target.emitWarning;
  target.emitWarning = ((warning, ...how: readonly unknown[]) => {
    if (how[0] !== 'ExperimentalWarning' || !String(warning).startsWith('SQLite ')) {
      Reflect.apply(emit, target, [warning, ...how]);
    }
  }) as EmitWarning;
}
