/**
 * Returns what a browser sends when somebody presses a button of a page: the hidden fields of its
 * form, and the button's own if it has one. Throws if the page has no such button.
 */
export function pressedForm(page: string, button: string): URLSearchParams {
  const forms = page.split('<form method="post">').slice(1);
  for (const form of forms) {
    const [content = ''] = form.split('</form>');
    const pressed = [...content.matchAll(/<button([^>]*)>([^<]*)<\/button>/g)].find(([, , words]) =>
      words?.includes(button),
    );
    if (pressed === undefined) {
      continue;
    }
    const hidden = [...content.matchAll(/<input type="hidden"([^>]*)>/g)];
    const fields = [...hidden, pressed].map(([, attributes = '']) => fieldOf(attributes));
    return new URLSearchParams(fields.flat());
  }
  throw new Error(`The page has no button "${button}".`);
}

function fieldOf(attributes: string): [string, string][] {
  const name = /\bname="([^"]*)"/.exec(attributes)?.[1];
  const value = /\bvalue="([^"]*)"/.exec(attributes)?.[1];
  return name === undefined ? [] : [[name, value ?? '']];
}

/** Returns the outcome that a page shows. Throws if it shows none. */
export function toldAnswer(page: string): string {
  const told = /<div role="status"[^>]*><p>(.*?)<\/p>/s.exec(page)?.[1];
  if (told === undefined) {
    throw new Error('The page does not say what came of the answer.');
  }
  return told;
}
