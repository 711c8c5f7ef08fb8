import { contentOf, hasWord } from './verify-alignment.ts';
import { contradiction, type Finding } from './verify-findings.ts';
import type { ReadText, Segment, Word } from './verify-words.ts';

/** Subject and object, or the two sides of a comparison, exchanged around the same verb. */
export function checkDirection(claim: ReadText, source: ReadText): Finding[] {
  return claim.segments.flatMap((segment) => {
    for (const other of source.segments) {
      const found = exchanged(segment, other);
      if (found) return [found];
    }
    return [];
  });
}

function exchanged(claim: Segment, source: Segment): Finding | null {
  const found = [turnedInto, sidesOf].map((read) => [read(claim, source), read(source, claim)] as const);
  for (const [here, there] of found) {
    if (here && here.marker === there?.marker && areCrossed(claim, source, { here, there })) {
      const text = `The source relates “${phraseOf(there.left)}” to “${phraseOf(there.right)}”, the sentence the other way round.`;
      return contradiction('order', text);
    }
  }
  return null;
}

function areCrossed(
  claim: Segment,
  source: Segment,
  { here, there }: { here: Sides; there: Sides },
): boolean {
  const crosses = (a: typeof here, b: typeof here) =>
    a.left.some((word) => word.weight >= 1 && hasWord(b.right, word) && !hasWord(b.left, word));
  const isCrossed = crosses(here, there) && crosses(there, here);
  if (!isCrossed || isPassive(claim) !== isPassive(source)) return false;
  return here.marker !== 'than' || sharesComparison(claim, source);
}

interface Sides {
  readonly marker: string;
  readonly left: readonly Word[];
  readonly right: readonly Word[];
}

/** "turns a wide table into a long one": what something was, and what it becomes. */
function turnedInto(segment: Segment): Sides | null {
  const at = segment.words.findIndex((word) => word.text === 'into');
  if (at < 0) return null;
  const from = segment.words.slice(0, at).filter((word) => !segment.subject.includes(word));
  return { marker: 'into', left: contentOf(from), right: contentOf(segment.words.slice(at + 1)) };
}

/** What stands on either side of `than`, `over`, or of a verb that both clauses share. */
function sidesOf(segment: Segment, other: Segment): Sides | null {
  const at = segment.words.findIndex((word, index) => isComparative(word, segment.words[index - 1]));
  const marker = segment.words[at];
  if (marker && segment.words.slice(at + 1).some((word) => word.weight > 0)) {
    const isPreference = segment.words.some((word) => /^(?:prefer|prefers|rather)$/u.test(word.text));
    const before = segment.words.slice(0, at);
    const isInside =
      segment.hasOwnSubject && segment.subject.some((word) => segment.words.indexOf(word) > at);
    const left = isPreference || isInside || segment.subject.length === 0 ? before : segment.subject;
    return { marker: 'than', left: contentOf(left), right: contentOf(segment.words.slice(at + 1)) };
  }
  const verb = segment.predicate.find(
    (word) => word.isVerb && word.weight >= 0.3 && hasWord(other.predicate, word),
  );
  if (!verb || segment.subject.length === 0) return null;
  const after = segment.words.slice(segment.words.indexOf(verb) + 1);
  return { marker: verb.canon, left: segment.subject, right: contentOf(after) };
}

function isComparative(word: Word, previous: Word | undefined): boolean {
  if (word.text === 'to')
    return /^(?:preferable|preferred|superior|inferior|prior)$/u.test(previous?.text ?? '');
  return word.text === 'than' || word.text === 'over';
}

/** Whether the two comparisons go the same way: they share the word of comparison. */
function sharesComparison(claim: Segment, source: Segment): boolean {
  const degree = (segment: Segment) => {
    const at = segment.words.findIndex((word, index) => isComparative(word, segment.words[index - 1]));
    return segment.words
      .slice(0, at)
      .filter(
        (word) =>
          !segment.subject.includes(word) &&
          !/^(?:is|are|was|were|often|much|far|times|usually)$/u.test(word.text),
      );
  };
  const theirs = degree(source);
  return degree(claim).some(
    (word) =>
      /er$|^(?:more|less|fewer|better|worse|prefer\w*|superior|inferior)$/u.test(word.text) &&
      hasWord(theirs, word),
  );
}

/** "is called", "was not updated", "gets wrapped". */
function isPassive(segment: Segment): boolean {
  return segment.words.some((word, index) => {
    if (!word.isVerb || !/(?:ed|en|t|lt|nt|wn)$/u.test(word.text)) return false;
    const before = segment.words.slice(Math.max(0, index - 3), index);
    return before.some((other) => /^(?:is|are|was|were|be|been|being|gets?)$/u.test(other.text));
  });
}

/** Cause and effect exchanged around `because`, `so` and the like. */
export function checkCause(claim: ReadText, source: ReadText): Finding[] {
  const [ours, theirs] = [causeOf(claim), causeOf(source)];
  if (!ours || !theirs) return [];
  const shared = (a: readonly Word[], b: readonly Word[]) =>
    a.filter((word) => word.weight >= 1 && hasWord(b, word)).length;
  const straight = shared(ours.cause, theirs.cause) + shared(ours.effect, theirs.effect);
  const crossed = shared(ours.cause, theirs.effect) + shared(ours.effect, theirs.cause);
  if (crossed < 3 || straight > crossed / 3) return [];
  return [contradiction('order', 'The sentence takes for the cause what the source gives as the effect.')];
}

function causeOf(text: ReadText): { cause: readonly Word[]; effect: readonly Word[] } | null {
  const index = text.segments.findIndex((segment) => /^(?:because|since|so)$/u.test(segment.opener));
  const marked = text.segments[index];
  const rest = text.segments.filter((segment) => segment !== marked && segment.sentence === marked?.sentence);
  if (!marked || rest.length === 0) return null;
  const restWords = rest.flatMap((segment) => segment.words);
  return marked.opener === 'so'
    ? { cause: restWords, effect: marked.words }
    : { cause: marked.words, effect: restWords };
}

function phraseOf(words: readonly Word[]): string {
  return words.map((word) => word.raw).join(' ');
}
