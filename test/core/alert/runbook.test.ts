import { expect, test } from '@jest/globals';
import { runbookAt } from '#core/alert/runbook.ts';

test.each([
  ['https://wiki.example/icu/spo2-low', 'spo2-low'],
  ['https://wiki.example/icu/spo2-low/', 'spo2-low'],
  ['https://wiki.example/Sepsis_pathway.html?v=2#top', 'Sepsis pathway'],
  ['https://wiki.example/pages/88/L%C3%A5g+saturation', 'Låg saturation'],
  ['https://wiki.example/pages/884512', undefined],
  ['https://wiki.example/%E0%A4%A', undefined],
  [`https://wiki.example/${'x'.repeat(31)}`, undefined],
  ['https://wiki.example', undefined],
  ['not an address', undefined],
])('the runbook at %s is called %s', (url, name) => {
  expect(runbookAt(url)).toEqual(name === undefined ? { url } : { name, url });
});
