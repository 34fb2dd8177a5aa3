import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from allocating what requests decode among the old objects of the heap. It does so for
 * places in the code whose objects outlived some collections of the young ones, as samples do that
 * are decoded while one runs. Old objects then keep young ones alive, and collections take five to
 * eight times as long: a fifth to a quarter of the time of OTLP in protobuf. Whether it happens is
 * chance: it differs between two starts of the same code. It holds for the whole process.
 */
export function allocateYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
