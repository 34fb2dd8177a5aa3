import { cpus } from 'node:os';
import { allocateYoung } from '#protocols/allocate-young.ts';
import { alerts } from './alerts.ts';
import { bundles } from './bundles.ts';
import { dueInTime } from './due-in-time.ts';
import { groupStorm } from './group-storm.ts';
import { jsonPath } from './json-path.ts';
import { lateness } from './lateness.ts';
import { memory } from './memory.ts';
import { otlp } from './otlp.ts';
import { remoteWrite } from './remote-write.ts';
import { restarts } from './restarts.ts';
import { storm } from './storm.ts';
import { timeToPage } from './time-to-page.ts';

// As ingest does, which the first benches leave out.
allocateYoung();

/** Prints every figure as one JSON document. Nothing else should be running on the machine. */
const report = {
  machine: { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length },
  jsonPath: await jsonPath(),
  remoteWrite: await remoteWrite(),
  otlp: await otlp(),
  alerts: await alerts(),
  timeToPage: await timeToPage(),
  storm: await storm(),
  stormInOneGroup: await groupStorm(),
  dueAtOnce: await lateness(),
  dueInTime: await dueInTime(),
  restarts: await restarts(),
  memory: await memory(),
  bundles: bundles(),
};
console.log(JSON.stringify(report, null, 2));
