import { Document, isCollection, isPair, isScalar, visit } from 'yaml';
import { oneLine } from '#core/text/one-line.ts';
import type { Draft, Part } from './draft.ts';

/** Returns a draft as the text of a `wardbell.yaml`. */
export function written(draft: Draft): string {
  const { head, timeZone, sections, alerts, inhibitRules, tail } = draft;
  const named = Object.entries(sections)
    .filter(([, parts]) => parts.length > 0)
    .map(([section, parts]) => {
      const entries = parts.map(([id, part]) => lines(part, { [id]: part.value }));
      return `${section}:\n${entries.map(indented).join('')}`;
    });
  const lists = Object.entries({ alerts, inhibit_rules: inhibitRules })
    .filter(([, parts]) => parts.length > 0)
    .map(([section, parts]) => {
      const entries = parts.map((part) => indented(lines(part, [part.value])));
      return `${section}:\n${entries.join('')}`;
    });
  return [
    head.map(comment).join(''),
    lines(timeZone, { time_zone: timeZone.value }),
    ...named,
    ...lists,
    ...(tail.length > 0 ? [tail.map(comment).join('')] : []),
  ].join('\n');
}

function lines({ comments }: Part, value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      // Readers of YAML 1.1 take a time of day for a number.
      if (typeof node.value === 'string' && /^\d\d:\d\d$/u.test(node.value)) {
        node.type = 'QUOTE_DOUBLE';
      }
    },
    Collection(_, node, path) {
      node.flow = path.length > 2 && node.items.length <= SHORT && node.items.every(isSimple);
    },
  });
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  return `${[...new Set(comments)].map(comment).join('')}${text}`;
}

/** How many items stand in one line at most. */
const SHORT = 7;

/** Whether it is a scalar, or a pair of one. */
function isSimple(item: unknown): boolean {
  return isScalar(item) || (isPair(item) && !isCollection(item.value));
}

function comment(text: string): string {
  return `# ${oneLine(text)}\n`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gmu, '  ');
}
