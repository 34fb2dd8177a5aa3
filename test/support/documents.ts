import { globSync, readFileSync } from 'node:fs';
import MarkdownIt, { type Token } from 'markdown-it';
import { anchorsOf } from '../../tools/build/links.ts';

/** A piece of code in a document. */
export interface Example {
  /** The file and the line on which it begins. */
  readonly at: string;
  /** The heading above it. */
  readonly section: string;
  /** The info string of the fence, such as `yaml`; empty for an indented block. */
  readonly info: string;
  readonly text: string;
}

/** A table row: the code in each of its cells. */
interface Row {
  readonly at: string;
  readonly section: string;
  readonly cells: readonly (readonly string[])[];
}

/** The parts of a documentation page that tests check. */
export interface Document {
  readonly file: string;
  /** Fenced and indented blocks. */
  readonly blocks: readonly Example[];
  /** Inline code. */
  readonly inline: readonly Example[];
  readonly rows: readonly Row[];
  /** The names by which links lead to its headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
  /** Its links, with their lines. */
  readonly links: readonly { readonly at: string; readonly to: string }[];
}

const markdown = new MarkdownIt({ html: true });

function readDocument(file: string): Document {
  const reader = new Reader(file);
  const tokens = markdown.parse(readFileSync(file, 'utf8'), {});
  for (const [index, token] of tokens.entries()) {
    reader.take(token, tokens[index - 1]);
  }
  const { blocks, inline, rows, titles, links } = reader;
  return { file, blocks, inline, rows, anchors: anchorsOf(titles), links };
}

/** Walks through the tokens of a file and keeps track of the position. */
class Reader {
  readonly blocks: Example[] = [];
  readonly inline: Example[] = [];
  readonly rows: { at: string; section: string; cells: string[][] }[] = [];
  readonly titles: string[] = [];
  readonly links: { at: string; to: string }[] = [];
  readonly #file: string;
  #line = 1;

  constructor(file: string) {
    this.#file = file;
  }

  take(token: Token, previous: Token | undefined): void {
    if (token.map !== null) {
      this.#line = token.map[0] + 1;
    }
    if (token.type === 'fence' || token.type === 'code_block') {
      this.blocks.push(this.#example(token.content, token.info.trim()));
    }
    if (token.type === 'tr_open') {
      this.rows.push({ ...this.#place(), cells: [] });
    }
    if (token.type === 'td_open') {
      this.rows.at(-1)?.cells.push([]);
    }
    if (token.type === 'inline') {
      this.#takeInline(token.children ?? [], previous?.type);
    }
  }

  #takeInline(tokens: readonly Token[], within: string | undefined): void {
    if (within === 'heading_open') {
      this.titles.push(tokens.map(({ content }) => content).join(''));
    }
    const codes = tokens.filter(({ type }) => type === 'code_inline').map((t) => t.content);
    this.inline.push(...codes.map((text) => this.#example(text, '')));
    if (within === 'td_open') {
      this.rows
        .at(-1)
        ?.cells.at(-1)
        ?.push(...codes);
    }
    for (const token of tokens) {
      const to = token.attrGet('href') ?? token.attrGet('src');
      if (to !== null) {
        this.links.push({ at: this.#place().at, to: String(to) });
      }
    }
  }

  #example(text: string, info: string): Example {
    return { ...this.#place(), info, text };
  }

  #place() {
    return { at: `${this.#file}:${this.#line}`, section: this.titles.at(-1) ?? '' };
  }
}

/** All pages of the documentation. */
export const DOCUMENTS: readonly Document[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync(['{docs,examples,protocols}/**/*.md']).sort(),
].map(readDocument);

/** Returns all code blocks of all documents. */
export const BLOCKS: readonly Example[] = DOCUMENTS.flatMap(({ blocks }) => blocks);

/** Returns all inline code of all documents. */
export const INLINE: readonly Example[] = DOCUMENTS.flatMap(({ inline }) => inline);
