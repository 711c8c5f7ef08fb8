import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { findMarkers, stripMarkers } from '../../server/src/answer/citation-marker.ts';
import { composeExtractive, type Pick } from '../../server/src/answer/compose-extractive.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import { SAMPLE_PATH, SAMPLE_TEXT, unrankedSnapshot } from '../sample-snapshot.ts';

const GUIDE = `# Guide

## 1. How do I copy a list?
A slice copies it. So does \`list(xs)\`. Like this:

\`\`\`python
ys = xs[:]
ys[0] = d['k']  # $PATH 【1】

    return [x for x in xs]
\`\`\`

Ways by cost:

- a slice
- \`copy.copy\`, see 【7】
- a loop

| way | cost |
|---|---|
| slice | 1 |

## 2. What is a tuple?\r\nA tuple\r\nis fixed. It is â€œhashableâ€\u009d.\r
`;

let guide: Snapshot;
let sample: Snapshot;
beforeAll(async () => {
  guide = await unrankedSnapshot({ 'guide.md': GUIDE });
  sample = await unrankedSnapshot({ [SAMPLE_PATH]: SAMPLE_TEXT });
});

const every = (snapshot: Snapshot, entry: number): Pick[] =>
  snapshot.entries[entry]!.sections.flatMap(({ sentences }, section) =>
    sentences.map((_, sentence) => ({ entry, section, sentence })),
  );
const textOf = (pieces: readonly { text: string }[]) => pieces.map(({ text }) => text).join('');

describe('an extractive answer', () => {
  test('quotes sentence by sentence, each with its marker, laid out like its source', () => {
    const text = textOf(composeExtractive(guide, [{ picks: every(guide, 0) }]));
    expect(text).toBe(`A slice copies it.【1】 So does \`list(xs)\`.【2】 Like this:【3】【4】

\`\`\`python
ys = xs[:]
ys[0] = d['k']  # $PATH 【1】

    return [x for x in xs]
\`\`\`

Ways by cost:【5】

- a slice【6】
- \`copy.copy\`, see &#12304;7】【7】
- a loop【8】【9】

| way | cost |
|---|---|
| slice | 1 |`);
  });

  test('reads well from a document with CRLF and damaged encoding, and cites it as it stands', () => {
    const pieces = composeExtractive(guide, [{ picks: every(guide, 1) }]);
    expect(textOf(pieces)).toBe('A tuple is fixed.【1】 It is “hashable”.【2】');
    expect(pieces.flatMap(({ citations }) => citations.map(({ quote }) => quote))).toEqual([
      'A tuple\r\nis fixed.',
      'It is â€œhashableâ€\u009d.',
    ]);
  });

  test('puts a lead of its own before the block that it leads to, without a marker', () => {
    const pieces = composeExtractive(
      guide,
      [
        { lead: 'On lists:', picks: [{ entry: 0, section: 0, sentence: 0 }] },
        { lead: 'On tuples:', picks: [{ entry: 1, section: 0, sentence: 0 }] },
      ],
      { follows: true },
    );
    expect(textOf(pieces)).toBe(
      '\n\nOn lists:\n\nA slice copies it.【1】\n\nOn tuples:\n\nA tuple is fixed.【2】',
    );
    expect(pieces.map(({ citations }) => citations.map(({ number }) => number))).toEqual([[], [1], [], [2]]);
  });

  test('puts the marker of code under it where nothing announces it', () => {
    const code = guide.entries[0]!.sections[0]!.sentences.findIndex(({ kind }) => kind === 'code');
    const text = textOf(composeExtractive(guide, [{ picks: [{ entry: 0, section: 0, sentence: code }] }]));
    expect(text.startsWith('```python\n')).toBe(true);
    expect(text.endsWith('```\n\n【1】')).toBe(true);
  });

  test('gives a sentence that is quoted twice one number, and says nothing where nothing is picked', () => {
    const pick = { entry: 0, section: 0, sentence: 0 };
    const pieces = composeExtractive(guide, [{ picks: [pick] }, { picks: [pick] }]);
    expect(pieces.flatMap(({ citations }) => citations.map(({ number }) => number))).toEqual([1, 1]);
    expect(composeExtractive(guide, [])).toEqual([]);
    expect(composeExtractive(guide, [{ picks: [{ entry: 99, section: 0, sentence: 0 }] }])).toEqual([]);
  });

  test('cites every entry that says the same beside one quote', () => {
    const also = [{ entry: 1, section: 0, sentence: 0 }];
    const [piece] = composeExtractive(guide, [{ picks: [{ entry: 0, section: 0, sentence: 0, also }] }]);
    expect(piece?.text).toBe('A slice copies it.【1】【2】');
    expect(piece?.citations.map(({ entryId }) => entryId)).toEqual(['guide#1', 'guide#2']);
  });

  const picks = () =>
    fc
      .uniqueArray(fc.nat(19), { maxLength: 3 })
      .chain((entries) => fc.tuple(...entries.map((entry) => fc.subarray(every(sample, entry)))))
      .map((blocks) => blocks.map((chosen) => ({ picks: chosen })));

  test('has a citation for every marker and a marker for every citation, numbered by first appearance', () => {
    fc.assert(
      fc.property(picks(), fc.boolean(), (blocks, follows) => {
        const pieces = composeExtractive(sample, blocks, { follows });
        const marked = findMarkers(textOf(pieces)).flatMap(({ numbers }) => numbers);
        const cited = pieces.flatMap(({ citations }) => citations.map(({ number }) => number));
        expect(marked).toEqual(cited);
        expect([...new Set(cited)]).toEqual([...new Set(cited)].map((_, index) => index + 1));
      }),
    );
  });

  test('quotes verbatim: the citation is what stands there, and its words are those of the text', () => {
    fc.assert(
      fc.property(picks(), (blocks) => {
        for (const { text, citations } of composeExtractive(sample, blocks)) {
          const { document, start, end, quote } = citations[0]!;
          expect(sample.documents.get(document)?.text.slice(start, end)).toBe(quote);
          expect(stripMarkers(text).trim().replace(/^- /, '').replace(/^\\/, '')).toBe(
            quote.replace(/\s*\n\s*/g, ' '),
          );
        }
      }),
    );
  });
});
