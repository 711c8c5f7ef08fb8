import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerPart, Citation } from '../../server/src/protocol.ts';
import { markdownAnswer, plainAnswer } from '../../web/src/conversation/answer-text.ts';
import {
  openAnswer,
  reduceConversation,
  type ConversationEvent,
} from '../../web/src/conversation/conversation-reducer.ts';
import { EMPTY_ANSWER, endAnswer, foldParts } from '../../web/src/conversation/fold-parts.ts';
import { groupBlocks } from '../../web/src/conversation/group-blocks.ts';
import { messagesFor } from '../../web/src/conversation/messages.ts';
import { scopesOf } from '../../web/src/conversation/scopes.ts';
import { showAnswer, showDeeper, turnCitations } from '../../web/src/conversation/shown-answer.ts';
import type { AnswerState, Conversation, Turn } from '../../web/src/conversation/types.ts';

const citation = (number: number, entry: number, start = number * 10): Citation => ({
  number,
  entryId: `doc#${entry}`,
  title: `Question ${entry}?`,
  section: 'answer',
  document: 'doc.md',
  start,
  end: start + 5,
  quote: `quote ${number}`,
  hash: 'h',
});

const answer = (text: string, citations: Citation[], more: Partial<AnswerState> = {}): AnswerState => ({
  ...EMPTY_ANSWER,
  phase: 'done',
  composer: 'extractive',
  text,
  citations,
  ...more,
});

const turn = (given: AnswerState, deeper: AnswerState | null = null): Turn => ({
  id: 't',
  question: 'Why?',
  askedAt: 0,
  answer: given,
  deeper,
});

const after = (events: ConversationEvent[]) => events.reduce<Conversation | null>(reduceConversation, null);
const asked: ConversationEvent = {
  type: 'asked',
  conversationId: 'c',
  turnId: 't',
  question: 'What is X?',
  at: 1,
};

describe('foldParts', () => {
  const parts: AnswerPart[] = [
    { type: 'start', messageId: 'm', messageMetadata: { snapshot: 's', composer: 'extractive' } },
    { type: 'text-start', id: '1' },
    {
      type: 'data-citation',
      data: { number: 1, entryId: 'doc#1', title: 'T', section: 'answer' },
      transient: true,
    },
    { type: 'text-delta', id: '1', delta: 'One.【1】' },
    { type: 'text-delta', id: '1', delta: ' Two.' },
    { type: 'text-end', id: '1' },
  ];

  it('joins the text and remembers where a citation was announced', () => {
    const state = foldParts(EMPTY_ANSWER, parts);
    expect(state).toMatchObject({ phase: 'writing', text: 'One.【1】 Two.', snapshot: 's' });
    expect(state.announced).toEqual([{ number: 1, entryId: 'doc#1', title: 'T', section: 'answer', at: 0 }]);
  });

  it('gives the same state however the parts are batched', () => {
    fc.assert(
      fc.property(fc.nat(parts.length), (cut) => {
        const split = foldParts(foldParts(EMPTY_ANSWER, parts.slice(0, cut)), parts.slice(cut));
        expect(split).toEqual(foldParts(EMPTY_ANSWER, parts));
      }),
    );
  });

  it('takes the code and the sentence of an error apart', () => {
    const state = foldParts(EMPTY_ANSWER, [{ type: 'error', errorText: 'busy: Too many questions: wait.' }]);
    expect(state).toMatchObject({
      phase: 'failed',
      failure: { code: 'busy', text: 'Too many questions: wait.' },
    });
  });

  it('ignores parts that it does not know', () => {
    const unknown = { type: 'data-later', data: 1 } as unknown as AnswerPart;
    expect(foldParts(EMPTY_ANSWER, [unknown])).toEqual(EMPTY_ANSWER);
  });

  it('keeps what has arrived when the stream is cut, and leaves whole answers alone', () => {
    const partial = foldParts(EMPTY_ANSWER, parts);
    expect(endAnswer(partial, 'cut')).toMatchObject({ phase: 'cut', text: partial.text });
    expect(endAnswer({ ...partial, phase: 'done' }, 'cut').phase).toBe('done');
  });
});

describe('reduceConversation', () => {
  it('starts a conversation named after its first question', () => {
    expect(after([asked])).toMatchObject({ id: 'c', title: 'What is X?', turns: [{ id: 't' }] });
  });

  it('drops later turns when a question is put in other words, and keeps them on a retry', () => {
    const second: ConversationEvent = { ...asked, turnId: 'u', question: 'And Y?' };
    const again = (question: string): ConversationEvent => ({
      type: 'asked-again',
      turnId: 't',
      question,
      at: 2,
    });
    expect(after([asked, second, again('What is Z?')])).toMatchObject({
      title: 'What is Z?',
      turns: [{ id: 't' }],
    });
    expect(after([asked, second, again('What is X?')])?.turns).toHaveLength(2);
  });

  it('knows which answer is still being written', () => {
    expect(openAnswer(after([asked]))).toEqual({ turnId: 't', slot: 'answer' });
    const ended: ConversationEvent = {
      type: 'ended',
      turnId: 't',
      slot: 'answer',
      phase: 'stopped',
      failure: null,
      at: 2,
    };
    expect(openAnswer(after([asked, ended]))).toBeNull();
    expect(openAnswer(after([asked, ended, { type: 'went-deeper', turnId: 't' }]))?.slot).toBe('deeper');
  });

  it('marks an answer as cut when a stored conversation ends in the middle of it', () => {
    const stored = after([asked]);
    const opened = stored && reduceConversation(null, { type: 'opened', conversation: stored });
    expect(opened?.turns[0]?.answer.phase).toBe('cut');
  });

  it('never changes what it was given', () => {
    const before = after([asked]);
    const copy = structuredClone(before);
    reduceConversation(before, {
      type: 'received',
      turnId: 't',
      slot: 'answer',
      parts: [{ type: 'text-delta', id: '1', delta: 'x' }],
      at: 3,
    });
    expect(before).toEqual(copy);
  });
});

