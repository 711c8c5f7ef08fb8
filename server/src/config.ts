import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { AppError } from './errors.ts';

const seconds = (fallback: number) => z.coerce.number().positive().max(3600).default(fallback);
const optionalText = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  CORPUS_DIR: z.string().trim().min(1).default('data/corpus'),
  DATA_DIR: z.string().trim().min(1).default('data/index'),
  MODELS_DIR: z.string().trim().min(1).default('data/models'),
  /** `provider:model`, for LangChain's initChatModel; absent: extractive. */
  CHAT_MODEL: optionalText,
  /** `local` or `openai:<model>`. */
  EMBEDDINGS: z.string().trim().min(1).default('local'),
  OPENAI_BASE_URL: z.union([z.literal('').transform(() => undefined), z.url()]).optional(),
  OPENAI_API_KEY: optionalText,
  MODEL_FIRST_TOKEN_SECONDS: seconds(20),
  MODEL_IDLE_SECONDS: seconds(15),
  MODEL_TOTAL_SECONDS: seconds(120),
  /** Whether the chat model may rewrite dependent questions and propose follow-ups (one extra call). */
  MODEL_ASSIST: z.enum(['on', 'off']).default('on'),
  /** Host names (without port) that requests may name besides the one listened on; guards against DNS rebinding. */
  ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    ),
});

/** Everything that comes from outside the process, validated. Paths are absolute. */
export interface Config {
  port: number;
  host: string;
  corpusDir: string;
  dataDir: string;
  modelsDir: string;
  embeddings: string;
  chat: {
    model: string | undefined;
    baseUrl: string | undefined;
    apiKey: string | undefined;
    firstTokenMs: number;
    idleMs: number;
    totalMs: number;
    assist: boolean;
    /** Every key and token that is set, for whatever provider: texts that must never leave the server. */
    secrets?: readonly string[];
  };
  allowedHosts: readonly string[];
  /** What `.env` sets beside these: settings that the packages of other providers read from the environment. */
  providerSettings?: Readonly<Record<string, string>>;
}

/**
 * Reads the environment, and a `.env` in the root folder for what the environment does not set.
 * @throws AppError `config` that names every bad variable with its value's problem.
 */
export function loadConfig(root: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const dotEnv = readDotEnv(root);
  const parsed = schema.safeParse({ ...dotEnv, ...environment });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('config', `Bad setting in the environment or .env: ${problems.join('; ')}`);
  }
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    corpusDir: resolve(root, env.CORPUS_DIR),
    dataDir: resolve(root, env.DATA_DIR),
    modelsDir: resolve(root, env.MODELS_DIR),
    embeddings: env.EMBEDDINGS,
    chat: {
      model: env.CHAT_MODEL,
      baseUrl: env.OPENAI_BASE_URL,
      apiKey: env.OPENAI_API_KEY,
      firstTokenMs: env.MODEL_FIRST_TOKEN_SECONDS * 1000,
      idleMs: env.MODEL_IDLE_SECONDS * 1000,
      totalMs: env.MODEL_TOTAL_SECONDS * 1000,
      assist: env.MODEL_ASSIST === 'on',
      secrets: secretsIn({ ...dotEnv, ...environment }),
    },
    allowedHosts: env.ALLOWED_HOSTS,
    providerSettings: providerSettingsIn(dotEnv),
  };
}

function secretsIn(environment: NodeJS.Dict<string>): string[] {
  const values = Object.entries(environment).flatMap(([name, value = '']) =>
    /(?:KEY|TOKEN|SECRET)$/u.test(name) && value.trim() !== '' ? [value.trim()] : [],
  );
  return [...new Set(values)];
}

/** Tracing would send elsewhere what is asked, and Node's own settings change how everything runs. */
const NOT_FOR_PROVIDERS = /^(?:LANGSMITH_|LANGCHAIN_|NODE_|NPM_|LD_|PATH$)/iu;

function providerSettingsIn(dotEnv: NodeJS.Dict<string>): Record<string, string> {
  const isOurs = (name: string) => Object.hasOwn(schema.shape, name);
  return Object.fromEntries(
    Object.entries(dotEnv).flatMap(([name, value]) =>
      value === undefined || isOurs(name) || NOT_FOR_PROVIDERS.test(name) ? [] : [[name, value]],
    ),
  );
}

/** Puts settings where providers' packages look for them; what the environment sets already stays. */
export function exportSettings(settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) process.env[name] ??= value;
}

function readDotEnv(root: string): NodeJS.Dict<string> {
  const path = resolve(root, '.env');
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

/** LangChain sends what it runs to a tracing service where one of these is set. */
const TRACING = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2'];

/** Nothing leaves the machine but what goes to a configured model: tracing is off, whatever the environment says. */
export function disableTracing(): void {
  for (const name of TRACING) Reflect.deleteProperty(process.env, name);
}
