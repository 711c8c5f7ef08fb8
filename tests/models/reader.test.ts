import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEncoder } from '../../server/src/models/encoder.ts';
import { openModels, type Models } from '../../server/src/models/open-models.ts';
import { pairRow } from '../../server/src/models/read-pairs.ts';
import { openReader } from '../../server/src/models/reader.ts';
import type { Reader } from '../../server/src/models/types.ts';
import { ROOT } from '../material.ts';

const MODELS = join(ROOT, 'data/models');
const remote = {
  model: undefined,
  baseUrl: undefined,
  apiKey: undefined,
  firstTokenMs: 1,
  idleMs: 1,
  totalMs: 1,
  assist: false,
};

let models: Models;
let reader: Reader;
beforeAll(async () => {
  models = await openModels({ embeddings: 'local', modelsDir: MODELS, chat: remote });
  reader = models.reader!;
});
afterAll(() => models.close());

describe('the reader', () => {
  it('tells a passage that answers from one about something else', async () => {
    const question = 'If a class defines only __repr__, what does str() return?';
    const answers = {
      title: 'What is the difference between __repr__ and __str__?',
      sentences: [
        '__str__ is the user-facing form, used by print(), str() and plain f-string fields.',
        'If a class defines only __repr__, then str() falls back to it, so that is the one I write first.',
      ],
    };
    const other = {
      title: 'What is a learning rate?',
      sentences: ['It scales the step of gradient descent.'],
    };
    const [good, bad] = await reader.read(question, [answers, other]);
    expect(good!.answerable).toBeGreaterThan(bad!.answerable + 1);
    expect(good!.evidence).toHaveLength(2);
    expect(good!.evidence[1]).toBeGreaterThan(good!.evidence[0]!);
  });

  it('gives no evidence to a sentence that was cut off, and reads passages of any size', async () => {
    const long = Array.from(
      { length: 60 },
      (_, i) => `Sentence ${i} says a little about lists and nothing else.`,
    );
    const [reading, empty] = await reader.read('What is a list?', [
      { title: 'Lists', sentences: long },
      { title: '', sentences: [] },
    ]);
    expect(reading!.evidence).toHaveLength(60);
    expect(reading!.evidence[0]).toBeGreaterThan(0);
    expect(reading!.evidence.at(-1)).toBe(0);
    expect(empty!.evidence).toEqual([]);
    expect(await reader.read('What?', [])).toEqual([]);
  });

  it('stops when told', async () => {
    const passage = { title: 'Lists', sentences: ['A list is mutable.'] };
    await expect(reader.read('x', [passage], AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });

  it('is absent where its folder is', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'no-reader-'));
    expect(await openReader(empty)).toBeNull();
    await rm(empty, { recursive: true });
  });
});

describe('pairRow', () => {
  it('joins question and passage as one tokenization would, and knows where each sentence lies', async () => {
    const encoder = await openEncoder('reader-minilm', { modelsDir: MODELS, threads: 1 });
    const sentences = ['A decorator wraps a function.', 'np.where(x) is __unlike__ it!', 'Ends here'];
    const row = pairRow(encoder, 'What is a decorator?', { title: 'Decorators?', sentences });
    const question = [encoder.cls, ...encoder.tokenize('What is a decorator?'), encoder.sep];
    const passage = [...encoder.tokenize(`Decorators?. ${sentences.join(' ')}`), encoder.sep];
    expect(row.ids).toEqual([...question, ...passage]);
    expect(row.segments).toEqual([...question.map(() => 0), ...passage.map(() => 1)]);
    row.spans.forEach(([start, end], index) => {
      expect(row.ids.slice(start, end)).toEqual(encoder.tokenize(sentences[index]!));
    });
    const endless = pairRow(encoder, 'why '.repeat(2_000), {
      title: 'T',
      sentences: Array<string>(50).fill('So it is.'),
    });
    expect(endless.ids).toHaveLength(256);
    expect(endless.ids.filter((id) => id === encoder.sep)).toHaveLength(2);
    expect(endless.spans.at(-1)).toEqual([255, 255]);
  });
});
