import type { SourceDocument } from '../corpus/types.ts';

/** So much of a document shows how it uses its words, in UTF-16 units. */
const READ = 300_000;
/** What stands after a noun that has no other noun behind it. */
const END = String.raw`(?=\s*(?:[.,;:)]|$)|\s+(?:is|are|of|in|for|that|which|with|to|and|or|on|at|by|can|has|from)\b)`;

/** How a document writes its words. */
export interface Usage {
  /** Whether a word, given in lower case, is an ordinary one: written so outside of code. */
  readonly isOrdinary: (word: string) => boolean;
  /** Whether a name is counted: "a semi join", "semi joins". */
  readonly isCounted: (name: string) => boolean;
}

const cache = new WeakMap<SourceDocument, Usage>();

export function usageIn(document: SourceDocument): Usage {
  const known = cache.get(document);
  if (known !== undefined) return known;
  const prose = document.text.slice(0, READ).replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, ' ');
  const words = new Set(prose.match(/(?<![\w.])[a-z][a-z'-]*(?![\w.]\w)/g));
  const plain = prose.replaceAll('*', '').toLowerCase();
  const usage = {
    isOrdinary: (word: string) => words.has(word),
    isCounted: (name: string) => {
      const escaped = name.toLowerCase().replaceAll(/[^\p{L}\p{N}\s]/gu, String.raw`\$&`);
      const counted = String.raw`\b(?:an?|each|every|another|one) (?:(?!(?:of|in|to|for|on)\b)[\w-]+ )?${escaped}${END}|\b${escaped}s\b`;
      return new RegExp(counted, 'u').test(plain);
    },
  };
  cache.set(document, usage);
  return usage;
}
