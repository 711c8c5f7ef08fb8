import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { afterAll, describe, expect, it } from 'vitest';
import { writeBeirCorpus } from './beir-corpus.ts';

const folder = mkdtempSync(join(tmpdir(), 'beir-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));

function writtenDocument(title: string, text: string) {
  const recordOf = writeBeirCorpus(folder, [{ id: 'the record', title, text }]);
  const [name = ''] = readdirSync(folder);
  expect(recordOf(`${name.replace('.md', '')}#some-slug`)).toBe('the record');
  return fromMarkdown(readFileSync(join(folder, name), 'utf8'), {
    extensions: [gfm(), math()],
    mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
  });
}

describe('writeBeirCorpus', () => {
  it('keeps the words of a record whose text looks like Markdown', () => {
    const text = '# not a heading\n- no item\n12. no list\n`code` & <b>tag</b> $5 and $6\n| a | b |';
    const tree = writtenDocument('What is `x`?', text);
    expect(tree.children.map(({ type }) => type)).toEqual(['heading', ...Array<string>(5).fill('paragraph')]);
    expect(tree.children.map((node) => toString(node))).toEqual(['What is `x`?', ...text.split('\n')]);
  });

  it('heads a record without a title by its first words', () => {
    expect(toString(writtenDocument('', 'one two three').children[0])).toBe('one two three');
  });

  it('makes one heading and otherwise paragraphs of any text', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ unit: fc.constantFrom(...Array.from('#-+=>*_`~|1.)( \n\tab&<$')) }),
        (title, text) => {
          const [heading, ...others] = writtenDocument(title, text).children.map(({ type }) => type);
          expect(heading).toBe('heading');
          expect(others.every((type) => type === 'paragraph')).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
