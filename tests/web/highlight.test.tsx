import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';
import type { Entry, Section } from '../../server/src/corpus/types.ts';
import type { SectionView } from '../../server/src/protocol.ts';
import { SectionText } from '../../web/src/source/SectionText.tsx';
import { ROOT, material } from '../material.ts';
import { plain } from './render.tsx';

/** A sentence whose marked text is not what the server says that it reads. */
interface Miss {
  id: string;
  expected: string;
  shown: string;
}

/** Compares white space apart, because a mark ends at the end of each block; formulas stand as their source here. */
const squeeze = (text: string) => text.replaceAll(/[\s\u200B-\u200D\u2060\uFEFF\u00AD]/g, '');

function missesIn(document: string, entry: Entry): { checked: number; misses: Miss[] } {
  const misses: Miss[] = [];
  let checked = 0;
  for (const section of entry.sections) {
    const view = toView(section, document);
    const marks = section.sentences.map(({ start, end }, index) => ({
      id: `m${index}`,
      start,
      end,
      number: null,
    }));
    const html = renderToStaticMarkup(
      <SectionText section={view} repairs={entry.repairs} marks={marks} currentId={null} />,
    );
    const shown = markTexts(html, section.sentences.length);
    section.sentences.forEach((sentence, index) => {
      checked += 1;
      // The server parts the cells of a table by bars; the page draws them.
      const text = sentence.kind === 'table' ? sentence.text.replaceAll(' | ', ' ') : sentence.text;
      if (squeeze(shown[index] ?? '') !== squeeze(text)) {
        misses.push({
          id: `${entry.id} ${sentence.kind}`,
          expected: sentence.text,
          shown: shown[index] ?? '',
        });
      }
    });
  }
  return { checked, misses };
}

/** The pieces of each mark follow one another; the first one carries the id. */
function markTexts(html: string, count: number): string[] {
  const texts = Array.from({ length: count }, () => '');
  let current = -1;
  for (const match of html.matchAll(/<mark class="cited"(?: id="m(\d+)")?>([\s\S]*?)<\/mark>/g)) {
    if (match[1] !== undefined) current = Number(match[1]);
    texts[current] = `${texts[current] ?? ''} ${plain(match[2] ?? '')}`;
  }
  return texts;
}

function toView(section: Section, document: string): SectionView {
  const { kind, name, start, end, hash } = section;
  return { kind, name, start, end, hash, markdown: document.slice(start, end), sentences: [] };
}

/** Looks at every `step`th entry of the documents below a folder. */
function checkFolder(folder: string, step = 1): { checked: number; misses: Miss[] } {
  const results = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !/README|SOURCES|LICENSE/.test(name))
    .flatMap((name) => {
      const document = readFileSync(join(folder, name), 'utf8');
      const entries = parseEntries(name, document).entries.filter((_entry, index) => index % step === 0);
      return entries.map((entry) => missesIn(document, entry));
    });
  return {
    checked: results.reduce((sum, one) => sum + one.checked, 0),
    misses: results.flatMap((one) => one.misses),
  };
}

describe('a cited sentence', () => {
  it.each([
    ['data/corpus', 1],
    ['tests/fixtures/python-ml-own', 8],
  ])('is highlighted word for word in the entries of %s', (folder, step) => {
    const { checked, misses } = checkFolder(join(ROOT, folder), step);
    expect(checked).toBeGreaterThan(20);
    expect(misses).toEqual([]);
  });

  const large = material('corpora/interview-large');
  it.skipIf(!large)('is highlighted word for word in a large, irregular corpus', () => {
    const { checked, misses } = checkFolder(large ?? '', 12);
    console.info(`${checked - misses.length} of ${checked} sentences highlighted word for word`);
    expect(checked).toBeGreaterThan(500);
    expect(misses).toEqual([]);
  });
});
