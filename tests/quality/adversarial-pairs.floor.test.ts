import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { verifyClaim } from '../../server/src/answer/verify.ts';
import { openLocalEmbedder } from '../../server/src/models/local-embedder.ts';
import type { Embedder } from '../../server/src/models/types.ts';
import type { Verdict } from '../../server/src/protocol.ts';
import { ROOT } from '../material.ts';

const pairSchema = z.object({
  half: z.enum(['develop', 'held-out']),
  label: z.enum(['true', 'false']),
  kind: z.string().min(1),
  evidence: z.string().min(1),
  claim: z.string().min(1),
});

const PAIRS = readFileSync(resolve(import.meta.dirname, 'adversarial-pairs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => pairSchema.parse(JSON.parse(line)));

/** Shares that a change may not exceed: of false claims that are supported, of true ones that are unsupported. */
const MOST_FALSE_SUPPORTED = 0.06;
const MOST_TRUE_UNSUPPORTED = 0.06;
/** Below this share of true claims supported the verifier would be right by doubting everything. */
const FEWEST_TRUE_SUPPORTED = 0.15;

interface Tally {
  total: number;
  verdicts: Record<Verdict, number>;
}

let embedder: Embedder;
const cosines = new Map<string, number>();
const key = (pair: { claim: string; evidence: string }) => `${pair.claim}\n${pair.evidence}`;

beforeAll(async () => {
  embedder = await openLocalEmbedder(resolve(ROOT, 'data/models'));
  const texts = [...new Set(PAIRS.flatMap(({ claim, evidence }) => [claim, evidence]))];
  const vectors = await embedder.embeddings.embedDocuments(texts);
  const vectorOf = new Map(texts.map((text, index) => [text, vectors[index]!]));
  for (const pair of PAIRS) {
    const [a, b] = [vectorOf.get(pair.claim)!, vectorOf.get(pair.evidence)!];
    cosines.set(
      key(pair),
      a.reduce((sum, value, index) => sum + value * b[index]!, 0),
    );
  }
});

afterAll(() => embedder.close());

function tally(pairs: typeof PAIRS, withSimilarity: boolean): Tally {
  const verdicts: Tally['verdicts'] = { supported: 0, partial: 0, unsupported: 0 };
  for (const pair of pairs) {
    const similarity = withSimilarity ? (cosines.get(key(pair)) ?? null) : null;
    verdicts[verifyClaim(pair.claim, pair.evidence, similarity).verdict] += 1;
  }
  return { total: pairs.length, verdicts };
}

describe('adversarial pairs', () => {
  test('are many, true and false, and none twice', () => {
    expect(PAIRS.length).toBeGreaterThanOrEqual(500);
    expect(PAIRS.filter(({ label }) => label === 'true').length).toBeGreaterThanOrEqual(200);
    expect(new Set(PAIRS.map(key)).size).toBe(PAIRS.length);
  });

  describe.each(['develop', 'held-out'] as const)('%s', (half) => {
    test.each([true, false])('are told apart (with similarity: %s)', (withSimilarity) => {
      const of = (label: 'true' | 'false') =>
        tally(
          PAIRS.filter((pair) => pair.half === half && pair.label === label),
          withSimilarity,
        );
      const [right, wrong] = [of('true'), of('false')];
      console.log(half, { withSimilarity, true: right.verdicts, false: wrong.verdicts });
      expect(wrong.verdicts.supported / wrong.total).toBeLessThanOrEqual(MOST_FALSE_SUPPORTED);
      expect(right.verdicts.unsupported / right.total).toBeLessThanOrEqual(MOST_TRUE_UNSUPPORTED);
      expect(right.verdicts.supported / right.total).toBeGreaterThanOrEqual(FEWEST_TRUE_SUPPORTED);
    });
  });

  test('by kind, false ones that are supported', () => {
    const kinds = [...new Set(PAIRS.filter(({ label }) => label === 'false').map(({ kind }) => kind))];
    const rows = kinds.map((kind) => {
      const { total, verdicts } = tally(
        PAIRS.filter((pair) => pair.label === 'false' && pair.kind === kind),
        true,
      );
      return { kind, total, ...verdicts };
    });
    console.table(rows);
    for (const { kind, total, supported } of rows) {
      expect(supported, kind).toBeLessThanOrEqual(Math.max(1, Math.ceil(0.2 * total)));
    }
  });
});
