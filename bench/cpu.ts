/**
 * Duration of one measurement in CPU microseconds; the warm-up takes a quarter of it in addition.
 */
const MEASURED = 3_000_000;

/**
 * Returns the throughput per CPU-second of a function whose every call does `things` units of work.
 * The clock is read once in `BATCH` calls.
 */
export async function perCpuSecond(
  things: number,
  work: () => Promise<void> | void,
): Promise<number> {
  await during(MEASURED / 4, work);
  const { calls, spent } = await during(MEASURED, work);
  return Math.round((calls * things) / (spent / 1e6));
}

const BATCH = 50;

async function during(limit: number, work: () => Promise<void> | void) {
  const before = process.cpuUsage();
  let calls = 0;
  let spent = 0;
  while (spent < limit) {
    for (let i = 0; i < BATCH; i++) {
      await work();
    }
    calls += BATCH;
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
  return { calls, spent };
}
