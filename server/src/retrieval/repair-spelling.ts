import { distance } from 'fastest-levenshtein';

const MIN_LENGTH = 4;
/** Words up to this length may differ by one edit, longer ones by two. */
const ONE_EDIT_UP_TO = 5;
const WORD = /(?<![\w.@#/\\-])[A-Za-z]{4,}(?![\w]|[.@/\\(]\w)/;
/** Whoever pastes a program chose the names in it. */
const FENCE = /```[\s\S]*?(?:```|$)/;
const FENCE_OR_WORD = new RegExp(`${FENCE.source}|${WORD.source}`, 'g');

export interface Vocabulary {
  /** Surface words of the corpus, lower case, with the number of chunks that hold each. */
  readonly words: ReadonlyMap<string, number>;
  /** Whether the corpus holds the word in any inflection. */
  isKnown(word: string): boolean;
  isPlainEnglish(word: string): boolean;
}

export interface RepairedQuestion {
  readonly text: string;
  /** [as typed, as searched] */
  readonly repairs: readonly [string, string][];
}

/**
 * Replaces misspelt words by the closest word of the corpus. A word is misspelt only if it is neither in the
 * corpus (in any inflection) nor plain English: without the English guard paraphrases break (.88 → .73).
 */
export function repairSpelling(question: string, vocabulary: Vocabulary): RepairedQuestion {
  const repairs: [string, string][] = [];
  const text = question.replace(FENCE_OR_WORD, (typed) => {
    if (typed.startsWith('```')) return typed;
    const word = typed.toLowerCase();
    if (vocabulary.isKnown(word) || vocabulary.isPlainEnglish(word)) return typed;
    const repaired = closestWord(word, vocabulary.words, editsAllowed(typed));
    if (repaired === null) return typed;
    repairs.push([typed, repaired]);
    return repaired;
  });
  return { text, repairs };
}

/** A name with humps was typed with care: "DuckDB" is not "ducks". */
function editsAllowed(typed: string): number {
  return typed.length <= ONE_EDIT_UP_TO || /[a-z][A-Z]/.test(typed) ? 1 : 2;
}

/** The word at the smallest edit distance with the same first letter; the more frequent one where two are as close. */
function closestWord(word: string, words: ReadonlyMap<string, number>, allowed: number): string | null {
  if (word.length < MIN_LENGTH) return null;
  let best: { word: string; edits: number; frequency: number } | null = null;
  for (const [candidate, frequency] of words) {
    if (candidate.charCodeAt(0) !== word.charCodeAt(0)) continue;
    if (candidate.length < MIN_LENGTH - 1 || Math.abs(candidate.length - word.length) > allowed) continue;
    const edits = distance(word, candidate);
    if (edits > allowed) continue;
    if (best === null || edits < best.edits || (edits === best.edits && frequency > best.frequency)) {
      best = { word: candidate, edits, frequency };
    }
  }
  return best?.word ?? null;
}
