import { stemmer } from 'stemmer';

/** Lucene's English stop words (org.apache.lucene.analysis.en.EnglishAnalyzer). */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such that the their then there these ' +
    'they this to was will with'
  ).split(' '),
);
/** Those that are Python keywords too: a question such as "if not" is about nothing else. */
const KEYWORDS: ReadonlySet<string> = new Set('and as for if in is not or with'.split(' '));

const NAME = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_]*`;
/** What counts as code, the earlier where two begin at the same place. */
const CODE = [
  // O(n), O(nlogn), O(1)
  String.raw`\bO\([^()\s]{1,16}\)`,
  // C++, C#, F#
  String.raw`(?<![\p{L}\p{N}_])[A-Za-z](?:\+\+|#)(?![\p{L}\p{N}#])`,
  // handle_unknown='ignore', axis=1
  String.raw`${NAME}=(?:'[\w.\-]{1,32}'|"[\w.\-]{1,32}"|-?[\w.]{1,32})(?![\w=\(])`,
  // @task, @app.route
  String.raw`@${NAME}(?:\.${NAME})*`,
  // np.where; .loc and .NET where nothing stands before the dot
  String.raw`(?:(?<![\p{L}\p{N}_\)\]'".])\.)?${NAME}(?:\.${NAME})+`,
  String.raw`(?<![\p{L}\p{N}_\)\]'".])\.${NAME}`,
  // k-means, one-hot
  String.raw`[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+`,
  // :=, **, -> and the like, standing alone
  String.raw`(?<=^|[\s\x60'"\(])(?::=|\*\*|\/\/|->|[=!<>+*\/\|&\-]=|<<|>>)(?=$|[\s\x60'"\),.?])`,
];
const VERSION = String.raw`\p{N}[\p{N}_]*(?:\.\p{N}+)*(?![\p{L}_])`;
const WORD = String.raw`[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*(?:['’]\p{L}+)?`;
const TOKEN = new RegExp(`(?<code>${CODE.join('|')})|${VERSION}|${WORD}`, 'gu');
const LANDAU = /\bO\([^()\n]{1,16}\)/g;
const PLAIN_WORD = /^[a-z]+$/;
const POSSESSIVE = /['’]s?$/;
/** Longer tokens (base64, minified code) carry no meaning and would only fill the index. */
const MAX_TOKEN = 64;
const MIN_PART = 2;

/** A token as it was written, lower case: a word, or code with its parts. */
interface Token {
  readonly text: string;
  /** Empty for a plain word. */
  readonly parts: readonly string[];
}

/** What a field (a run without white space) adds to the index. */
export interface FieldTerms {
  /** Code tokens whole and in parts, words stemmed, stop words dropped. */
  readonly terms: readonly string[];
  /** The Python keywords among the dropped stop words. */
  readonly keywords: readonly string[];
  /** Lower-case words as written, code tokens whole and their parts. */
  readonly words: readonly string[];
}

/** The fields of a text, compatibility characters folded. No token reaches over white space but `O(n log n)`. */
export function fieldsOf(text: string): string[] {
  const folded = text.normalize('NFKC').replaceAll(LANDAU, (written) => written.replaceAll(/\s/g, ''));
  return folded.split(/\s+/).filter(Boolean);
}

export function analyzeField(field: string): FieldTerms {
  const found = tokens(field);
  return {
    terms: found.flatMap(terms),
    keywords: found.flatMap(({ text }) => (KEYWORDS.has(text) ? text : [])),
    words: found.flatMap(({ text, parts }) => [text, ...parts]),
  };
}

/**
 * The terms of a question, in order, repeats kept. Where it holds nothing but Python keywords that are stop words
 * too ("if not"), these are the terms.
 */
export function analyze(text: string): string[] {
  const found = fieldsOf(text).flatMap(tokens);
  const kept = found.flatMap(terms);
  return kept.length === 0 && found.every(({ text }) => KEYWORDS.has(text))
    ? found.map(({ text }) => text)
    : kept;
}

export function isStopWord(term: string): boolean {
  return STOP_WORDS.has(term);
}

function terms({ text, parts }: Token): string[] {
  if (parts.length === 0) return STOP_WORDS.has(text) ? [] : [stem(text)];
  return [stem(text), ...parts.filter((part) => !STOP_WORDS.has(part)).map(stem)];
}

function stem(word: string): string {
  return PLAIN_WORD.test(word) ? stemmer(word) : word;
}

function tokens(field: string): Token[] {
  const found: Token[] = [];
  for (const { 0: written, groups } of field.matchAll(TOKEN)) {
    const { text, parts } = groups?.code === undefined ? toWord(written) : toCode(written);
    if (text.length <= MAX_TOKEN) found.push({ text, parts });
    else
      found.push(
        ...parts.filter((part) => part.length <= MAX_TOKEN).map((part) => ({ text: part, parts: [] })),
      );
  }
  return found;
}

function toWord(written: string): Token {
  const text = written.toLowerCase().replace(POSSESSIVE, '').replace('’', "'");
  const parts = nameParts(written.replace(POSSESSIVE, '')).filter((part) => part !== text);
  return { text, parts };
}

/** Quotes and spaces do not count: `f='x'` is `f="x"`, `O(n log n)` is `o(nlogn)`. */
function toCode(written: string): Token {
  const names = written.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const text = written.toLowerCase().replaceAll(/['"\s]/g, '');
  const parts = names.flatMap((name) => [name.toLowerCase(), ...nameParts(name)]);
  return { text, parts: [...new Set(parts)].filter((part) => part.length >= MIN_PART && part !== text) };
}

/** `__slots__` → slots, `read_csv` → read, csv, `OneHotEncoder` → one, hot, encoder, `float64` → float. */
function nameParts(name: string): string[] {
  const humps = name
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1_$2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .replaceAll(/(?<=\p{L}{3})\p{N}+/gu, '_');
  return humps
    .toLowerCase()
    .split('_')
    .filter((part) => part.length >= MIN_PART);
}
