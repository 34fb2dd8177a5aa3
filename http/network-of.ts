import { isIPv6 } from 'node:net';

/**
 * Whose address it is: of IPv6 the first 64 bits, since a site has all addresses behind them
 * (RFC 6177) and could otherwise take another for each request. An IPv4 address in IPv6's form is
 * what it is; what is no address stands for itself.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) {
    return address;
  }
  const groups = groupsOf(bare);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) {
    return groups.slice(6).flatMap(bytesOf).join('.');
  }
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

/** The eight numbers of an address of IPv6. */
function groupsOf(address: string): readonly number[] {
  // A URL writes it in its one short form, an IPv4 part in hex too.
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = [], right = []] = short
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}

function bytesOf(group: number): readonly number[] {
  return [group >>> 8, group & 0xff];
}
