import { own } from '#core/collections/own.ts';
import { type Briefing, briefingText } from '#core/messages/briefing-text.ts';
import { turnNoticeMessage } from '#core/messages/turn-notice-text.ts';
import type { Wording } from '#core/messages/wording.ts';
import { notesOf } from '#core/oncall/hand-off-note.ts';
import { isTimely, type TurnNotice } from '#core/oncall/turn-notices.ts';
import type { Recipient } from '#core/paging/contact.ts';
import { channelKind } from '#core/responder/channel.ts';
import { withWindows } from '#core/suppression/windows.ts';
import type { Config } from '#core/team/config.ts';
import { servicesThatPage } from '#core/team/services-that-page.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';
import { publishNotice } from './publish-notice.ts';

type NoticePorts = Pick<Ports, 'controls' | 'incidents' | 'links' | 'publisher'>;

/**
 * Tells somebody of their turns in one message, as far as it is of use still. What else whoever
 * comes on call must know is read only for them, and where there is room for it.
 */
export function deliverTurnNotices(ports: NoticePorts, config: Config) {
  return async (to: Recipient, notices: readonly TurnNotice[], now: Instant): Promise<void> => {
    const { responder: reader, channel } = to;
    const timely = notices.filter((notice) => isTimely(notice, now));
    if (timely.length === 0 || own(config.people, reader) === undefined) {
      return;
    }
    const wording = { config, codeOf: await ports.links.subjectCodes(), now };
    const isBriefed = channelKind(channel).hasSubject && timely.some(({ of }) => of === 'begins');
    const known = isBriefed ? await allOpen(ports, config, now) : undefined;
    const briefing = (schedule: string) =>
      known === undefined ? [] : briefingText(concerning(schedule, known, wording), wording);
    const message = turnNoticeMessage(timely, { reader, channel, config, now, briefing });
    await publishNotice(ports, to, message, 'turns');
  };
}

async function allOpen(
  { incidents, controls }: NoticePorts,
  { maintenanceWindows }: Config,
  now: Instant,
): Promise<Briefing> {
  const [open, set, notes] = await Promise.all([
    incidents.open(),
    controls.silences(),
    controls.handOffNotes(),
  ]);
  return { incidents: open, silences: withWindows(set, maintenanceWindows, now), notes };
}

function concerning(
  schedule: string,
  { incidents, notes, ...rest }: Briefing,
  { config, now }: Pick<Wording, 'config' | 'now'>,
): Briefing {
  const services = servicesThatPage(
    config,
    ({ kind, id }) => kind === 'schedule' && id === schedule,
  );
  const ours = incidents.filter(({ service }) => own(services, service) !== undefined);
  return { ...rest, incidents: ours, notes: notesOf(notes, schedule, now) };
}
