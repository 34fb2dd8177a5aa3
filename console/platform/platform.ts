import { html } from '../frame/html.ts';
import { may, me } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { useTitle } from '../frame/title.ts';
import type { ScreenProps } from '../screens.ts';
import { words } from '../words/index.ts';
import { Audit } from './audit.ts';
import { ConfigPart } from './config.ts';
import { Contacts } from './contacts.ts';
import { Health } from './health.ts';
import { Keys } from './keys.ts';

/** The parts of the screen; each but the first has its name in the address. */
const PARTS = {
  health: { shown: Health, isOffered: () => true },
  contacts: { shown: Contacts, isOffered: () => may('respond') },
  keys: { shown: Keys, isOffered: () => may('admin') },
  audit: { shown: Audit, isOffered: () => may('admin') },
  config: { shown: ConfigPart, isOffered: () => true },
} as const;

type PartName = keyof typeof PARTS;

const NAMES = Object.keys(PARTS) as PartName[];

/** The platform itself: how it stands, whom it reaches, who may use it, and who did what. */
export default function Platform({ id }: ScreenProps) {
  const w = words.value.platform;
  const name = NAMES.find((one) => one === id) ?? 'health';
  const { shown, isOffered } = PARTS[name];
  const title = name === 'health' ? w.title : `${w.title}: ${w.section[name]}`;
  useTitle(title);
  return html`<h1>${title}</h1>
    <nav class="parts" aria-label=${w.sections}>
      ${NAMES.filter((one) => PARTS[one].isOffered()).map(
        (one) => html`<a
          href=${one === 'health' ? hrefOf('platform') : hrefOf('platform', one)}
          aria-current=${one === name ? 'page' : undefined}
          >${w.section[one]}</a
        >`,
      )}
    </nav>
    ${isOffered() ? html`<${shown} />` : html`<p>${me.value && w.onlyAdmins}</p>`}`;
}
