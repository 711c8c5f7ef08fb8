import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkEntries, splitAtBlocks } from '../../ingest/chunk-entries.ts';
import { parseEntries } from '../../ingest/parse-entries.ts';
import { chunkInput } from '../../server/src/corpus/types.ts';

const FENCE = '```';
/** One token per word, two special ones: as good as word pieces for where a cut must fall. */
const countTokens = (texts: readonly string[]) =>
  Promise.resolve(texts.map((text) => text.split(/\s+/).filter(Boolean).length + 2));

async function chunk(text: string, maxTokens = 256) {
  const { entries, subheadings } = parseEntries('a.md', text);
  return { entries, chunks: await chunkEntries(entries, { maxTokens, countTokens, subheadings }) };
}

const words = (count: number) => Array.from({ length: count }, (_, n) => `w${String(n)}`).join(' ');

describe('chunkEntries', () => {
  it('makes one chunk of a section that fits, whole section as span, marks removed', async () => {
    const text = '### 1. A?\n**One** two.\n\n- three\n- four\n\n#### Indepth\nDeep.\n';
    const { chunks, entries } = await chunk(text);
    expect(chunks.map(({ id, text: body }) => [id, body])).toEqual([
      ['a#1/0', 'One two.\nthree\nfour'],
      ['a#1/1', 'Deep.'],
    ]);
    expect(chunks[0]).toMatchObject({
      start: entries[0]?.sections[0]?.start,
      end: entries[0]?.sections[0]?.end,
    });
    expect(chunkInput(chunks[0]!, entries[0]!.titleText)).toBe('A?\nOne two.\nthree\nfour');
  });

  it('splits a long section between blocks and never inside a fence or a table', async () => {
    const fence = `${FENCE}\n${words(300)}\n${FENCE}`;
    const table = `| ${words(30)} |\n|---|\n| ${words(30)} |`;
    const text = `### 1. A?\n${words(200)}.\n\n${table}\n\n${fence}\n\n${words(50)}.\n`;
    const { chunks, entries } = await chunk(text);
    const kinds = chunks.map(({ firstSentence, endSentence }) =>
      entries[0]!.sections[0]!.sentences.slice(firstSentence, endSentence).map(({ kind }) => kind),
    );
    expect(kinds).toEqual([['prose'], ['table'], ['code'], ['prose']]);
    expect(chunks.map(({ id }) => id)).toEqual(['a#1/0.0', 'a#1/0.1', 'a#1/0.2', 'a#1/0.3']);
    expect(text.slice(chunks[2]!.start, chunks[2]!.end)).toBe(fence);
  });

  it('splits a paragraph that is longer than the window between its sentences', async () => {
    const text = `### 1. A?\n${Array.from({ length: 10 }, () => `${words(60)} End.`).join(' ')}\n`;
    const { chunks, entries } = await chunk(text.replaceAll(' w0 ', ' W0 '));
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.at(-1)?.endSentence).toBe(entries[0]?.sections[0]?.sentences.length);
  });

  it('puts the headings inside a section before what they head, and the name of a further section before its text', async () => {
    const { chunks } = await chunk(
      '### 1. A?\nOne.\n#### Steps\nTwo.\n#### Indepth\nDeep.\n#### Example\nThree.\n',
    );
    expect(chunks.map(({ text }) => text)).toEqual(['One.\nSteps\nTwo.', 'Deep.', 'Example\nThree.']);
  });

  it('makes no chunk of a section without sentences', async () => {
    expect((await chunk('### 1. A?\nTODO\n')).chunks).toEqual([]);
  });
});

describe('splitAtBlocks', () => {
  it('covers all sentences in order; a piece is over the room only if it is one sentence', () => {
    const sentence = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 30 }), (drawn) => {
        let block = 0;
        const sentences = drawn.map(([, isNew]) => ({ block: (block += isNew ? 1 : 0) }));
        const sizes = drawn.map(([size]) => size);
        const pieces = splitAtBlocks(sentences, sizes, 30);
        expect(pieces.flatMap(([from, to]) => sizes.slice(from, to))).toEqual(sizes);
        for (const [from, to] of pieces) {
          const size = sizes.slice(from, to).reduce((sum, next) => sum + next, 0);
          expect(size <= 30 || to - from === 1).toBe(true);
        }
      }),
    );
  });
});
