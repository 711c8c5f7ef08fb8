import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { initChatModel, MODEL_PROVIDER_CONFIG } from 'langchain/chat_models/universal';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import type { ChatModel } from './types.ts';

/** A page shows answers up to this length as Markdown; no honest answer comes near it. */
const MAX_CHARACTERS = 16_000;
/** Compatible servers that want no key still want a header. */
const NO_KEY = 'none';
const OPENAI_HOST = 'api.openai.com';
/** How long the list of models may keep the start waiting. */
const LIST_MODELS_MS = 3_000;

/**
 * The model that CHAT_MODEL names as `provider:model`, through LangChain's initChatModel; `null` where none is named.
 * Nothing is retried: an endpoint that is down is noticed at once, and the extractive composer answers.
 * @throws AppError `config` for an unknown provider or model, a missing package or key, with the command that helps.
 */
export async function openChatModel(config: Config['chat']): Promise<ChatModel | null> {
  if (config.model === undefined) return null;
  const { provider, name } = parseName(config.model);
  const isOpenAi = provider === 'openai';
  const host = isOpenAi ? (config.baseUrl === undefined ? OPENAI_HOST : new URL(config.baseUrl).host) : null;
  if (host === OPENAI_HOST) await checkOpenAi(config, name);
  const model = await construct(config, provider, {
    maxRetries: 0,
    timeout: config.totalMs,
    ...(isOpenAi ? openAiSettings(config, name) : {}),
  });
  return {
    name,
    host,
    model,
    limits: {
      firstTokenMs: config.firstTokenMs,
      idleMs: config.idleMs,
      totalMs: config.totalMs,
      maxCharacters: MAX_CHARACTERS,
    },
    assist: config.assist,
    secrets: [...(config.apiKey === undefined ? [] : [config.apiKey]), ...(config.secrets ?? [])],
  };
}

function parseName(model: string): { provider: Provider; name: string } {
  const [prefix = '', ...rest] = model.split(':');
  const provider = prefix.trim().toLowerCase();
  const name = rest.join(':').trim();
  if (name === '') {
    throw new AppError(
      'config',
      `CHAT_MODEL is "${model}"; write it as provider:model, for example CHAT_MODEL=openai:gpt-4o-mini.`,
    );
  }
  if (!isProvider(provider)) {
    const known = Object.keys(MODEL_PROVIDER_CONFIG).join(', ');
    throw new AppError(
      'config',
      `CHAT_MODEL is "${model}", but "${prefix}" is no known provider. Use one of: ${known}.`,
    );
  }
  return { provider, name };
}

type Provider = keyof typeof MODEL_PROVIDER_CONFIG;

const isProvider = (name: string): name is Provider => Object.hasOwn(MODEL_PROVIDER_CONFIG, name);

/** The client logs what it cannot parse, keys and all, unless it is told not to. */
function openAiSettings({ baseUrl, apiKey }: Config['chat'], name: string): Record<string, unknown> {
  const isReasoning = /^(?:o\d|gpt-5)/u.test(name);
  return {
    apiKey: apiKey ?? NO_KEY,
    streamUsage: false,
    configuration: { baseURL: baseUrl, logLevel: 'off' },
    // Reasoning models refuse a temperature.
    ...(isReasoning ? {} : { temperature: 0 }),
  };
}

async function construct(
  { model }: Config['chat'],
  provider: Provider,
  settings: Record<string, unknown>,
): Promise<BaseChatModel> {
  const name = String(model);
  const { package: packageName } = MODEL_PROVIDER_CONFIG[provider];
  try {
    // Only the provider's own package knows whether its key is there, so the model behind the wrapper is made at once.
    const configurable = await initChatModel(name.slice(name.indexOf(':') + 1).trim(), {
      modelProvider: provider,
      ...settings,
    });
    return await configurable._getModelInstance();
  } catch (error) {
    const isMissing = /Unable to import|Cannot find (?:package|module)|ERR_MODULE_NOT_FOUND/u.test(
      String(error),
    );
    const fix = isMissing
      ? `its package is not installed. Run: npm install ${packageName}`
      : `${packageName} could not be set up. Set the key that it reads, for example ${keyNameOf(provider)}=<key>, in .env`;
    throw new AppError('config', `CHAT_MODEL is "${name}", but ${fix}; or remove CHAT_MODEL.`);
  }
}

/** Keys that are not named after their provider. */
const KEY_NAMES: Partial<Record<Provider, string>> = {
  aws: 'AWS_ACCESS_KEY_ID',
  bedrock: 'AWS_ACCESS_KEY_ID',
  google: 'GOOGLE_API_KEY',
  'google-genai': 'GOOGLE_API_KEY',
  'google-vertexai': 'GOOGLE_APPLICATION_CREDENTIALS',
  mistral: 'MISTRAL_API_KEY',
  mistralai: 'MISTRAL_API_KEY',
  together: 'TOGETHER_AI_API_KEY',
};

function keyNameOf(provider: Provider): string {
  return KEY_NAMES[provider] ?? `${provider.toUpperCase()}_API_KEY`;
}

/** OpenAI's own service wants a key, and says which models it has; when it cannot be reached, the start goes on. */
async function checkOpenAi({ model, apiKey }: Config['chat'], name: string): Promise<void> {
  if (apiKey === undefined) {
    throw new AppError(
      'config',
      `CHAT_MODEL is "${String(model)}" but OPENAI_API_KEY is not set. Put OPENAI_API_KEY=<key> in .env, point OPENAI_BASE_URL at a server that needs none, or remove CHAT_MODEL.`,
    );
  }
  const status = await fetch(`https://${OPENAI_HOST}/v1/models/${encodeURIComponent(name)}`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(LIST_MODELS_MS),
  }).then(
    (response) => response.status,
    () => 0,
  );
  if (status === 404) {
    throw new AppError(
      'config',
      `CHAT_MODEL is "${String(model)}", but OpenAI has no model "${name}" for this key. See: curl -H "Authorization: Bearer $OPENAI_API_KEY" https://${OPENAI_HOST}/v1/models`,
    );
  }
  if (status === 401) {
    throw new AppError(
      'config',
      'OPENAI_API_KEY is refused by OpenAI. Put a valid key in .env, or remove CHAT_MODEL.',
    );
  }
}
