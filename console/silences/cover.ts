import type { SilenceCover } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { joined, Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';

/** What a silence keeps quiet now, or would if it had begun; nothing may be a mistake. */
export function Cover({
  cover: { alerts, incidents, subjects, moreSubjects = 0 },
  isToCome,
}: {
  readonly cover: SilenceCover;
  readonly isToCome: boolean;
}) {
  const w = words.value;
  if (alerts === 0) {
    return html`${isToCome ? w.silences.wouldCoverNothing : w.silences.coversNothing}`;
  }
  const said = isToCome ? w.silences.wouldCover : w.silences.covers;
  const more = moreSubjects > 0 ? ` ${w.now.more(moreSubjects)}` : '';
  return html`${said(alerts, incidents)}: <${Theirs} text=${joined(subjects) + more} />`;
}
