import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** An address that a check may not reach. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
}

/**
 * The networks of the registries of special-purpose addresses (RFC 6890) that are not of the
 * internet, and multicast: among them the address at which clouds tell a machine its credentials.
 * Those that wrap an address of IPv4 in one of IPv6 are refused as a whole.
 */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  'link-local': ['169.254.0.0/16', 'fe80::/10'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  'of the cloud that runs the machine': ['168.63.129.16/32'],
  'not of the internet': [
    '0.0.0.0/8',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '240.0.0.0/4',
    '::/128',
    '::/96',
    '::ffff:0:0:0/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    '3fff::/20',
    '5f00::/16',
    'fec0::/10',
  ],
};

const REFUSED = Object.entries(SPECIAL).map(
  ([what, networks]) => [what, listOf(networks)] as const,
);

/** Decides which addresses a check may reach, and finds those of a host. */
export interface Reach {
  /** Throws `OutOfReach` for an address out of reach; names are judged when they are looked up. */
  admit(host: string): void;
  /** Returns the addresses of a host that may be reached; throws `OutOfReach` if none may. */
  addressesOf(host: string): Promise<readonly string[]>;
  /**
   * Stands in for the look-up of a connection, so that it goes to no other address than one that
   * was judged: a name that resolves to another address the next time gains nothing.
   */
  readonly lookup: LookupFunction;
}

/** Finds all addresses of a host. */
export type LookUp = (host: string) => Promise<readonly Pick<LookupAddress, 'address'>[]>;

/** @param networks what may be reached beside public addresses, in CIDR notation */
export function createReach(networks: readonly string[], lookUp: LookUp = lookUpOnce): Reach {
  const named = listOf(networks);

  /** An address of IPv4 that is written as one of IPv6 is found in the networks of either. */
  function whyNot(scoped: string): string | undefined {
    const [address = ''] = scoped.split('%');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (named.check(address, family)) {
      return undefined;
    }
    return REFUSED.find(([, list]) => list.check(address, family))?.[0];
  }

  function admit(host: string): void {
    const why = isIP(host) === 0 ? undefined : whyNot(host);
    if (why !== undefined) {
      throw refusal(host, why);
    }
  }

  async function addressesOf(host: string): Promise<readonly string[]> {
    const found = isIP(host) === 0 ? await lookUp(host) : [{ address: host }];
    const admitted = found.map(({ address }) => address).filter((one) => !whyNot(one));
    const [first] = found;
    if (admitted.length === 0 && first !== undefined) {
      const { address } = first;
      throw refusal(address, whyNot(address) ?? '', host);
    }
    return admitted;
  }

  return {
    admit,
    addressesOf,
    lookup(host, { all }, done) {
      addressesOf(host).then(
        (addresses) => {
          const found = addresses.map((address) => ({ address, family: isIP(address) }));
          const [{ address, family } = { address: '', family: 0 }] = found;
          if (all === true) {
            done(null, found);
          } else {
            done(null, address, family);
          }
        },
        (error: unknown) => done(error as Error, ''),
      );
    },
  };
}

const lookUps = new Map<string, Promise<readonly LookupAddress[]>>();

/**
 * Looks a host up as the machine does. That blocks a thread for as long as it takes, and cannot be
 * stopped: so probes of one host wait for the same answer.
 */
function lookUpOnce(host: string): Promise<readonly LookupAddress[]> {
  const underWay = lookUps.get(host);
  if (underWay !== undefined) {
    return underWay;
  }
  const begun = lookup(host, { all: true }).finally(() => lookUps.delete(host));
  lookUps.set(host, begun);
  return begun;
}

function refusal(address: string, why: string, host = address): OutOfReach {
  const what = host === address ? address : `${host} is at ${address}, which`;
  return new OutOfReach(`${what} is ${why}: it is reached only if "reach" names its network`);
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', length] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(length ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}
