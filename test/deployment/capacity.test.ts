import { describe, expect, test } from '@jest/globals';
import { COUNTED } from '#deployment/capacity/counted.ts';
import { HOSPITAL_TRAFFIC, monthOf } from '#deployment/capacity/months.ts';
import { outlookOf } from '#deployment/capacity/outlook.ts';

const now = outlookOf(HOSPITAL_TRAFFIC, COUNTED);
const used = (of: typeof now, name: RegExp) =>
  [...of.well, ...of.storm].filter((met) => name.test(met.name)).map((met) => met.used);

describe('the outlook of a deployment', () => {
  test('of the example hospital is that of docs/cost.md', () => {
    expect(now.requestsPerSecond).toBe(2);
    expect(now.smsMonth).toBeCloseTo(216, 0);
    expect(now.month.list).toBeGreaterThan(now.month.withFree);
  });

  test('grows in proportion, but for what stands there anyway', () => {
    const traffic = { ...HOSPITAL_TRAFFIC, subjects: 1_000, incidentsPerDay: 1_000 };
    const twice = outlookOf(traffic, COUNTED);
    expect(twice.requestsPerSecond).toBe(4);
    expect(twice.smsMonth).toBeCloseTo(2 * now.smsMonth);
    expect(twice.month.list).toBeGreaterThan(1.8 * now.month.list);
    expect(twice.month.list).toBeLessThan(2 * now.month.list);
    const writes = /writes of the table `incidents`/;
    expect(used(twice, writes)).toEqual(used(now, writes).map((one) => expect.closeTo(2 * one)));
  });

  test('has the same reads, and fewer requests, where more subjects come in each request', () => {
    const packed = outlookOf({ ...HOSPITAL_TRAFFIC, subjectsPerRequest: 100 }, COUNTED);
    expect(packed.requestsPerSecond).toBe(0.5);
    const [reads = 0] = used(packed, /reads of the table `subjects` while/);
    expect(reads).toBeCloseTo(50, 0);
    expect(packed.month.list).toBeLessThan(now.month.list);
    expect(packed.month.list).toBeGreaterThan(0.8 * now.month.list);
  });

  test('has as many writes where samples come more often, since rules on silence make them', () => {
    const fast = monthOf({ ...HOSPITAL_TRAFFIC, everySeconds: 1 }, COUNTED);
    const slow = monthOf({ ...HOSPITAL_TRAFFIC, everySeconds: 100 }, COUNTED);
    const { writeUnits = 0, readUnits = 0 } = monthOf(HOSPITAL_TRAFFIC, COUNTED);
    expect(fast.writeUnits).toBeCloseTo(writeUnits);
    expect(fast.readUnits).toBeGreaterThan(8 * readUnits);
    expect(slow.writeUnits).toBeLessThan(writeUnits);
  });

  test('of a storm has the traffic in it, and no limit that another stack would have', () => {
    const storm = new Map(now.storm.map((met) => [met.name, met.used]));
    for (const { name, used: well } of now.well) {
      expect([name, (storm.get(name) ?? 0) >= well]).toEqual([name, true]);
    }
    expect(now.storm.filter(({ name }) => name.includes('no high throughput'))).toEqual([]);
    expect(storm.get('parts of SMS from a toll-free number')).toBeCloseTo(70 / 60);
  });
});
