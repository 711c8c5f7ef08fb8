import { describe, expect, it } from 'vitest';
import { collectAnswer, toAppError } from '../server/src/collect-answer.ts';
import type { AnswerPart } from '../server/src/protocol.ts';
import { ANSWER_PARTS } from './http/test-server.ts';

async function* stream(parts: readonly AnswerPart[]): AsyncGenerator<AnswerPart> {
  await Promise.resolve();
  yield* parts;
}

describe('collectAnswer', () => {
  it('folds a stream into the answer, and shows each part on the way', async () => {
    const seen: string[] = [];
    const answer = await collectAnswer('and it?', stream(ANSWER_PARTS), ({ type }) => {
      seen.push(type);
    });
    expect(seen).toEqual(ANSWER_PARTS.map(({ type }) => type));
    expect(answer.text).toBe('A list is mutable.【1】');
    expect(answer.question).toEqual({ asked: 'and it?', standalone: 'What is a list?' });
    expect(answer.citations).toEqual([
      {
        number: 1,
        entryId: 'guide#1',
        title: 'What is a list?',
        section: 'answer',
        document: 'guide.md',
        start: 26,
        end: 44,
        quote: 'A list is mutable.',
        hash: 'h',
      },
    ]);
    expect(answer).toMatchObject({ outcome: 'answered', composer: 'extractive', rejectedCitations: 0 });
  });

  it('takes the question as it was asked when it was not rewritten', async () => {
    const parts = ANSWER_PARTS.filter(({ type }) => type !== 'data-question');
    expect((await collectAnswer('q', stream(parts))).question).toEqual({ asked: 'q', standalone: 'q' });
  });

  it('keeps the last block of text: it takes the place of the one before', async () => {
    const end = ANSWER_PARTS.findIndex(({ type }) => type === 'text-end');
    const second: AnswerPart[] = [
      { type: 'text-start', id: 't2' },
      { type: 'text-delta', id: 't2', delta: 'Quoted.【1】' },
      { type: 'text-end', id: 't2' },
    ];
    const parts = [...ANSWER_PARTS.slice(0, end + 1), ...second, ...ANSWER_PARTS.slice(end + 1)];
    expect((await collectAnswer('q', stream(parts))).text).toBe('Quoted.【1】');
  });

  it('throws the error that the stream ends with', async () => {
    const parts: AnswerPart[] = [
      ANSWER_PARTS[0]!,
      { type: 'error', errorText: 'model: It is down: try again.' },
    ];
    await expect(collectAnswer('q', stream(parts))).rejects.toMatchObject({
      code: 'model',
      message: 'It is down: try again.',
    });
  });

  it('throws when the stream ends early', async () => {
    await expect(collectAnswer('q', stream(ANSWER_PARTS.slice(0, 4)))).rejects.toMatchObject({
      code: 'internal',
    });
  });
});

describe('toAppError', () => {
  it('takes text without a known code as internal', () => {
    expect(toAppError('constructor: x')).toMatchObject({ code: 'internal', message: 'constructor: x' });
    expect(toAppError('boom')).toMatchObject({ code: 'internal', message: 'boom' });
  });
});
