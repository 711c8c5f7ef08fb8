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
  };
  allowedHosts: readonly string[];
}

/**
 * Reads the environment, and a `.env` in the root folder for what the environment does not set.
 * @throws AppError `config` that names every bad variable with its value's problem.
 */
export function loadConfig(root: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = schema.safeParse({ ...readDotEnv(root), ...environment });
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
    },
    allowedHosts: env.ALLOWED_HOSTS,
  };
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
