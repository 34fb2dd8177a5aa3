import { hrefOf } from '../frame/router.ts';

/** The address of a form that is filled in; when it begins and how long it lasts is open. */
export function silenceHref(matchers: readonly string[], comment = ''): string {
  const address = new URLSearchParams(matchers.map((one) => ['matcher', one]));
  if (comment !== '') {
    address.set('comment', comment);
  }
  return `${hrefOf('silences')}?${address}`;
}
