import { expect, it } from 'vitest';
import type { AnswerPart } from '../../server/src/protocol.ts';
import { EMPTY_ANSWER, foldParts } from '../../web/src/conversation/fold-parts.ts';

const notice = { code: 'model_stalled', text: 'The chat model stopped sending.' };

it('knows of a model that failed before the quotes that take its place are there', () => {
  const parts: AnswerPart[] = [
    { type: 'text-start', id: 'answer' },
    { type: 'text-delta', id: 'answer', delta: 'Ducks were invented' },
    { type: 'text-end', id: 'answer' },
    { type: 'data-notice', data: notice, transient: true },
  ];
  expect(foldParts(EMPTY_ANSWER, parts)).toMatchObject({ notice, phase: 'writing' });
  const quoted = foldParts(EMPTY_ANSWER, [
    ...parts,
    { type: 'text-start', id: 'quotes' },
    { type: 'text-delta', id: 'quotes', delta: 'A duck quacks.' },
  ]);
  expect(quoted).toMatchObject({ notice, text: 'A duck quacks.' });
});
