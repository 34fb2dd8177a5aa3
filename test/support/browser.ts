/** What a browser was shown in the end. */
export interface Shown {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  /** Every address on the way, the first one included. */
  readonly way: readonly string[];
  readonly headers: Headers;
}

interface Sent {
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser as far as signing in needs one: it keeps cookies by host, and follows redirects. */
export interface Browser {
  /** Goes there as a link is followed. */
  open(url: string, sent?: Sent): Promise<Shown>;
  /** Posts a form, as a page of the same origin does. */
  post(url: string, form: Readonly<Record<string, string>>, sent?: Sent): Promise<Shown>;
  /** Asks without following a redirect. */
  ask(url: string, sent?: Sent & { readonly method?: string }): Promise<Response>;
  /** The cookies that are kept, by name; where one is for a path, that stands behind it. */
  readonly cookies: Map<string, string>;
}

const MOST_REDIRECTS = 15;

export function createBrowser(): Browser {
  const cookies = new Map<string, string>();

  async function ask(
    url: string,
    {
      form,
      headers = {},
      method = form ? 'POST' : 'GET',
    }: Sent & { readonly method?: string } = {},
  ): Promise<Response> {
    const path = new URL(url).pathname;
    const sent = [...cookies].flatMap(([key, value]) => {
      const [name, within = '/'] = key.split(' ');
      return path.startsWith(within) ? [`${name}=${value}`] : [];
    });
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'text/html,application/xhtml+xml',
        ...(sent.length > 0 && { cookie: sent.join('; ') }),
        ...headers,
      },
      ...(form !== undefined && { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      keep(line);
    }
    return response;
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const find = (wanted: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.split('=')[1];
    const isOver = find('max-age') === '0' || Date.parse(find('expires') ?? '9999') < Date.now();
    const within = find('path') ?? '/';
    const key = within === '/' ? name : `${name} ${within}`;
    if (isOver) {
      cookies.delete(key);
    } else {
      cookies.set(key, value);
    }
  }

  async function follow(first: string, sent: Sent): Promise<Shown> {
    const way = [first];
    let response = await ask(first, sent);
    while (way.length < MOST_REDIRECTS) {
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399) {
        break;
      }
      await response.arrayBuffer();
      const next = new URL(location, way.at(-1)).href;
      way.push(next);
      response = await ask(next);
    }
    const { status, headers } = response;
    return { status, url: way.at(-1) ?? first, text: await response.text(), way, headers };
  }

  return {
    cookies,
    ask,
    open: (url, sent = {}) => follow(url, sent),
    post: (url, form, { headers = {} } = {}) =>
      follow(url, {
        form,
        headers: { 'sec-fetch-site': 'same-origin', origin: new URL(url).origin, ...headers },
      }),
  };
}
