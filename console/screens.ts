import type { ComponentType } from 'preact';
import { CONSOLE_START } from './addresses.ts';
import { hasPhones, may } from './frame/me.ts';
import { hrefOf } from './frame/router.ts';
import type { Words } from './words/words.ts';

/** What a screen is given: the part of the address that its pattern names, decoded; or nothing. */
export interface ScreenProps {
  readonly id: string;
}

interface Screen {
  /** Where it is; a group in it is the id of what it shows. */
  readonly pattern: RegExp;
  readonly load: () => Promise<{ readonly default: ComponentType<ScreenProps> }>;
  /** Its address and name in the navigation; left out of it without. */
  readonly href?: string;
  readonly name: (words: Words) => string;
  /**
   * Whether this platform has it; undefined until that is known.
   * @default every platform has it
   */
  readonly isThere?: () => boolean | undefined;
  /**
   * Whether the reader may see it; the navigation leaves it out otherwise.
   * @default everybody may
   */
  readonly isOffered?: () => boolean;
}

/** Every screen. A new one is a folder with its component, and an entry here. */
export const SCREENS: readonly Screen[] = [
  {
    pattern: /^\/console\/now$/,
    load: () => import('./now/now.ts'),
    href: CONSOLE_START,
    name: (words) => words.now.title,
  },
  {
    pattern: /^\/console\/incidents\/([^/]+)$/,
    load: () => import('./incident/incident.ts'),
    name: (words) => words.incident.title,
  },
  {
    pattern: /^\/console\/oncall(?:\/([^/]+))?$/,
    load: () => import('./oncall/oncall.ts'),
    href: hrefOf('oncall'),
    name: (words) => words.oncall.title,
  },
  {
    pattern: /^\/console\/subjects$/,
    load: () => import('./subjects/subjects.ts'),
    href: hrefOf('subjects'),
    name: (words) => words.subjects.title,
  },
  {
    pattern: /^\/console\/subjects\/([^/]+)$/,
    load: () => import('./subject/subject.ts'),
    name: (words) => words.subject.title,
  },
  {
    pattern: /^\/console\/silences$/,
    load: () => import('./silences/silences.ts'),
    href: hrefOf('silences'),
    name: (words) => words.silences.title,
  },
  {
    pattern: /^\/console\/pages$/,
    load: () => import('./pages/pages.ts'),
    href: hrefOf('pages'),
    name: (words) => words.pages.title,
  },
  {
    pattern: /^\/console\/burden$/,
    load: () => import('./burden/burden.ts'),
    href: hrefOf('burden'),
    name: (words) => words.burden.title,
  },
  {
    pattern: /^\/console\/reports$/,
    load: () => import('./reports/reports.ts'),
    href: hrefOf('reports'),
    name: (words) => words.reports.title,
  },
  {
    pattern: /^\/console\/slos$/,
    load: () => import('./slos/slos.ts'),
    href: hrefOf('slos'),
    name: (words) => words.slos.title,
  },
  {
    pattern: /^\/console\/slos\/([^/]+)$/,
    load: () => import('./slos/slo.ts'),
    name: (words) => words.slos.title,
  },
  {
    pattern: /^\/console\/heartbeats$/,
    load: () => import('./heartbeats/heartbeats.ts'),
    href: hrefOf('heartbeats'),
    name: (words) => words.heartbeats.title,
  },
  {
    pattern: /^\/console\/platform(?:\/(contacts|keys|audit|config))?$/,
    load: () => import('./platform/platform.ts'),
    href: hrefOf('platform'),
    name: (words) => words.platform.title,
  },
  {
    pattern: /^\/console\/phones$/,
    load: () => import('./phones/phones.ts'),
    href: hrefOf('phones'),
    name: (words) => words.phones.title,
    isThere: () => hasPhones.value,
    isOffered: () => may('respond'),
  },
];
