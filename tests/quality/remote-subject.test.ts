import { describe, expect, it } from 'vitest';
import type { AnswerPart } from '../../server/src/protocol.ts';
import { ANSWER_PARTS, fakeDeps, scriptedAsk, startServer } from '../http/test-server.ts';
import type { Question } from './question.ts';
import { openRemoteSubject } from './remote-subject.ts';
import { runQuestion } from './run-question.ts';

const question: Question = {
  id: 'set:1',
  type: 'short',
  question: 'and it?',
  history: [{ question: 'Lists?', answer: 'Yes [1].' }],
  gold: ['guide#1'],
  need: 'any',
  alsoOk: [],
  nuggets: [],
  uncovered: [],
};

/** The scripted answer with the place, quote and hash that its source really has. */
function honestParts(): AnswerPart[] {
  const section = fakeDeps.snapshot.entries[0]!.sections[0]!;
  const quote = 'A list is mutable.';
  const citation = {
    entryId: 'guide#1',
    section: 'answer',
    start: section.start,
    end: section.start + quote.length,
    quote,
    hash: section.hash,
  };
  return ANSWER_PARTS.map((part): AnswerPart =>
    part.type === 'source-document' ? { ...part, providerMetadata: { indepth: citation } } : part,
  );
}

describe('openRemoteSubject', () => {
  it('reads a server through the reader of the AI SDK and finds nothing wrong with an honest answer', async () => {
    const { url } = await startServer({ ask: scriptedAsk(honestParts()) });
    const run = await runQuestion(await openRemoteSubject(url), question);
    expect(run.faults).toEqual([]);
    expect(run.reply).toMatchObject({ outcome: 'answered', cited: ['guide#1'], text: 'A list is mutable.' });
  });

  it('sends the conversation and lists every entry', async () => {
    const histories: unknown[] = [];
    const { url } = await startServer({
      ask: async function* (_deps, request) {
        histories.push(request.history);
        yield* scriptedAsk()(fakeDeps, request, new AbortController().signal);
      },
    });
    const subject = await openRemoteSubject(url);
    await runQuestion(subject, question);
    expect(histories).toEqual([question.history]);
    expect(subject.entries).toEqual([
      { id: 'guide#1', number: '1', documentPath: 'guide.md' },
      { id: 'guide#2', number: '2', documentPath: 'guide.md' },
      { id: 'sql/basics#3', number: '3', documentPath: 'sql/basics.md' },
    ]);
  });

  it('finds quotes that are not in the source', async () => {
    const { url } = await startServer();
    const run = await runQuestion(await openRemoteSubject(url), question);
    expect(run.faults).toContainEqual(expect.stringContaining('source 1'));
  });

  it('takes an error of the server for a fault, not for an answer', async () => {
    const { url } = await startServer({
      ask: scriptedAsk([ANSWER_PARTS[0]!, { type: 'error', errorText: 'internal: Something went wrong.' }]),
    });
    const run = await runQuestion(await openRemoteSubject(url), question);
    expect(run.answer).toBeNull();
    expect(run.faults).toEqual([expect.stringContaining('Something went wrong')]);
  });
});
