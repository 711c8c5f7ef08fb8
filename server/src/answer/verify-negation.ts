import { isVerb } from './verify-lexicon.ts';
import type { Token } from './verify-tokens.ts';

/** How a word is denied: `direct` ("not idempotent", "no index"), or through a verb before it ("does not copy data"). */
export type Denial = 'direct' | 'through-verb' | null;

export const NEGATORS: ReadonlySet<string> = new Set(
  'not no never without neither nor none nothing hardly nobody nowhere'.split(' '),
);

export const AUXILIARIES: ReadonlySet<string> = new Set(
  'is are was were be been being does do did has have had can could will would shall should may might must'.split(
    ' ',
  ),
);

/** Verbs and prepositions that deny what follows them. */
const DENIERS = new Set(
  (
    'avoid avoids avoiding avoided prevent prevents preventing stop stops lack lacks lacking lose loses refuse refuses ' +
    'fail fails disable disables unlike ignore ignores disregard disregards'
  ).split(' '),
);

/** For each token of a segment how it is denied. A negator reaches to the end; `no` denies its whole phrase. */
export function negationOf(tokens: readonly Token[]): Denial[] {
  let isOdd = false;
  let hasVerb = false;
  let isKept = false;
  return tokens.map((token, index) => {
    const next = tokens[index + 1]?.text ?? '';
    const turns = isTurning(token, next) || (isKept && token.text === 'from');
    isKept ||= /^keep(?:s|ing)?$/u.test(token.text);
    const isDenied = isOdd !== hasNoBehind(tokens, index);
    const denial: Denial = isDenied ? (hasVerb ? 'through-verb' : 'direct') : null;
    if (turns) {
      isOdd = token.text === 'nor' || !isOdd;
      hasVerb = false;
      return denial;
    }
    if (isOdd && isVerb(token.text)) hasVerb = true;
    return denial;
  });
}

function isTurning(token: Token, next: string): boolean {
  if (/^(?:instead of|rather than|free of)$/u.test(`${token.text} ${next}`)) return true;
  if (DENIERS.has(token.text)) return true;
  if (!NEGATORS.has(token.text)) return false;
  return (
    !(token.text === 'not' && /^(?:only|necessarily|just)$/u.test(next)) &&
    !(token.text === 'no' && next === 'matter')
  );
}

/** "carry no meaning" denies the carrying as well. */
function hasNoBehind(tokens: readonly Token[], index: number): boolean {
  const { phrase } = tokens[index] ?? { phrase: -1 };
  return tokens
    .slice(index + 1)
    .some((other) => other.phrase === phrase && /^(?:no|nothing|none|neither)$/u.test(other.text));
}
