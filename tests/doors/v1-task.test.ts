import { describe, expect, it } from 'vitest';
import { recordingAsk, startDoorServer } from './door-server.ts';

const HISTORY =
  '<chat_history>\nUSER: How do I copy a list in Python safely?\nASSISTANT: Use copy. [1]\n</chat_history>';

async function complete(content: string) {
  const { ask, requests } = recordingAsk();
  const { url } = await startDoorServer({ ask });
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'indepth', messages: [{ role: 'user', content }] }),
  });
  const body = (await response.json()) as { choices: { message: { content: string } }[] };
  return { text: body.choices[0]!.message.content, requests };
}

describe('housekeeping requests of chat clients', () => {
  it.each([
    [
      `### Task:\nGenerate a concise, 3-5 word title with an emoji.\n### Output:\nJSON\n${HISTORY}`,
      { title: 'How do I copy a list' },
    ],
    [`### Task:\nGenerate 1-3 broad tags categorizing the themes.\n${HISTORY}`, { tags: ['General'] }],
    [`### Task:\nSuggest 3-5 relevant follow-up questions.\n${HISTORY}`, { follow_ups: [] }],
    [`### Task:\nAnalyze the chat history and generate search queries.\n${HISTORY}`, { queries: [] }],
  ])('of Open WebUI get JSON without retrieval: %j', async (prompt, expected) => {
    const { text, requests } = await complete(prompt);
    expect(JSON.parse(text)).toEqual(expected);
    expect(requests).toEqual([]);
  });

  it.each([
    'Provide a concise, 5-word-or-less title for the conversation, using title case conventions. Only return the title itself.\n\nConversation:\nUser: How do I copy a list in Python safely?\nAI: Use copy. [1]',
    'Given the following... please reply with a title for the chat that is 3-4 words in length, no additional text.\n\nHow do I copy a list in Python safely?',
  ])('of LibreChat and Continue get a title without retrieval: %j', async (prompt) => {
    const { text, requests } = await complete(prompt);
    expect(text).toBe('How do I copy a list');
    expect(requests).toEqual([]);
  });

  it.each([
    'Provide a concise title for a matplotlib plot: how?',
    'How do tags and titles work in Markdown?',
    'Given the following code, what does it print?',
    '### Task scheduling in Airflow: what is a DAG?',
  ])('are not seen in the question %j', async (question) => {
    const { requests } = await complete(question);
    expect(requests).toMatchObject([{ question }]);
  });

  it('do not hide the question that Open WebUI wraps in instructions of its own', async () => {
    const wrapped =
      '### Task:\nRespond to the user query using the provided context.\n<user_query>\nWhat is a list?\n</user_query>';
    const { requests } = await complete(wrapped);
    expect(requests).toMatchObject([{ question: 'What is a list?' }]);
  });
});