describe('messagesFor', () => {
  it('sends earlier turns with answers, then the question', () => {
    const earlier = { ...turn(answer('An answer.', [])), id: 'a', question: 'First?' };
    const empty = { ...turn(EMPTY_ANSWER), id: 'b', question: 'Failed?' };
    const conversation: Conversation = {
      id: 'c',
      title: '',
      createdAt: 0,
      updatedAt: 0,
      turns: [earlier, empty, turn(EMPTY_ANSWER)],
    };
    const sent = messagesFor(conversation, 't').map(({ role, parts }) => [role, parts[0]?.text]);
    expect(sent).toEqual([
      ['user', 'First?'],
      ['assistant', 'An answer.'],
      ['user', 'Why?'],
    ]);
  });
});

describe('groupBlocks', () => {
  it('puts consecutive blocks of one entry under one heading, in the order of the text', () => {
    const shown = showAnswer(
      answer(
        'A.【1】\n\nB.【2】\n\nC.【3】\n\nD, uncited.',
        [citation(1, 7), citation(2, 7), citation(3, 8)],
        { composer: 'llama' },
      ),
    );
    const groups = groupBlocks(shown);
    expect(groups.map((group) => [group.entry?.entryId, group.blocks.length])).toEqual([
      ['doc#7', 2],
      ['doc#8', 2],
    ]);
  });

  it('knows the entry of a growing block from the announcement before its text', () => {
    const announced = [{ number: 1, entryId: 'doc#7', title: 'T', section: 'answer', at: 0 }];
    const shown = showAnswer({ ...EMPTY_ANSWER, phase: 'writing', text: 'It is', announced });
    expect(groupBlocks(shown)[0]?.entry?.entryId).toBe('doc#7');
  });

  it('leaves what Indepth says itself without an entry', () => {
    const text = 'No source mentions `X`. This is the closest:\n\nIt is.【1】\n\nNo source covers “rice”.';
    const groups = groupBlocks(showAnswer(answer(text, [citation(1, 7)])));
    expect(groups.map((group) => group.entry?.entryId ?? null)).toEqual([null, 'doc#7', null]);
  });
});

describe('showDeeper', () => {
  const short = answer('A.【1】 B.【2】', [citation(1, 7), citation(2, 7)]);
  const verdicts = [
    { start: 0, end: 5, verdict: 'supported' as const, citations: [1], reasons: [] },
    { start: 6, end: 11, verdict: 'supported' as const, citations: [2], reasons: [] },
  ];
  const deep = answer('A.【1】 N.【2】', [{ ...citation(1, 7), number: 1 }, citation(2, 9, 90)], {
    verdicts,
  });

  it('leaves out what stands above and counts on from there', () => {
    const shown = showDeeper(short, deep);
    expect(shown.text.trim()).toBe('N.【2】');
    expect(shown.citations.get(2)?.number).toBe(3);
    expect(shown.text.slice(shown.verdicts[0]?.start, shown.verdicts[0]?.end)).toBe('N.【2】');
  });

  it('gives a span that is cited above the number that it has there', () => {
    expect(showDeeper(short, deep).citations.get(1)?.number).toBe(1);
    expect(turnCitations(turn(short, deep)).map((one) => one.number)).toEqual([1, 2, 3]);
  });
});

describe('copying', () => {
  const given = answer('Use **`log1p`** on `d["k"]`.【1】\n\n```python\nx = a[1]  # 【1】\n```', [
    citation(1, 7),
  ]);

  it('gives plain text without marks and numbers, code untouched', () => {
    expect(plainAnswer(turn(given))).toBe('Use log1p on d["k"].\n\n```python\nx = a[1]  # 【1】\n```');
  });

  it('gives Markdown with numbered sources that name file, question and quote', () => {
    const text = markdownAnswer(turn(given));
    expect(text).toContain('## Why?');
    expect(text).toContain('`d["k"]`. [1]');
    expect(text).toContain('x = a[1]  # 【1】');
    expect(text).toContain('1. doc 7, “Question 7?” (answer): “quote 1”');
  });
});

describe('scopesOf', () => {
  it('offers folders that part the corpus, and every document', () => {
    expect(scopesOf(['sql/a.md', 'sql/b.md', 'js/deep/c.md', 'd.md'])).toEqual({
      folders: ['sql'],
      documents: ['d', 'js/deep/c', 'sql/a', 'sql/b'],
    });
  });
});
