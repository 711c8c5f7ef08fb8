import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { disableTracing, exportSettings, loadConfig } from '../server/src/config.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'indepth-config-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
  vi.unstubAllEnvs();
});

test('has a default for everything', () => {
  const { port, host, corpusDir, embeddings, chat } = loadConfig(root, {});
  expect({ port, host, corpusDir, embeddings }).toEqual({
    port: 3000,
    host: '127.0.0.1',
    corpusDir: join(root, 'data/corpus'),
    embeddings: 'local',
  });
  expect(chat.model).toBeUndefined();
});

test('takes from .env what the environment does not set', () => {
  writeFileSync(join(root, '.env'), 'PORT=4000\nHOST=0.0.0.0\n');
  const { port, host } = loadConfig(root, { PORT: '5000' });
  expect({ port, host }).toEqual({ port: 5000, host: '0.0.0.0' });
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['OPENAI_BASE_URL', 'not a url'],
  ['MODEL_ASSIST', 'maybe'],
  ['MODEL_IDLE_SECONDS', '-1'],
])('refuses a bad %s by name', (name, value) => {
  expect(() => loadConfig(root, { [name]: value })).toThrow(name);
});

test('turns tracing off, whatever the environment says', () => {
  vi.stubEnv('LANGSMITH_TRACING', 'true');
  vi.stubEnv('LANGCHAIN_TRACING_V2', 'true');
  disableTracing();
  expect([process.env.LANGSMITH_TRACING, process.env.LANGCHAIN_TRACING_V2]).toEqual([undefined, undefined]);
});

test('hands on to providers what .env sets beside its own settings, tracing and Node’s', () => {
  writeFileSync(
    join(root, '.env'),
    'PORT=4000\nANTHROPIC_API_KEY=sk-from-file\nOLLAMA_BASE_URL=http://localhost:11434\nLANGSMITH_API_KEY=x\nNODE_OPTIONS=--inspect\n',
  );
  vi.stubEnv('ANTHROPIC_API_KEY', undefined);
  vi.stubEnv('OLLAMA_BASE_URL', 'http://elsewhere');
  vi.stubEnv('NODE_OPTIONS', undefined);
  const { providerSettings = {}, chat } = loadConfig(root, { MISTRAL_API_KEY: 'sk-from-outside' });
  expect(chat.secrets).toEqual(['sk-from-file', 'x', 'sk-from-outside']);
  exportSettings(providerSettings);
  const { ANTHROPIC_API_KEY, OLLAMA_BASE_URL, NODE_OPTIONS } = process.env;
  expect([ANTHROPIC_API_KEY, OLLAMA_BASE_URL, NODE_OPTIONS]).toEqual([
    'sk-from-file',
    'http://elsewhere',
    undefined,
  ]);
});
