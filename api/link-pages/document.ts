import { createHash } from 'node:crypto';
import { type Html, html } from './html.ts';

/**
 * Large and plain, in the phone's own font and colour scheme. Colours of buttons and badges have a
 * contrast of 4.5:1 or more.
 */
const STYLE = `:root{color-scheme:light dark;background:Canvas;color:CanvasText}
body{font:1.125rem/1.45 system-ui,sans-serif;margin:0}
main{max-width:36rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1rem;margin:1.5rem 0 .25rem}
p{margin:.5rem 0}
ul{margin:0;padding-left:1.2rem}
li{margin:.25rem 0;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:.5rem 0}
dd{margin:0;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;width:100%;min-height:3.5rem;margin:.4rem 0;border-radius:.6rem;border:2px solid;background:none;color:inherit}
label{display:block}
select,textarea{font:inherit;color:inherit;background:Field;box-sizing:border-box;width:100%;min-height:3rem;padding:.4rem;border:1px solid;border-radius:.4rem}
summary{min-height:3rem;padding:.6rem 0;box-sizing:border-box}
button.main{background:#0a6640;border-color:#0a6640;color:#fff}
.answer,.state{border-left:.4rem solid #0a6640;padding:.25rem .75rem;font-weight:600}
.state.triggered,.answer.refused,.answer.unconfirmed,.answer.unproven{border-color:#b3261e}
.badge{display:inline-block;padding:.1rem .6rem;border-radius:1rem;background:#5f5f5f;color:#fff;font-size:.95rem}
.badge.critical{background:#b3261e}
.badge.error{background:#a63c00}
.items{list-style:none;padding:0}
.items>li{border-top:1px solid;margin:0;padding:.75rem 0}
.small{font-size:.9rem}
a{color:inherit}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The headers of every page: no scripts, no outside resources, not cached and not indexed. */
const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** A page as an answer of the respond function. */
export interface PageAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * Renders one page around its content. The title says what kind of page it is, so that users of a
 * screen reader know that it is another one, and names no incident, since browsers keep titles.
 */
export function documentPage(statusCode: number, title: string, content: Html): PageAnswer {
  // The style is ours and must be unescaped, exactly as it was hashed.
  const style: Html = { markup: `<style>${STYLE}</style>` };
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} - Wardbell</title>
${style}
</head>
<body>
<main>
${content}
<p class="small">Wardbell is a secondary notification system. It does not replace the alarm at the bedside.</p>
</main>
</body>
</html>
`;
  return { statusCode, headers: { ...PAGE_HEADERS }, body: page.markup };
}
