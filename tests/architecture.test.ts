import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from './material.ts';

interface Import {
  /** Root-relative path of the file, or the name of the package (`node:` for any built-in). */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

interface Source {
  /** Relative to the root folder. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const SOURCES = ['server/src', 'ingest', 'web/src'].flatMap((folder) => readSources(join(ROOT, folder)));

const MARKDOWN = ['mdast-util-', 'micromark', 'unist-util-', 'mdast', 'unist'];

/** Files of the server's root folder that are not steps of the answer's pipeline. */
const AROUND_THE_PIPELINE = [
  'bracket-markers',
  'collect-answer',
  'config',
  'errors',
  'listen',
  'main',
  'open-product',
  'protocol',
];

/** The steps of the pipeline; `ask.ts` is the one to read first. */
const PIPELINE = SOURCES.map(({ path }) => path).filter((path) => {
  const name = /^server\/src\/([^/]+)\.ts$/.exec(path)?.[1];
  return name !== undefined && !AROUND_THE_PIPELINE.includes(name);
});

/**
 * What each part may import of the others (values or types), and which packages. The first rule whose `of` begins
 * the path of a file holds. Node's built-ins, zod and a part's own files are open to all; the page is another test.
 */
const RULES: readonly { of: string; parts: readonly string[]; packages: readonly string[] }[] = [
  { of: 'server/src/protocol.ts', parts: [], packages: [] },
  { of: 'server/src/errors.ts', parts: ['server/src/protocol.ts'], packages: [] },
  {
    of: 'server/src/config.ts',
    parts: ['server/src/protocol.ts', 'server/src/errors.ts'],
    packages: ['zod'],
  },
  {
    of: 'server/src/corpus/',
    parts: ['server/src/protocol.ts', 'server/src/errors.ts'],
    packages: [...MARKDOWN],
  },
  {
    of: 'server/src/index/',
    parts: ['server/src/corpus/', 'server/src/protocol.ts', 'server/src/errors.ts'],
    packages: ['hnswlib-node', 'stemmer'],
  },
  {
    of: 'server/src/models/',
    parts: ['server/src/config.ts', 'server/src/errors.ts', 'server/src/protocol.ts'],
    packages: ['@langchain/', 'langchain', '@huggingface/', 'onnxruntime-node', 'tsx'],
  },
  {
    of: 'server/src/retrieval/',
    parts: [
      'server/src/corpus/',
      'server/src/index/',
      'server/src/models/types.ts',
      'server/src/protocol.ts',
      'server/src/errors.ts',
    ],
    packages: ['fastest-levenshtein'],
  },
  {
    of: 'server/src/browse/',
    parts: [
      'server/src/corpus/',
      'server/src/index/',
      'server/src/retrieval/',
      'server/src/protocol.ts',
      'server/src/errors.ts',
    ],
    packages: [],
  },
  {
    of: 'server/src/answer/',
    parts: [
      'server/src/corpus/',
      'server/src/index/',
      'server/src/models/types.ts',
      'server/src/retrieval/',
      'server/src/protocol.ts',
      'server/src/errors.ts',
    ],
    packages: ['@langchain/core', 'stemmer', 'fastest-levenshtein', ...MARKDOWN],
  },
  ...PIPELINE.map((of) => ({
    of,
    parts: [
      ...PIPELINE,
      'server/src/corpus/',
      'server/src/index/types.ts',
      'server/src/models/types.ts',
      'server/src/retrieval/',
      'server/src/answer/',
      'server/src/protocol.ts',
      'server/src/errors.ts',
    ],
    packages: [],
  })),
  {
    of: 'server/src/collect-answer.ts',
    parts: ['server/src/protocol.ts', 'server/src/errors.ts'],
    packages: [],
  },
  { of: 'server/src/listen.ts', parts: ['server/src/errors.ts'], packages: [] },
  {
    of: 'server/src/http/',
    parts: [
      'server/src/answer/',
      'server/src/ask.ts',
      'server/src/bracket-markers.ts',
      'server/src/browse/',
      'server/src/collect-answer.ts',
      'server/src/search.ts',
      'server/src/index/types.ts',
      'server/src/protocol.ts',
      'server/src/errors.ts',
    ],
    packages: ['express', '@modelcontextprotocol/sdk'],
  },
  {
    of: 'server/src/cli/',
    parts: ['server/src/'],
    packages: ['picocolors', '@modelcontextprotocol/sdk'],
  },
  { of: 'server/src/', parts: ['server/src/'], packages: [] },
  {
    of: 'ingest/',
    parts: [
      'server/src/corpus/',
      'server/src/index/',
      'server/src/models/',
      'server/src/retrieval/',
      'server/src/protocol.ts',
      'server/src/config.ts',
      'server/src/embed-questions.ts',
      'server/src/read-passage.ts',
      'server/src/errors.ts',
    ],
    packages: ['picocolors', ...MARKDOWN],
  },
];

describe('the architecture', () => {
  it('sees the sources', () => {
    expect(SOURCES.map(({ path }) => path)).toContain('server/src/http/app.ts');
    expect(SOURCES.find(({ path }) => path === 'server/src/http/app.ts')?.imports).toContainEqual({
      target: 'express',
      isTypeOnly: false,
    });
  });

  it('lets each part import only what the table allows', () => {
    const broken = SOURCES.filter(({ path }) => !path.startsWith('web/')).flatMap(({ path, imports }) => {
      const rule = RULES.find(({ of }) => path.startsWith(of));
      const own = rule?.of.endsWith('/') ? [rule.of] : [];
      return imports
        .filter(({ target }) => target !== 'node:' && target !== 'zod')
        .filter(
          ({ target }) =>
            ![...own, ...(rule?.parts ?? []), ...(rule?.packages ?? [])].some((allowed) =>
              target.startsWith(allowed),
            ),
        )
        .map(({ target }) => `${path} imports ${target}`);
    });
    expect(broken).toEqual([]);
  });

  it('lets the page share nothing but the types of the protocol', () => {
    const broken = SOURCES.filter(({ path }) => path.startsWith('web/')).flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(?:server|ingest|tests|scripts)\/|^node:/.test(target))
        .filter(({ target, isTypeOnly }) => target !== 'server/src/protocol.ts' || !isTypeOnly)
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('has no import of a file that does not exist, and none of a cycle', () => {
    const byPath = new Map(SOURCES.map((source) => [source.path, source]));
    const missing = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(?:server|ingest|web)\//.test(target) && !existsSync(join(ROOT, target)))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(missing).toEqual([]);
    expect(findCycle(byPath)).toEqual([]);
  });

  it('takes values only from packages that package.json names for production', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
    const undeclared = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isTypeOnly }) => !isTypeOnly && !/^(?:node:|server\/|ingest\/|web\/)/.test(target))
        .map(({ target }) => target.split('/', target.startsWith('@') ? 2 : 1).join('/'))
        .filter((name) => !declared.has(name))
        .map((name) => `${path} imports ${name}`),
    );
    expect(undeclared).toEqual([]);
  });

  it('reads the environment in config.ts only', () => {
    const readers = SOURCES.filter(({ text, path }) => mentions(path, text, 'env')).map(({ path }) => path);
    expect(readers).toEqual(['server/src/config.ts']);
  });

  it('constructs model clients in models/ only', () => {
    const clients = [
      '@langchain/openai',
      'langchain',
      '@huggingface/transformers',
      '@huggingface/tokenizers',
      'onnxruntime-node',
    ];
    const users = SOURCES.filter(
      ({ path, imports }) =>
        !path.startsWith('server/src/models/') &&
        imports.some(({ target }) =>
          clients.some((client) => target === client || target.startsWith(`${client}/`)),
        ),
    );
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('loads hnswlib-node in one place', () => {
    const users = SOURCES.filter(({ imports }) => imports.some(({ target }) => target === 'hnswlib-node'));
    expect(users.every(({ path }) => path.startsWith('server/src/index/'))).toBe(true);
    expect(users.length).toBeLessThanOrEqual(1);
  });

  it('names files in kebab-case, React components in PascalCase, hooks as useX', () => {
    const isNamedWell = (path: string) => {
      const name = basename(path).replace(/\.d\.ts$|\.tsx?$/, '');
      if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return true;
      if (!path.startsWith('web/src/')) return false;
      if (/^[A-Z][A-Za-z0-9]*Context$/.test(name)) return true;
      return path.endsWith('.tsx') ? /^[A-Z][A-Za-z0-9]*$/.test(name) : /^use[A-Z][A-Za-z0-9]*$/.test(name);
    };
    expect(SOURCES.map(({ path }) => path).filter((path) => !isNamedWell(path))).toEqual([]);
  });

  it('keeps files short: 250 lines, React components 150, without comments', () => {
    const long = SOURCES.map(({ path, text }) => ({ path, lines: countLines(text) }))
      .filter(
        ({ path, lines }) =>
          lines > (/\/[A-Z]\w*\.tsx$/.test(path) ? 150 : 250) &&
          path !== 'server/src/protocol.ts' &&
          path !== 'web/src/texts.ts',
      )
      .map(({ path, lines }) => `${path}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('has no file named after nothing', () => {
    const vague = SOURCES.filter(({ path }) =>
      /(?:^|\/)(?:utils?|helpers?|common|misc|index)(?:\.tsx?|\/)/.test(
        path.replace('server/src/index/', ''),
      ),
    );
    expect(vague.map(({ path }) => path)).toEqual([]);
  });
});

function countLines(text: string): number {
  return text.split('\n').filter((line) => !/^\s*(?:$|\/\/|\/?\*)/.test(line)).length;
}

function readSources(folder: string): Source[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      return { path: relative(ROOT, path).replaceAll('\\', '/'), text, imports: readImports(path, text) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Static, dynamic and type imports, and re-exports. */
function readImports(path: string, text: string): Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node | undefined, isTypeOnly: boolean) => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      imports.push({ target: resolveTarget(path, specifier.text), isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(parseSource(path, text));
  return imports;
}

function isTypeOnlyImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}

function resolveTarget(from: string, specifier: string): string {
  if (specifier.startsWith('.'))
    return relative(ROOT, resolve(dirname(from), specifier))
      .replaceAll('\\', '/')
      .replace(/\?.*$/, '');
  if (specifier.startsWith('node:')) return 'node:';
  return specifier;
}

/** Whether the source reads a property of that name of `process`. */
function mentions(path: string, text: string, property: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    found ||=
      ts.isPropertyAccessExpression(node) &&
      node.name.text === property &&
      node.expression.getText() === 'process';
    ts.forEachChild(node, visit);
  };
  visit(parseSource(path, text));
  return found;
}

function parseSource(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** The files of one cycle of imports in order, types included; empty if there is none. */
function findCycle(sources: ReadonlyMap<string, Source>): string[] {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const { target } of sources.get(path)?.imports ?? []) {
      const cycle = sources.has(target) ? visit(target, [...trail, path]) : [];
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const path of sources.keys()) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
