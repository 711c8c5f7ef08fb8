import type { Snapshot } from '../index/types.ts';
import { entryText } from '../retrieval/entry-text.ts';
import { COMMON_WORDS } from '../retrieval/common-words.ts';
import { missingNames } from '../retrieval/names.ts';

const MAX_NAMES = 3;
const MAX_WORDS = 4;
const CAMEL_CASE = /^[A-Z]?[a-z]+(?:[A-Z]+[a-z]*)+$/;
const WORD = /[A-Za-z_][\w.+#-]*/g;

/** The first sentence of a "closest" answer: what no source covers. */
export function closestLead(missing: readonly string[]): string {
  return missing.length > 0
    ? `No source mentions ${listNames(missing)}. This is the closest:`
    : 'No source answers exactly this. This is the closest:';
}

/** Whether an answer, given as text, begins as `closestLead` has it. */
export function isOnlyClosest(answer: string): boolean {
  return /^No source (?:answers exactly this|mentions [^\n]*)\. This is the closest:/.test(answer);
}

/** What a refusal says. */
export function refusalText(missing: readonly string[]): string {
  const gap = missing.length > 0 ? ` No source mentions ${listNames(missing)}.` : '';
  return `The corpus does not cover this.${gap}`;
}

/** What stands before the closest to a part of a question that no source answers. */
export function closestPartLead(part: string): string {
  return `Closest to ${quotePart(part)}:`;
}

/** The sentence that names what parts of a question no source covers. */
export function uncoveredText(parts: readonly string[]): string {
  return `No source covers ${joinWords(parts.map(quotePart), 'or')}.`;
}

/** The parts that an answer, given as text, names as `uncoveredText` does. */
export function uncoveredIn(answer: string): string[] {
  const parts = /^No source covers (“[^\n]*”)\.$/m.exec(answer)?.[1] ?? '';
  return [...parts.matchAll(/“([^”]+)”/g)].map(([, part = '']) => part);
}

function quotePart(part: string): string {
  return `“${part.replace(/\s+/g, ' ').replace(/[.?!]+$/, '')}”`;
}

/** The names that no entry of the corpus mentions at all. */
export function namesInNoSource({ lexical }: Pick<Snapshot, 'lexical'>, names: readonly string[]): string[] {
  const isUnknown = (term: string) => lexical.documentFrequency(term) === 0;
  return names.filter((name) => {
    const [whole, ...parts] = lexical.analyze(name);
    if (whole === undefined || !isUnknown(whole)) return false;
    // A product is no mention of its parts: "DuckDB" is not "duck".
    if (!CAMEL_CASE.test(name)) return parts.every(isUnknown);
    const folded = name.toLowerCase();
    return ![...lexical.words.keys()].some((word) => word.includes(folded));
  });
}

/** Why an entry is close and yet not enough, by the words of the question that it has and lacks. */
export function whyNotEnough(snapshot: Snapshot, entry: number, question: string): string {
  const words = [...new Set([...question.matchAll(WORD)].map(([word]) => word.replace(/[.-]+$/, '')))].filter(
    (word) => word.length > 2 && snapshot.lexical.analyze(word).length > 0,
  );
  const content = words.filter((word) => !COMMON_WORDS.has(word.toLowerCase()));
  const lacking = missingNames(content, entryText(snapshot, entry));
  const shared = content.filter((word) => !lacking.includes(word)).slice(0, MAX_WORDS);
  if (shared.length === 0) return 'Near in meaning only; shares no word with the question.';
  if (lacking.length === 0)
    return `Mentions ${joinWords(shared.map(quoteWord), 'and')}, but does not answer this.`;
  return `Mentions ${joinWords(shared.map(quoteWord), 'and')}, but says nothing about ${joinWords(lacking.slice(0, MAX_WORDS).map(quoteWord), 'or')}.`;
}

function listNames(names: readonly string[]): string {
  return joinWords(
    names.slice(0, MAX_NAMES).map((name) => `\`${name}\``),
    'or',
  );
}

function quoteWord(word: string): string {
  return `“${word}”`;
}

function joinWords(words: readonly string[], conjunction: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1) ?? ''}`;
}
