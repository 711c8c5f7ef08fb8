import { spellAlike } from './verify-tokens.ts';

/** A number of a text in base units, with what was counted. */
export interface Quantity {
  /** In seconds, bytes, or plain. A percentage is a plain number of hundredths. */
  readonly value: number;
  readonly dimension: 'time' | 'size' | 'percent' | 'points' | 'factor' | 'ordinal' | 'plain';
  /** The noun behind a plain number (`steps`), lower case, or ''. */
  readonly noun: string;
  /** As written. */
  readonly raw: string;
  /** Whether it is a small number in words, which may merely count what the source lists. */
  readonly isCount: boolean;
  /** Whether the words before it set a bound: `at most`, `up to`; `at least`, `more than`. */
  readonly bound: 'upper' | 'lower' | null;
  /** "one" that may stand for a noun: no claim about a number, but it matches one. */
  readonly isPronoun: boolean;
  readonly index: number;
}

/** A class of growth, normalised: `n log n` for `O(n * log(n))` and for "linearithmic". */
export interface Complexity {
  readonly growth: string;
  readonly raw: string;
  readonly index: number;
}

const WORD_NUMBERS = new Map(
  Object.entries({
    zero: 0,
    one: 1,
    single: 1,
    two: 2,
    both: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    fifteen: 15,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    ninety: 90,
    hundred: 100,
  }),
);
const SCALES = new Map(
  Object.entries({ k: 1e3, thousand: 1e3, hundred: 100, million: 1e6, billion: 1e9, trillion: 1e12 }),
);

type Unit = readonly [Quantity['dimension'], number];
const UNITS = new Map<string, Unit>(
  (
    [
      ['ns nanosecond nanoseconds', 'time', 1e-9],
      ['us μs µs microsecond microseconds', 'time', 1e-6],
      ['ms millisecond milliseconds', 'time', 1e-3],
      ['s sec secs second seconds', 'time', 1],
      ['min mins minute minutes', 'time', 60],
      ['h hr hrs hour hours', 'time', 3600],
      ['day days', 'time', 86_400],
      ['week weeks', 'time', 604_800],
      ['month months', 'time', 2_629_800],
      ['year years', 'time', 31_557_600],
      ['b byte bytes', 'size', 1],
      ['bit bits', 'size', 0.125],
      ['kb kib kilobyte kilobytes', 'size', 1024],
      ['mb mib megabyte megabytes', 'size', 1024 ** 2],
      ['gb gib gigabyte gigabytes', 'size', 1024 ** 3],
      ['tb tib terabyte terabytes', 'size', 1024 ** 4],
      ['% percent per-cent pct', 'percent', 1],
      ['pp', 'points', 1],
      ['x times fold', 'factor', 1],
      ['st nd rd th', 'ordinal', 1],
    ] as const
  ).flatMap(([names, dimension, factor]) =>
    names.split(' ').map((name) => [name, [dimension, factor]] as const),
  ),
);

const NUMBER =
  /(?<![\w.])([-−]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?|(?:\b(?:zero|one|single|two|both|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred)\b))(?![\w(]*[_(])[ -]?(k\b|thousand|hundred|million|billion|trillion)?[ -]?(percentage points|%|[a-zμµ]+(?:[ -][a-z]+)?)?/giu;
const RANGE = /(\d)\s?(?:-|to|and)\s?(?=\d)(?=\d[\d,.]*\s?(%|[a-z]+))/giu;
const FRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bhalf an? (hour|minute|second|day|year)\b/giu, '0.5 $1s'],
  [/\bhalf a (million|billion)\b/giu, '0.5 $1'],
  [/\b(?:by |in )?half(?: of)?\b|\bhalved?\b|\bhalves\b/giu, '50 percent '],
  [/\b(?:a|one) quarter(?: of)?\b/giu, '25 percent '],
  [/\b(?:twice|double[sd]?|doubling)\b/giu, '2 times '],
  [/\b(?:thrice|triple[sd]?)\b/giu, '3 times '],
  [/\bonce (?=per\b|every\b|each\b|an?\b)/giu, '1 times '],
  [/\ban? (hour|minute|second|day|week|month|year|thousand|million|billion)\b/giu, '1 $1'],
];

/** The numbers of a text, in digits and in words. Numbers inside code tokens (`int8`, `x[0]`) are none. */
export function quantitiesIn(text: string): Quantity[] {
  const folded = fold(spellAlike(text));
  const prepared = FRACTIONS.reduce(
    (result, [pattern, digits]) => result.replace(pattern, digits),
    folded,
  ).replace(RANGE, '$1 $2 ');
  return [...prepared.matchAll(NUMBER)].flatMap((match) => quantity(match, prepared));
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[–—−]/gu, '-')
    .replace(/[OΘΩ]\((?:[^()]|\([^()]*\))*\)/gu, ' ')
    .toLowerCase();
}

