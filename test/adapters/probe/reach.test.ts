import { describe, expect, test } from '@jest/globals';
import { createReach, OutOfReach } from '#adapters/probe/reach.ts';

describe('an address', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.8.8.8', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['::ffff:a9fe:a9fe', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd00:ec2::254', 'private'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['168.63.129.16', 'of the cloud that runs the machine'],
    ['::ffff:0:a9fe:a9fe', 'not of the internet'],
    ['0.0.0.0', 'not of the internet'],
    ['255.255.255.255', 'not of the internet'],
    ['::', 'not of the internet'],
    ['64:ff9b::a9fe:a9fe', 'not of the internet'],
    ['2002:a9fe:a9fe::1', 'not of the internet'],
  ])('such as %s is refused as %s', (address, what) => {
    expect(() => createReach([]).admit(address)).toThrow(OutOfReach);
    expect(() => createReach([]).admit(address)).toThrow(
      `is ${what}: it is reached only if "reach" names its network`,
    );
  });

  test.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'of the internet such as %s is admitted',
    (address) => {
      expect(() => createReach([]).admit(address)).not.toThrow();
    },
  );

  test('is admitted where its network is named, and no other network is', () => {
    const reach = createReach(['10.20.0.0/16', '192.168.7.7', 'fd00:1::/32']);
    for (const address of ['10.20.255.1', '192.168.7.7', 'fd00:1::5', '::ffff:10.20.0.1']) {
      expect(() => reach.admit(address)).not.toThrow();
    }
    for (const address of ['10.21.0.1', '192.168.7.8', 'fd00:2::5', '169.254.169.254']) {
      expect(() => reach.admit(address)).toThrow(OutOfReach);
    }
  });
});

test('a name is refused by the address that it is at', async () => {
  await expect(createReach([]).addressesOf('localhost')).rejects.toThrow(
    /^localhost is at (127\.0\.0\.1|::1), which is loopback: /,
  );
  await expect(createReach(['127.0.0.0/8', '::1']).addressesOf('localhost')).resolves.not.toEqual(
    [],
  );
});
