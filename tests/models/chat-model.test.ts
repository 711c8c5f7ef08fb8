import { describe, expect, test } from 'vitest';
import { openChatModel } from '../../server/src/models/chat-model.ts';

const settings = {
  model: 'openai:gpt-4o-mini',
  baseUrl: 'http://127.0.0.1:9/v1' as string | undefined,
  apiKey: undefined as string | undefined,
  firstTokenMs: 1000,
  idleMs: 1000,
  totalMs: 2000,
  assist: true,
};

describe('openChatModel', () => {
  test('is null where no model is configured', async () => {
    expect(await openChatModel({ ...settings, model: undefined })).toBeNull();
  });

  test('needs no key where the endpoint is not OpenAI’s', async () => {
    const chat = await openChatModel(settings);
    expect(chat).toMatchObject({ name: 'gpt-4o-mini', host: '127.0.0.1:9', assist: true });
    expect(chat?.limits).toMatchObject({ firstTokenMs: 1000, idleMs: 1000, totalMs: 2000 });
  });

  test.each<[string, Partial<typeof settings>, RegExp]>([
    [
      'a name without a provider',
      { model: 'gpt-4o-mini' },
      /CHAT_MODEL is "gpt-4o-mini".*openai:gpt-4o-mini/u,
    ],
    ['a provider without a name', { model: 'openai:' }, /CHAT_MODEL is "openai:"/u],
    ['an unknown provider', { model: 'clod:opus' }, /"clod" is no known provider.*anthropic/u],
    ['a name from Object’s prototype', { model: 'constructor:x' }, /"constructor" is no known provider/u],
    ['a package that is not installed', { model: 'ollama:llama3.1:8b' }, /npm install @langchain\/ollama/u],
    [
      'another provider without its key',
      { model: 'azure_openai:gpt-4o' },
      /AZURE_OPENAI_API_KEY=<key>, in \.env/u,
    ],
    ['OpenAI without a key', { baseUrl: undefined }, /OPENAI_API_KEY is not set.*OPENAI_BASE_URL/u],
    ['OpenAI by its own address without a key', { baseUrl: 'https://api.openai.com/v1' }, /OPENAI_API_KEY/u],
  ])('refuses %s at start', async (_, change, message) => {
    await expect(openChatModel({ ...settings, ...change })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(message) as string,
    });
  });

  test('hides every secret of the environment in what the model says', async () => {
    const secrets = ['sk-of-another-provider'];
    const chat = await openChatModel({ ...settings, apiKey: 'sk-own', secrets });
    expect(chat?.secrets).toEqual(['sk-own', 'sk-of-another-provider']);
  });

  test('keeps colons in the name of a model', async () => {
    const chat = await openChatModel({ ...settings, model: 'openai:qwen2.5:0.5b' });
    expect(chat?.name).toBe('qwen2.5:0.5b');
  });
});
