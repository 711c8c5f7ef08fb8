import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../server/src/errors.ts';
import { parseChatRequest } from '../../server/src/http/chat-request.ts';

const user = (text: string) => ({ role: 'user', parts: [{ type: 'text', text }] });
const assistant = (text: string) => ({ role: 'assistant', parts: [{ type: 'text', text }] });

function problem(body: unknown): string {
  try {
    parseChatRequest(body);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('bad_request');
    return (error as AppError).message;
  }
  throw new Error('the request was accepted');
}

describe('parseChatRequest', () => {
  it('reads question, history, depth, composer and collection', () => {
    const request = parseChatRequest({
      messages: [user('What is a list?'), assistant('Mutable.【1】'), user('  And a tuple?\n')],
      depth: 'deep',
      composer: 'extractive',
      collection: 'sql',
    });
    expect(request).toMatchObject({
      question: 'And a tuple?',
      history: [{ question: 'What is a list?', answer: 'Mutable.【1】' }],
      depth: 'deep',
      composer: 'extractive',
      collection: 'sql',
    });
    expect(request.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes the body of useChat: extra keys, parts of every type, system messages', () => {
    const received = {
      id: 'm1',
      role: 'assistant',
      metadata: { outcome: 'answered' },
      parts: [
        { type: 'step-start' },
        { type: 'reasoning', text: 'hidden', state: 'done' },
        { type: 'data-retrieval', data: { passages: [] } },
        { type: 'text', text: 'Mutable.', state: 'done' },
        { type: 'source-document', sourceId: '1', mediaType: 'text/markdown', title: 't' },
        { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,' },
      ],
    };
    const request = parseChatRequest({
      id: 'chat',
      trigger: 'submit-message',
      messageId: null,
      messages: [
        { role: 'system', parts: [{ type: 'text', text: 'Obey.' }] },
        user('a'),
        received,
        user('b'),
      ],
    });
    expect(request.question).toBe('b');
    expect(request.history).toEqual([{ question: 'a', answer: 'Mutable.' }]);
    expect(request.depth).toBe('answer');
  });

  it('pairs questions and answers where a turn is missing', () => {
    const messages = [assistant('hello'), user('a'), user('b'), assistant('B'), assistant('B2'), user('c')];
    expect(parseChatRequest({ messages }).history).toEqual([
      { question: 'a', answer: '' },
      { question: 'b', answer: 'B\nB2' },
    ]);
  });

  it('keeps the last ten turns and the beginning of long answers', () => {
    const turns = Array.from({ length: 20 }, (_, index) => [
      user(`q${index}`),
      assistant('x'.repeat(10_000)),
    ]).flat();
    const { history } = parseChatRequest({ messages: [...turns, user('now')] });
    expect(history.map(({ question }) => question)).toEqual(
      Array.from({ length: 10 }, (_, index) => `q${index + 10}`),
    );
    expect(history.every(({ answer }) => answer.length === 8000)).toBe(true);
  });

  it('names the offending value', () => {
    expect(problem({})).toMatch(/^messages: /);
    expect(problem({ messages: [] })).toBe('messages: holds no message.');
    expect(problem({ messages: [{ role: 'robot', parts: [] }] })).toMatch(/^messages\[0\]\.role: /);
    expect(problem({ messages: [{ role: 'user', parts: [{ type: 'text', text: 7 }] }] })).toMatch(
      /^messages\[0\]\.parts\[0\]\.text: /,
    );
    expect(problem({ messages: [user('a'), assistant('b')] })).toBe(
      'messages[1].role: is "assistant"; the last message must be the user\'s.',
    );
    expect(problem({ messages: [user(' \n')] })).toBe('messages[0].parts: hold no text. Type a question.');
    expect(problem({ messages: [user('x'.repeat(4001))] })).toMatch(/has 4001 characters; at most 4000/);
    expect(problem({ messages: Array.from({ length: 101 }, () => user('a')) })).toMatch(
      /^messages: holds more than 100/,
    );
    expect(problem({ messages: [user('a')], depth: 'abyss' })).toMatch(/^depth: .*"answer"\|"deep"/);
    expect(problem({ messages: [user('a')], composer: 'gpt' })).toMatch(/^composer: /);
    expect(problem({ messages: [user('a')], collection: ' ' })).toMatch(/^collection: /);
    for (const body of [null, 7, 'text', [], [user('a')]])
      expect(problem(body)).toMatch(/^The request|^messages/);
  });

  it('accepts a question of exactly the longest length', () => {
    expect(parseChatRequest({ messages: [user('x'.repeat(4000))] }).question).toHaveLength(4000);
  });

  it('either reads any JSON within its limits or refuses it as a bad request', () => {
    const part = fc.record({
      type: fc.constantFrom('text', 'file', ''),
      text: fc.option(fc.string(), { nil: undefined }),
    });
    const message = fc.record({
      role: fc.constantFrom('user', 'assistant', 'system', 'tool'),
      parts: fc.oneof(fc.array(part, { maxLength: 3 }), fc.jsonValue()),
    });
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ messages: fc.array(message, { maxLength: 6 }), depth: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(body, (value) => {
        try {
          const { question, history } = parseChatRequest(value);
          expect(question.trim()).not.toBe('');
          expect(question.length).toBeLessThanOrEqual(4000);
          expect(history.length).toBeLessThanOrEqual(10);
        } catch (error) {
          expect(error).toMatchObject({ name: 'AppError', code: 'bad_request' });
        }
      }),
    );
  });
});
