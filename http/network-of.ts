import { isIPv6 } from 'node:net';

/**
 * Returns the network of an address: for IPv6 its first 64 bits, since a site owns all addresses
 * behind them (RFC 6177) and could otherwise use another for each request. An IPv4 address in IPv6
 * form counts as IPv4; a text that is no address stands for itself.
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

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  // A URL writes it in its canonical short form, with an IPv4 part in hex too.
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
