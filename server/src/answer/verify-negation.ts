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
export const DENIERS: ReadonlySet<string> = new Set(
  (
    'avoid avoids avoiding avoided prevent prevents preventing stop stops lack lacks lacking lose loses refuse refuses ' +
    'fail fails disable disables unlike ignore ignores disregard disregards'
  ).split(' '),
);

const PASSIVE_DENIERS =
  /^(?:prevented|avoided|stopped|disabled|ignored|lost|eliminated|excluded|removed|dropped)$/u;

/** For each token of a segment how it is denied, a negator reaching to the end; and whether their number is odd. */
export function negationOf(tokens: readonly Token[]): { denials: Denial[]; isDenied: boolean } {
  let isOdd = false;
  let isDenied = false;
  let hasVerb = false;
  let isKept = false;
  const denials = tokens.map((token, index) => {
    const next = tokens[index + 1]?.text ?? '';
    const turns = isTurning(token, next) || (isKept && token.text === 'from');
    isKept ||= /^keep(?:s|ing)?$/u.test(token.text);
    const isHere = (isOdd !== isVerbOfNothing(tokens, index)) !== isSubjectOfDenier(tokens, index);
    const denial: Denial = isHere ? (hasVerb ? 'through-verb' : 'direct') : null;
    if (turns) {
      isOdd = token.text === 'nor' || !isOdd;
      isDenied = !isDenied;
      hasVerb = false;
      return denial;
    }
    if (isOdd && isVerb(token.text)) hasVerb = true;
    return denial;
  });
  return { denials, isDenied };
}

function isTurning(token: Token, next: string): boolean {
  if (
    /^(?:instead of|rather than|free of|wrong to|incorrect to|mistake to|false that)$/u.test(
      `${token.text} ${next}`,
    )
  )
    return true;
  if (DENIERS.has(token.text)) return true;
  return isNegator(token.text, next);
}

const LESS_ADJECTIVE =
  /(?:[svkzd]y|ive|ful|[ai]ble|ous|prone|efficient|frequent|consistent|important|relevant|accurate)$/u;

/** Whether a word denies what follows: "less noisy" denies noise, "less memory" only compares. */
export function isNegator(text: string, next: string): boolean {
  if (text === 'less') return LESS_ADJECTIVE.test(next);
  if (!NEGATORS.has(text)) return false;
  const isHedge = text === 'not' && /^(?:only|necessarily|just)$/u.test(next);
  return !isHedge && !(text === 'no' && next === 'matter');
}

/** "carry no meaning" denies the carrying as well. */
function isVerbOfNothing(tokens: readonly Token[], index: number): boolean {
  const isVerbHere = isVerb(tokens[index]?.text ?? '');
  return (
    isVerbHere &&
    tokens.slice(index + 1, index + 3).some((other) => /^(?:no|nothing|none|neither)$/u.test(other.text))
  );
}

/** "Skew is prevented" denies the skew. */
function isSubjectOfDenier(tokens: readonly Token[], index: number): boolean {
  const at = tokens.findIndex(
    (token, i) =>
      i > index &&
      PASSIVE_DENIERS.test(token.text) &&
      /^(?:is|are|be|been|was|were)$/u.test(tokens[i - 1]?.text ?? ''),
  );
  return at > 0 && tokens[at]?.phrase === tokens[index]?.phrase;
}
