import { createHash } from 'node:crypto';
import type { SnapshotContent } from '../../server/src/index/content.ts';
import { clumpedVectors } from './vectors.ts';

export const DIMENSIONS = 16;

/** The content of an index of `size` short entries, each with one section of two sentences. */
export function someContent(size: number, word = 'first'): SnapshotContent {
  const lines = Array.from({ length: size }, (_, i) => [
    `The ${word} fact number ${i}.`,
    `It holds for np.item${i}.`,
  ]);
  const text = lines.map((pair) => pair.join(' ')).join('\n');
  const starts = lines.map((_, i) =>
    lines.slice(0, i).reduce((sum, pair) => sum + pair.join(' ').length + 1, 0),
  );
  const entries = lines.map(([a = '', b = ''], i) => {
    const start = starts[i] ?? 0;
    const end = start + a.length + 1 + b.length;
    const sentences = [
      { start, end: start + a.length, text: a, kind: 'prose', block: 0 } as const,
      { start: end - b.length, end, text: b, kind: 'prose', block: 0 } as const,
    ];
    const title = `What is ${word} ${i}?`;
    const section = {
      kind: 'answer',
      name: 'answer',
      hash: sha256(`${a} ${b}`),
      start,
      end,
      sentences,
    } as const;
    return {
      id: `facts#${i + 1}`,
      documentPath: 'facts.md',
      number: `${i + 1}`,
      title,
      titleText: title,
      topics: [],
      start,
      end,
      repairs: [],
      sections: [section],
    };
  });
  return {
    documents: [{ path: 'facts.md', text, hash: sha256(text), title: 'Facts' }],
    entries,
    chunks: entries.map(({ id, start, end }, entry) => ({
      id: `${id}/0`,
      entry,
      section: 0,
      firstSentence: 0,
      endSentence: 2,
      text: text.slice(start, end),
      start,
      end,
    })),
    sentences: entries.flatMap((_, entry) =>
      [0, 1].map((sentence) => ({ chunk: entry, entry, section: 0, sentence })),
    ),
    chunkVectors: clumpedVectors(size, DIMENSIONS, 3),
    sentenceVectors: clumpedVectors(2 * size, DIMENSIONS, 4),
    embedder: { id: 'test', dimensions: DIMENSIONS },
    corpusHash: sha256(text),
    calibration: null,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
