import { createHighlighterCore, createCssVariablesTheme, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';

/** A piece of code with the class that colours it; '' for plain. */
export type Token = [kind: '' | 'k' | 's' | 'n' | 'c', text: string];

export interface HighlightRequest {
  id: number;
  code: string;
  grammar: string;
}

export interface HighlightResponse {
  id: number;
  lines: Token[][] | null;
}

const LOADERS: Readonly<
  Record<string, () => Promise<{ default: Parameters<HighlighterCore['loadLanguage']>[0] }>>
> = {
  python: () => import('shiki/langs/python.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  typescript: () => import('shiki/langs/typescript.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
  shellscript: () => import('shiki/langs/shellscript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  yaml: () => import('shiki/langs/yaml.mjs'),
  toml: () => import('shiki/langs/toml.mjs'),
  java: () => import('shiki/langs/java.mjs'),
  c: () => import('shiki/langs/c.mjs'),
  cpp: () => import('shiki/langs/cpp.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  rust: () => import('shiki/langs/rust.mjs'),
  html: () => import('shiki/langs/html.mjs'),
  css: () => import('shiki/langs/css.mjs'),
  r: () => import('shiki/langs/r.mjs'),
  docker: () => import('shiki/langs/docker.mjs'),
};

/** What the theme's variables mean in our four colours; names of functions, parameters and punctuation stay ink. */
const KINDS: Readonly<Record<string, Token[0]>> = {
  'var(--shiki-token-keyword)': 'k',
  'var(--shiki-token-string)': 's',
  'var(--shiki-token-string-expression)': 's',
  'var(--shiki-token-constant)': 'n',
  'var(--shiki-token-comment)': 'c',
};

const THEME = createCssVariablesTheme({ name: 'variables', variablePrefix: '--shiki-' });

const highlighter = createHighlighterCore({
  themes: [THEME],
  langs: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

addEventListener('message', (event: MessageEvent<HighlightRequest>) => {
  const { id, code, grammar } = event.data;
  void tokenize(code, grammar).then(
    (lines) => postMessage({ id, lines } satisfies HighlightResponse),
    () => postMessage({ id, lines: null } satisfies HighlightResponse),
  );
});

async function tokenize(code: string, grammar: string): Promise<Token[][] | null> {
  const load = LOADERS[grammar];
  if (!load) return null;
  const shiki = await highlighter;
  if (!shiki.getLoadedLanguages().includes(grammar)) await shiki.loadLanguage((await load()).default);
  const lines = shiki.codeToTokensBase(code, { lang: grammar, theme: 'variables' });
  return lines.map((line) => line.map(({ content, color }): Token => [KINDS[color ?? ''] ?? '', content]));
}
