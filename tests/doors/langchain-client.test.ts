import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { describe, expect, it } from 'vitest';
import { recordingAsk, startDoorServer } from './door-server.ts';

const model = (url: string) =>
  new ChatOpenAI({
    model: 'indepth',
    apiKey: 'none',
    maxRetries: 0,
    configuration: { baseURL: `${url}/v1` },
  });

describe("LangChain's ChatOpenAI", () => {
  it('invokes with a conversation', async () => {
    const { ask, requests } = recordingAsk();
    const { url } = await startDoorServer({ ask });
    const reply = await model(url).invoke([
      new SystemMessage('You are helpful.'),
      new HumanMessage('What is a list?'),
      new AIMessage('A list is mutable. [1]'),
      new HumanMessage('and a tuple?'),
    ]);
    expect(reply.text).toMatch(/^A list is mutable\. \[1\]\n\n\*\*Sources\*\*/);
    expect(reply.usage_metadata?.input_tokens).toBe(3);
    expect(requests[0]?.history).toEqual([{ question: 'What is a list?', answer: 'A list is mutable. [1]' }]);
  });

  it('streams', async () => {
    const { url } = await startDoorServer();
    const pieces: string[] = [];
    for await (const chunk of await model(url).stream('What is a list?')) pieces.push(chunk.text);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toMatch(
      /^A list is mutable\. \[1\]\n\n\*\*Sources\*\*\n\n- \[1\] What is a list\?/,
    );
  });
});
