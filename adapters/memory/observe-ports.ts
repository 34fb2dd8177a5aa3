import type { Ports } from '#usecases/ports.ts';

/**
 * Wraps every call of every port, named like `subjects.save`: to count calls, to fail before or
 * after one (a crash between two lines), or to let others run first. Other properties of a port are
 * passed through.
 */
export function observePorts<World extends Partial<Ports>>(
  ports: World,
  around: (operation: string, call: () => Promise<unknown>) => Promise<unknown>,
): World {
  const entries = Object.entries(ports).map(([port, target]) => [
    port,
    new Proxy(target as object, {
      get(object, name, receiver) {
        const member: unknown = Reflect.get(object, name, receiver);
        if (typeof member !== 'function' || UNOBSERVED.has(String(name))) {
          return member;
        }
        return (...args: unknown[]) =>
          around(`${port}.${String(name)}`, async () => Reflect.apply(member, object, args));
      },
    }),
  ]);
  return Object.fromEntries(entries) as World;
}

/** The properties of in-memory ports that belong to the driver and are synchronous. */
const UNOBSERVED = new Set(['receive', 'waiting', 'received', 'decide', 'attempts']);
