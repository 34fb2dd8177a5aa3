import axe from 'axe-core';
import type { Tab } from './browser.ts';

/** A page in Chromium, used without a mouse and without scripts. */
export interface Page {
  /** Opens an address and returns the HTTP status. */
  open(url: string): Promise<number>;
  /** Moves to a button or link by the keyboard, activates it and returns the HTTP status. */
  press(words: string): Promise<number>;
  /** Takes the tokens out of its forms, as those of a version before had none. */
  dropTokens(): Promise<void>;
  /**
   * Returns the accessibility faults of its current state, in light and dark, on a phone and a
   * desktop.
   */
  faults(look: Look): Promise<readonly string[]>;
  screenshot(): Promise<Buffer>;
}

export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

/** Widths of a small phone and of a desktop. WCAG 1.4.10 asks for 320. */
export const LOOKS: readonly Look[] = (['light', 'dark'] as const).flatMap((scheme) => [
  { scheme, width: 320, height: 640 },
  { scheme, width: 1280, height: 800 },
]);

/** Number of Tab presses after which a button counts as unreachable. */
const MAX_TABS = 60;

export async function pageIn(tab: Tab): Promise<Page> {
  await tab.send('Page.enable');
  await tab.send('Network.enable');
  // The pages are used without scripts; only axe, which is one, may run while it looks.
  const scripts = (areOff: boolean) =>
    tab.send('Emulation.setScriptExecutionDisabled', { value: areOff });
  await scripts(true);
  const evaluate = async (expression: string) => {
    const asked = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await tab.send('Runtime.evaluate', asked);
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  };
  const key = async (name: string, code: number, text?: string) => {
    const event = { key: name, code: name, windowsVirtualKeyCode: code };
    await tab.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      ...event,
      ...(text !== undefined && { text }),
    });
    await tab.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  };
  const loaded = async (act: () => Promise<unknown>): Promise<number> => {
    const [answered, ended] = [
      tab.next('Network.responseReceived'),
      tab.next('Page.loadEventFired'),
    ];
    await act();
    await ended;
    return (await answered).response.status;
  };
  return {
    open: (url) => loaded(() => tab.send('Page.navigate', { url })),
    async press(words) {
      for (let tabs = 0; tabs < MAX_TABS; tabs++) {
        await key('Tab', 9);
        const focused: { text: string; ring: boolean } = await evaluate(FOCUSED);
        if (!focused.ring) {
          throw new Error(`"${focused.text}" does not show that it is focused`);
        }
        if (focused.text.includes(words)) {
          return loaded(() => key('Enter', 13, '\r'));
        }
      }
      throw new Error(`the keyboard does not reach "${words}"`);
    },
    dropTokens: () =>
      evaluate(`document.querySelectorAll('[name=form]').forEach((e) => e.remove())`),
    async faults({ scheme, width, height }) {
      const features = [{ name: 'prefers-color-scheme', value: scheme }];
      await tab.send('Emulation.setEmulatedMedia', { features });
      const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
      await tab.send('Emulation.setDeviceMetricsOverride', metrics);
      const own: readonly string[] = await evaluate(OWN_FAULTS);
      await scripts(false);
      const found: readonly string[] = await evaluate(`${axe.source};${ASK_AXE}`);
      await scripts(true);
      return [...own, ...found];
    },
    async screenshot() {
      const asked = { format: 'png', captureBeyondViewport: true };
      const { data } = await tab.send('Page.captureScreenshot', asked);
      return Buffer.from(data, 'base64');
    },
  };
}

/** Returns what has the focus, and whether that can be seen. */
const FOCUSED = `(() => {
  const { activeElement } = document;
  const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
  const ring = activeElement === document.body ||
    (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1);
  return { text: activeElement.innerText ?? '', ring };
})()`;

/**
 * Checks what axe does not: no horizontal scrolling on a phone, and targets of 44 px (WCAG 2.5.5).
 */
const OWN_FAULTS = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? ['it is ' + scrollWidth + ' px wide, and scrolls'] : [];
  const small = [...document.querySelectorAll('button')]
    .filter((button) => button.getBoundingClientRect().height < 44)
    .map((button) => 'the button "' + button.innerText + '" is lower than 44 px');
  return [...wide, ...small];
})()`;

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Results that axe marks as incomplete count too: our pages have none. */
const ASK_AXE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })
  .then(({ violations, incomplete }) => [...violations, ...incomplete].flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => id + ': ' + help + ': ' + html + ' ' + any.map((a) => a.message).join('; '))))`;