function quantity(match: RegExpMatchArray, text: string): Quantity[] {
  const [raw, digits = '', scale = '', rest = ''] = match;
  const index = match.index ?? 0;
  const isWord = WORD_NUMBERS.has(digits);
  const before = text.slice(Math.max(0, index - 24), index);
  if (digits === 'both' || (digits === 'single' && /\bevery\s$/u.test(before))) return [];
  const isPronoun =
    digits === 'one' &&
    (/\b(?:the|this|that|new|only|each|another|which|first|last|good|best)\s$/u.test(before) ||
      /^one\s*(?:of|another|after|$)/u.test(raw));
  const base = WORD_NUMBERS.get(digits) ?? Number(digits.replace(/,/gu, ''));
  if (Number.isNaN(base)) return [];
  const [first = '', second = ''] = rest.split(/[ -]/u);
  const unit: Unit = rest === 'percentage points' ? ['points', 1] : (UNITS.get(first) ?? ['plain', 1]);
  const noun = unit[0] === 'plain' ? (isFiller(first) ? second : first) : '';
  return [
    {
      value: base * (SCALES.get(scale) ?? 1) * unit[1],
      dimension: unit[0],
      noun,
      raw: raw.trim(),
      isCount: isWord && base <= 5 && unit[0] === 'plain',
      bound: boundBefore(before),
      isPronoun,
      index,
    },
  ];
}

const isFiller = (word: string): boolean =>
  /^(?:most|more|of|to|and|or|new|different|recently|largest|smallest)$/u.test(word);

function boundBefore(before: string): Quantity['bound'] {
  if (
    /\b(?:at most|up to|no more than|not more than|less than|fewer than|under|below|within|never more than|as much as|as many as|maximum of)\s(?:about\s|around\s)?$/u.test(
      before,
    )
  )
    return 'upper';
  if (
    /\b(?:at least|more than|over|above|no less than|not less than|exceeds?|minimum of)\s(?:about\s|around\s)?$/u.test(
      before,
    )
  )
    return 'lower';
  return null;
}

/** Equal up to rounding, and up to 1000 against 1024 for sizes. */
export function sameValue(a: Quantity, b: Quantity): boolean {
  const tolerance = a.dimension === 'size' ? 0.08 : 0.005;
  return Math.abs(a.value - b.value) <= tolerance * Math.max(Math.abs(a.value), Math.abs(b.value));
}

const GROWTH_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:linearithmic|log-linear|loglinear)\b/giu, 'n log n'],
  [/\b(?:constant|the same)[ -]time\b|\bin constant\b|\bcosts? is constant\b/giu, '1'],
  [/\blogarithmic(?:ally)?\b/giu, 'log n'],
  [/\bquadratic(?:ally)?\b/giu, 'n^2'],
  [/\bcubic\b/giu, 'n^3'],
  [/\bexponential[ -](?:time|cost|complexity)\b|\bexponentially (?:slow|many|long)/giu, '2^n'],
  [
    /\blinear[ -](?:time|in the|cost|complexity|scan|search)\b|\b(?:is|takes|than) linear\b(?! (?:model|regression|layer|map))/giu,
    'n',
  ],
];

/** The classes of growth that a text names, as `O(…)` or in words. */
export function complexitiesIn(text: string): Complexity[] {
  const folded = text.normalize('NFKC');
  const classes = [...folded.matchAll(/[OΘΩ]\(((?:[^()]|\([^()]*\))*)\)/gu)].map((match) => ({
    growth: normaliseGrowth(match[1] ?? ''),
    raw: match[0],
    index: match.index,
  }));
  const named = GROWTH_WORDS.flatMap(([pattern, growth]) =>
    [...folded.matchAll(pattern)].map((match) => ({ growth, raw: match[0], index: match.index })),
  );
  return [...classes, ...named].sort((a, b) => a.index - b.index);
}

function normaliseGrowth(inside: string): string {
  return inside
    .toLowerCase()
    .replace(/²/gu, '^2')
    .replace(/³/gu, '^3')
    .replace(/\*\*/gu, '^')
    .replace(/[*·×]|\\(?:cdot|times|log)/gu, (mark) => (mark === '\\log' ? 'log' : ' '))
    .replace(/log_?2?\s*\(?\s*([a-z])\s*\)?/gu, ' log $1')
    .replace(/\s+/gu, ' ')
    .trim();
}
