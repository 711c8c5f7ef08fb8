import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closingFence } from '../server/src/answer/closing-fence.ts';
import { ask } from '../server/src/ask.ts';
import type { ChatModel } from '../server/src/models/types.ts';
import type { AnswerPart } from '../server/src/protocol.ts';
import { scriptedChat } from './answer/model-fixture.ts';
import { asksForAnswer } from './models/obedient-model.ts';
import { startScriptedServer, type Script, type ScriptedServer } from './models/scripted-server.ts';
import { useSampleSnapshot } from './sample-snapshot.ts';

const sample = useSampleSnapshot();
const QUESTION = 'What is duck typing and how does it apply in ML codebases?';
const SAID = "Python doesn't care about the actual type of an object";

let server: ScriptedServer;
let chat: ChatModel;

beforeAll(async () => {
  server = await startScriptedServer();
  chat = await scriptedChat(server.baseUrl, { firstTokenMs: 30_000, idleMs: 30_000, totalMs: 60_000 });
});

afterAll(() => server.close());

function asking(script: Script): AsyncGenerator<AnswerPart> {
  server.script(script);
  const request = { id: 'm', question: QUESTION, history: [], depth: 'answer' } as const;
  return ask({ ...sample.deps(), chat }, request, new AbortController().signal);
}

async function partsOf(parts: AsyncGenerator<AnswerPart>): Promise<AnswerPart[]> {
  const all: AnswerPart[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

/** Says something, and then waits for longer than any test. */
const endless: Script = async (_, reply) => {
  reply.text(`${SAID} `);
  await reply.wait(30_000);
};

describe('an answer by a chat model', { timeout: 60_000 }, () => {
  test('whose reader leaves early ends every request to the model at once', async () => {
    const parts = asking(endless);
    for await (const part of parts) {
      if (part.type === 'text-delta') break;
    }
    const left = performance.now();
    await expect.poll(() => server.open(), { timeout: 10_000 }).toBe(0);
    // A few ms; the model would have gone on for half a minute.
    expect(Number(server.abandonedAt()) - left).toBeLessThan(5000);
  });

  test('asks for follow-ups only when its own text has begun', async () => {
    const asked: string[] = [];
    await partsOf(
      asking(async ({ user }, reply) => {
        asked.push(asksForAnswer(user) ? 'answer' : 'follow-ups');
        if (!asksForAnswer(user)) {
          reply.done();
          return;
        }
        await reply.wait(300);
        expect(asked).toEqual(['answer']);
        reply.text(`${SAID}【1】.`);
        await reply.wait(300);
        reply.done();
      }),
    );
    expect(asked).toEqual(['answer', 'follow-ups']);
  });

  test('asks for none where the model fails', async () => {
    const before = server.requests.length;
    await partsOf(asking((_, reply) => reply.error(500, '{}')));
    expect(server.requests.length).toBe(before + 1);
  });

  test('that nothing supports tells so before the quotes that take its place', async () => {
    const parts = await partsOf(
      asking((_, reply) => {
        reply.text('Ducks were invented in 1987【1】.\n\n```python\nx = 1');
        reply.done();
      }),
    );
    const types = parts
      .map(({ type }) => type)
      .filter((type) => /^(?:text-(?:start|end)|data-notice)$/u.test(type));
    expect(types).toEqual(['text-start', 'text-end', 'data-notice', 'text-start', 'text-end']);
    const notice = parts.find((part) => part.type === 'data-notice')?.data;
    expect(notice?.code).toBe('model_unsupported');
    const finish = parts.at(-1);
    expect(finish?.type === 'finish' && finish.messageMetadata.notice).toEqual(notice);
    const first = parts
      .flatMap((part) => (part.type === 'text-delta' && part.id === 'answer' ? part.delta : ''))
      .join('');
    expect(first).toMatch(/x = 1\n```$/u);
  });
});

describe('closingFence', () => {
  test.each([
    ['no code', 'A text.', ''],
    ['closed code', '```py\nx\n```\n', ''],
    ['open code', 'A\n```py\nx', '\n```'],
    ['a longer fence that holds a shorter one', '````md\n```\n', '\n````'],
    ['tildes', '~~~\n```', '\n~~~'],
    ['a line that only looks like a fence', '```x``` is inline', ''],
  ])('closes what %s leaves open', (_, text, expected) => {
    expect(closingFence(text)).toBe(expected);
  });
});
