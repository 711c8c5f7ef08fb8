import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { looseAnchor, type DocumentFacts } from './document-facts.ts';
import type { Problem } from './problem.ts';

/** A document with what was read from it for the corpus report. */
export interface CheckedDocument {
  readonly path: string;
  readonly facts: DocumentFacts;
  readonly lineAt: (offset: number) => number;
}

/**
 * Finds links to files and headings that do not exist. Addresses with a scheme, absolute paths and files outside the
 * corpus folder are not looked at.
 */
export async function checkLinks(
  corpusDir: string,
  documents: readonly CheckedDocument[],
  signal?: AbortSignal,
): Promise<Problem[]> {
  const anchors = new Map(documents.map(({ path, facts }) => [path, facts.anchors]));
  const isThere = memoize(async (path: string) => {
    // Absent or unreadable: either way the link leads nowhere.
    const found = await stat(join(corpusDir, path)).catch(() => null);
    return found !== null;
  });
  const problems: Problem[] = [];
  for (const { path, facts, lineAt } of documents) {
    signal?.throwIfAborted();
    for (const { url, offset } of facts.links) {
      const target = targetOf(url, path);
      if (!target) continue;
      const fault = !(await isThere(target.path))
        ? 'no such file'
        : isMissingAnchor(target, anchors.get(target.path))
          ? 'no such heading'
          : null;
      if (fault)
        problems.push({ type: 'broken-link', path, line: lineAt(offset), message: `${url}: ${fault}` });
    }
  }
  return problems;
}

interface Target {
  readonly path: string;
  readonly anchor: string;
}

/** Where a link inside the corpus leads; `null` for every other. */
function targetOf(url: string, from: string): Target | null {
  if (url === '' || /^(?:[a-z][a-z0-9+.-]*:|\/|\\)/i.test(url)) return null;
  const [beforeAnchor = '', anchor = ''] = decode(url).split('#', 2);
  const [file = ''] = beforeAnchor.split('?', 1);
  const path = file === '' ? from : posix.normalize(posix.join(posix.dirname(from), file));
  return path.startsWith('..') ? null : { path, anchor };
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function isMissingAnchor({ anchor }: Target, anchors: ReadonlySet<string> | undefined): boolean {
  const name = looseAnchor(anchor);
  if (!anchors || name === '' || name === 'top' || /^l\d+/.test(name)) return false;
  return !anchors.has(name);
}

function memoize(load: (key: string) => Promise<boolean>): (key: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (key) => {
    const found = known.get(key) ?? load(key);
    known.set(key, found);
    return found;
  };
}
