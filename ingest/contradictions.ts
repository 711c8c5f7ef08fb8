/** In what two sentences that are otherwise alike differ, in words for the owner of the corpus; `null`: no conflict. */
export type Conflict = string | null;

/** Words that both sentences must have in common, and the share of the longer one that they must be. */
const MIN_SHARED = 4;
const MIN_SHARE = 0.65;

const NEGATIONS = new Set(['not', 'never', 'no', 'cannot', 'without', 'neither', 'nor']);

const OPPOSITES: ReadonlyMap<string, string> = new Map(
  [
    ['always', 'never'],
    ['mutable', 'immutable'],
    ['faster', 'slower'],
    ['increases', 'decreases'],
    ['increase', 'decrease'],
    ['before', 'after'],
    ['synchronous', 'asynchronous'],
    ['ordered', 'unordered'],
    ['blocking', 'non-blocking'],
    ['allowed', 'forbidden'],
    ['ascending', 'descending'],
    ['shallow', 'deep'],
    ['true', 'false'],
    ['more', 'less'],
    ['higher', 'lower'],
    ['safe', 'unsafe'],
    ['enabled', 'disabled'],
    ['minimum', 'maximum'],
    ['left', 'right'],
    ['first', 'last'],
    ['required', 'optional'],
    ['supports', 'lacks'],
    ['stable', 'unstable'],
  ].flatMap(([a = '', b = '']) => [
    [a, b],
    [b, a],
  ]),
);

/**
 * Compares two sentences on one subject. Cautious: they must say nearly the same in the same words and differ only
 * by a negation, by one word and its opposite, or by one number.
 */
export function findConflict(a: string, b: string): Conflict {
  const [left, right] = [words(a), words(b)];
  const [onlyLeft, onlyRight] = [without(left, right), without(right, left)];
  const shared = [...left].filter((word) => right.has(word) && !NEGATIONS.has(word));
  const length = Math.max(left.size, right.size);
  if (shared.length < MIN_SHARED || shared.length < length * MIN_SHARE) return null;
  return negation(onlyLeft, onlyRight) ?? opposite(onlyLeft, onlyRight) ?? number(onlyLeft, onlyRight);
}

function words(text: string): Set<string> {
  const plain = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/(\w+)n't\b/g, '$1 not');
  return new Set(
    plain.match(
      /\bo\([^()]*(?:\([^()]*\))?[^()]*\)|[\p{L}\p{N}][\p{L}\p{N}_.%+-]*[\p{L}\p{N}%+]|[\p{L}\p{N}]/gu,
    ),
  );
}

function without(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...a].filter((word) => !b.has(word));
}

function negation(left: readonly string[], right: readonly string[]): Conflict {
  const [negated, other] = left.some((word) => NEGATIONS.has(word)) ? [left, right] : [right, left];
  const found = negated.find((word) => NEGATIONS.has(word));
  const rest = negated.filter((word) => !NEGATIONS.has(word) && !FILLERS.has(word));
  const isOnly = rest.length === 0 && other.every((word) => FILLERS.has(word));
  return found !== undefined && isOnly ? `one says "${found}", the other does not` : null;
}

/** Words that may differ without changing what is said. */
const FILLERS = new Set(
  'a an the do does did is are be can will would also only very really just it this that'.split(' '),
);

function opposite(left: readonly string[], right: readonly string[]): Conflict {
  const rest = [left, right].map((side) => side.filter((word) => !FILLERS.has(word)));
  const [a, b] = [rest[0]?.[0], rest[1]?.[0]];
  const isSingle = rest.every((side) => side.length === 1) && a !== undefined && b !== undefined;
  return isSingle && OPPOSITES.get(a) === b ? `"${a}" against "${b}"` : null;
}

function number(left: readonly string[], right: readonly string[]): Conflict {
  const [a, b] = [left[0], right[0]];
  if (left.length !== 1 || right.length !== 1 || a === undefined || b === undefined) return null;
  const isNumber = (word: string) => /^(?:\d|o\()/.test(word);
  return isNumber(a) && isNumber(b) ? `"${a}" against "${b}"` : null;
}
