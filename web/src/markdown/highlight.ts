import type { HighlightRequest, HighlightResponse, Token } from './highlight-worker.ts';

/** Names that fences use, and the grammar each means. */
const GRAMMARS: Readonly<Record<string, string>> = {
  python: 'python',
  py: 'python',
  python3: 'python',
  javascript: 'javascript',
  js: 'javascript',
  typescript: 'typescript',
  ts: 'typescript',
  sql: 'sql',
  bash: 'shellscript',
  sh: 'shellscript',
  shell: 'shellscript',
  zsh: 'shellscript',
  console: 'shellscript',
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  java: 'java',
  c: 'c',
  cpp: 'cpp',
  'c++': 'cpp',
  go: 'go',
  rust: 'rust',
  rs: 'rust',
  html: 'html',
  css: 'css',
  r: 'r',
  dockerfile: 'docker',
  docker: 'docker',
};

/** Longest code that is coloured, in UTF-16 units. */
const MAX_CODE = 20_000;

/** Whether there is a grammar for what a fence calls its language. */
export function knowsLanguage(language: string): boolean {
  return Object.hasOwn(GRAMMARS, language.toLowerCase());
}

const waiting = new Map<number, (lines: Token[][] | null) => void>();
let worker: Worker | null = null;
let lastId = 0;

/** Tokens by line, read in a worker so that no grammar ever holds up the page; `null` where that fails. */
export function highlight(code: string, language: string): Promise<Token[][] | null> {
  const grammar = GRAMMARS[language.toLowerCase()];
  if (grammar === undefined || code.length > MAX_CODE) return Promise.resolve(null);
  worker ??= startWorker();
  lastId += 1;
  const message: HighlightRequest = { id: lastId, code, grammar };
  return new Promise((resolve) => {
    waiting.set(message.id, resolve);
    worker?.postMessage(message);
  });
}

function startWorker(): Worker {
  const started = new Worker(new URL('./highlight-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', (event: MessageEvent<HighlightResponse>) => {
    waiting.get(event.data.id)?.(event.data.lines);
    waiting.delete(event.data.id);
  });
  started.addEventListener('error', () => {
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  });
  return started;
}
