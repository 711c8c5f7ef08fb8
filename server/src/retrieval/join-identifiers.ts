/** A joined word shorter than this is a coincidence more often than a name. */
const MIN_JOINED = 6;
const WORDS = /[A-Za-z]{2,}/g;
const SQUASHED = /(?<![\w.])[A-Za-z]{6,}(?![\w.(])/g;
const SEPARATORS = /[_.]/g;

export interface IdentifierVocabulary {
  /** Surface words of the corpus, lower case. */
  readonly words: ReadonlyMap<string, number>;
  readonly isKnown: (word: string) => boolean;
  readonly isPlainEnglish: (word: string) => boolean;
}

const squashedNames = new WeakMap<ReadonlyMap<string, number>, ReadonlyMap<string, string>>();

/**
 * Names of the corpus that a question writes apart or together: "deep copy" for `deepcopy`, "getdummies" for
 * `get_dummies`. Known words and plain English are left alone. As pairs [as typed, as the corpus has it].
 */
export function joinedIdentifiers(question: string, vocabulary: IdentifierVocabulary): [string, string][] {
  return [...writtenApart(question, vocabulary), ...writtenTogether(question, vocabulary)];
}

function writtenApart(question: string, { words, isPlainEnglish }: IdentifierVocabulary): [string, string][] {
  const found: [string, string][] = [];
  const typed = [...question.matchAll(WORDS)];
  typed.forEach((match, index) => {
    const next = typed[index + 1];
    const end = match.index + match[0].length;
    if (next === undefined || !/^[ -]$/.test(question.slice(end, next.index))) return;
    const joined = `${match[0]}${next[0]}`.toLowerCase();
    if (joined.length < MIN_JOINED || !words.has(joined) || isPlainEnglish(joined)) return;
    found.push([question.slice(match.index, next.index + next[0].length), joined]);
  });
  return found;
}

function writtenTogether(question: string, vocabulary: IdentifierVocabulary): [string, string][] {
  const names = squashedNames.get(vocabulary.words) ?? squash(vocabulary.words);
  squashedNames.set(vocabulary.words, names);
  return [...question.matchAll(SQUASHED)].flatMap(([word]): [string, string][] => {
    const name = names.get(word.toLowerCase());
    const isName =
      name !== undefined &&
      !vocabulary.isKnown(word.toLowerCase()) &&
      !vocabulary.isPlainEnglish(word.toLowerCase());
    return isName ? [[word, name]] : [];
  });
}

function squash(words: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const word of words.keys()) {
    const squashed = word.replace(SEPARATORS, '');
    if (squashed !== word && squashed.length >= MIN_JOINED) names.set(squashed, word);
  }
  return names;
}
