import { hasWord } from './verify-alignment.ts';
import { contradiction, doubt, type Finding } from './verify-findings.ts';
import { areRivals } from './verify-lexicon.ts';
import { complexitiesIn, quantitiesIn, sameValue, type Quantity } from './verify-quantities.ts';
import type { ReadText } from './verify-words.ts';

/** Dimensions that never stand for each other; the rest are all plain counts. */
const STRICT: ReadonlySet<string> = new Set(['time', 'size', 'points']);

/** Numbers, units and bounds of the claim that the source does not have. */
export function checkNumbers(claim: string, source: string): Finding[] {
  const theirs = quantitiesIn(source);
  const findings = quantitiesIn(claim)
    .filter((quantity) => !quantity.isPronoun)
    .flatMap((quantity) => checkQuantity(quantity, theirs));
  return [...findings, ...checkRange(claim, source)];
}

function checkQuantity(quantity: Quantity, theirs: readonly Quantity[]): Finding[] {
  const equal = theirs.filter((other) => isEqual(quantity, other));
  const [match] = equal;
  if (match) {
    const bounds = equal.map((other) => other.bound);
    if (quantity.bound && bounds.every((bound) => bound !== null && bound !== quantity.bound)) {
      return [contradiction('number', `The source gives ${match.raw} as the opposite bound.`)];
    }
    const nouns = equal.map((other) => other.noun);
    if (quantity.noun && nouns.every((noun) => noun !== '' && areRivals(noun, quantity.noun))) {
      return [contradiction('unit', `The source counts ${match.noun}, the sentence ${quantity.noun}.`)];
    }
    return [];
  }
  const unit = theirs.find(
    (other) => other.dimension !== quantity.dimension || quantity.dimension !== 'plain',
  );
  const sameDigits = theirs.find((other) => digitsOf(other.raw) === digitsOf(quantity.raw));
  if (sameDigits && unit) {
    return [contradiction('unit', `The source says “${sameDigits.raw}”, the sentence “${quantity.raw}”.`)];
  }
  if (quantity.isCount) return checkCount(quantity, theirs);
  return [contradiction('number', `The number in “${quantity.raw}” is not in the source.`)];
}

/** A small number in words may count what the source lists; it contradicts only another count of the same thing. */
function checkCount(quantity: Quantity, theirs: readonly Quantity[]): Finding[] {
  const other = theirs.find(
    (candidate) =>
      candidate.dimension === 'plain' && candidate.noun.slice(0, 4) === quantity.noun.slice(0, 4),
  );
  if (other)
    return [contradiction('number', `The source says “${other.raw}”, the sentence “${quantity.raw}”.`)];
  if (quantity.value === 1) return [];
  return [doubt('number', `The source does not say “${quantity.raw}”.`)];
}

function isEqual(a: Quantity, b: Quantity): boolean {
  const [first, second] = [a.dimension, b.dimension];
  if (first === second) return sameValue(a, b);
  if (STRICT.has(first) || STRICT.has(second)) return false;
  const scale = (quantity: Quantity) =>
    quantity.dimension === 'percent' ? { ...quantity, value: quantity.value / 100 } : quantity;
  return sameValue(scale(a), scale(b)) || (first !== 'percent' && second !== 'percent' && sameValue(a, b));
}

/** "from 0.5 to 0.2" for "from 0.2 to 0.5". */
function checkRange(claim: string, source: string): Finding[] {
  const range = /\bfrom (-?[\d.,]*\d)\S* to (-?[\d.,]*\d)/iu;
  const [ours, theirs] = [range.exec(claim), range.exec(source)];
  if (!ours || !theirs || ours[1] === ours[2] || ours[1] !== theirs[2] || ours[2] !== theirs[1]) return [];
  return [contradiction('order', `The source says “${theirs[0]}”, the sentence “${ours[0]}”.`)];
}

/** Classes of growth that the source does not name. */
export function checkComplexity(claim: string, source: string): Finding[] {
  const theirs = complexitiesIn(source);
  return complexitiesIn(claim).flatMap((complexity) => {
    if (theirs.some((other) => other.growth === complexity.growth)) return [];
    const [other] = theirs;
    if (!other && !complexity.raw.includes('(')) return [];
    const text = other
      ? `The source says “${other.raw}”, the sentence “${complexity.raw}”.`
      : `“${complexity.raw}” is not in the source.`;
    return [contradiction('complexity', text)];
  });
}

/** Numbers that the source ties to something else: each must stand in a phrase with what the claim says of it. */
export function checkTies(claim: ReadText, source: ReadText): Finding[] {
  return claim.words.flatMap((word) => {
    if (word.kind !== 'number') return [];
    const homes = source.words.filter((other) => other.kind === 'number' && other.text === word.text);
    const context = claim.words.filter(
      (other) => other.phrase === word.phrase && other.kind !== 'number' && other.weight >= 1,
    );
    const fit = (phrase: number) => {
      const words = source.words.filter((other) => other.phrase === phrase);
      return context.filter((other) => hasWord(words, other)).length;
    };
    const own = Math.max(0, ...homes.map((home) => fit(home.phrase)));
    const rivals = source.words.filter(
      (other) =>
        other.kind === 'number' &&
        other.text !== word.text &&
        !homes.some((home) => home.phrase === other.phrase),
    );
    const better = rivals.find((rival) => fit(rival.phrase) > own && own === 0);
    if (!better || homes.length === 0) return [];
    return [
      contradiction('relation', `The source says this of “${better.raw}”, the sentence of “${word.raw}”.`),
    ];
  });
}

const digitsOf = (raw: string): string => /[\d.]+|^[a-z]+/u.exec(raw)?.[0] ?? '';
