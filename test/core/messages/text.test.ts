import { describe, expect, test } from '@jest/globals';
import { messageText } from '#core/messages/text.ts';
import { CHANNELS, channelKind } from '#core/responder/channel.ts';
import { below, hospital } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';
import { bundleOf, pageOf, wording } from '../../support/wording.ts';

const LINK = 'https://w.example/a/token';
const config = hospital({ rules: [below('spo2', 88)] });
const words = wording(config, NIGHT);
const bed = (subject: string) => incident([alert(subject)]);

describe.each(CHANNELS)('a message by %s', (channel) => {
  const page = messageText(channel, pageOf(bed('bed-1'), LINK), words);
  const bundle = messageText(channel, bundleOf([bed('bed-1'), bed('bed-2')], LINK), words);

  test('says what, where and how to answer', () => {
    expect(page.text).toMatch(/SpO2 low/);
    expect(page.text).toMatch(/bed-1/);
    expect(page.text).toContain(LINK);
  });

  test('about several incidents names them, and leads to all', () => {
    expect(bundle.text).toMatch(/bed-1/);
    expect(bundle.text).toMatch(/bed-2/);
    expect(bundle.text).toContain(LINK);
  });

  test('has a subject of one short line if the channel shows one', () => {
    for (const { subject } of [page, bundle]) {
      expect(subject).toMatch(channelKind(channel).hasSubject ? /^[ -~]{1,99}$/ : /^$/);
    }
  });
});
