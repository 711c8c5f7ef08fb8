import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolve } from 'node:path';
import { mergeDuplicates } from '../../server/src/answer/merge-duplicates.ts';
import { setSideBySide } from '../../server/src/answer/set-side-by-side.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { Snapshot } from '../../server/src/index/types.ts';
import type { Embedder } from '../../server/src/models/types.ts';
import { ROOT } from '../material.ts';
import { snapshotOf } from '../sample-snapshot.ts';

let embedder: Embedder;
let snapshot: Snapshot;

beforeAll(async () => {
  embedder = await openLocalEmbedder(resolve(ROOT, 'data/models'));
  snapshot = await snapshotOf(
    {
      'a.md':
        '### 1. Are tuples mutable?\nA tuple is immutable once it is created. The lookup in a set takes O(1) time on average.\n',
      'b.md':
        '### 1. Can a tuple change?\nA tuple is mutable once it is created. The lookup in a set takes O(1) time on average.\n',
    },
    embedder,
  );
});
afterAll(() => embedder.close());

const pick = (entry: number, sentence: number) => ({ entry, section: 0, sentence });

test('cites one sentence for both entries that say it', () => {
  expect(mergeDuplicates(snapshot, [pick(0, 1), pick(1, 1)])).toEqual([
    { ...pick(0, 1), also: [pick(1, 1)] },
  ]);
});

test('never merges sentences of one entry, or such as differ in a telling word', () => {
  const picks = [pick(0, 0), pick(0, 1), pick(1, 0)];
  expect(mergeDuplicates(snapshot, picks)).toEqual(picks);
});

test('puts sentences that contradict each other next to each other under a line that says so', () => {
  const blocks = setSideBySide(snapshot, [pick(0, 0), pick(0, 1), pick(1, 0)]);
  expect(blocks).toEqual([
    { picks: [pick(0, 1)] },
    { lead: 'The sources differ on this:', picks: [pick(0, 0), pick(1, 0)] },
  ]);
});

test('leaves what agrees as one block', () => {
  expect(setSideBySide(snapshot, [pick(0, 0), pick(1, 1)])).toEqual([{ picks: [pick(0, 0), pick(1, 1)] }]);
});
