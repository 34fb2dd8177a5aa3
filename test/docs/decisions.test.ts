import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const FOLDER = 'docs/decisions';
const FILES = globSync(`${FOLDER}/0*.md`).sort();
const SECTIONS = ['Context', 'Decision', 'Alternatives', 'Consequences'];

describe('a decision', () => {
  test.each(FILES)('has its number, title, date, status and four sections, in %s', (file) => {
    const text = readFileSync(file, 'utf8');
    const [, number = '', date = '', status = ''] =
      /^# (\d+)\. \S.*\n\n- Date: (\d{4}-\d{2}-\d{2})\n- Status: (.+)\n\n## Context\n/.exec(text) ??
      [];
    expect(basename(file)).toMatch(new RegExp(`^${number.padStart(4, '0')}-[a-z0-9-]+\\.md$`, 'u'));
    expect(new Date(date).toISOString()).toContain(date);
    expect(status).toMatch(/^(accepted|proposed|replaced by \[)/);
    const sections = text.split(/^## /mu).slice(1);
    expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(SECTIONS);
    for (const section of sections) {
      expect(section.slice(section.indexOf('\n')).trim().length).toBeGreaterThan(20);
    }
  });

  test('has a number of its own, and none is left out', () => {
    const numbers = FILES.map((file) => Number(basename(file).slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test('stands in the index, with its date, its title and its status', () => {
    const index = readFileSync(`${FOLDER}/README.md`, 'utf8');
    const wanted = FILES.map((file) => {
      const text = readFileSync(file, 'utf8');
      const [, number, title] = /^# (\d+)\. (.*)/.exec(text) ?? [];
      const [, date] = /^- Date: (.*)/mu.exec(text) ?? [];
      const [, status] = /^- Status: (.*)/mu.exec(text) ?? [];
      return `| ${number} | ${date} | [${title}](${basename(file)}) | ${status} |`;
    });
    expect(index.match(/^\| \d.*$/gmu)).toEqual(wanted);
  });
});
