import { contentOf, hasWord, segmentFor, sharedWeight } from './verify-alignment.ts';
import { contradiction, doubt, type Finding } from './verify-findings.ts';
import type { ReadText, Segment, Word } from './verify-words.ts';

/**
 * Whether a claim's clause says of one thing what the source's clause says of another: the claim's subject is the
 * subject of some other clause of the source, and the clause's own subject is missing from it.
 */
export function hasOtherSubject(claim: Segment, home: Segment, source: ReadText): boolean {
  const homeSubject = home.subject.filter((word) => word.weight >= 1 && !hasWord(claim.subject, word));
  if (homeSubject.length === 0) return false;
  const others = source.segments.filter((segment) => segment !== home);
  return claim.subject.some(
    (word) =>
      word.weight >= 1 &&
      !hasWord(home.words, word) &&
      !hasWord(home.subject, word) &&
      others.some((other) => hasWord(other.words, word)),
  );
}

/** Statements that the source makes about something else that it names as well. */
export function checkSubjects(claim: ReadText, source: ReadText): Finding[] {
  return claim.segments.flatMap((segment) => {
    const predicate = segment.predicate.filter((word) => word.weight >= 0.3);
    const home = segmentFor(predicate, source);
    if (!home || !hasOtherSubject(segment, home, source) || isTold(segment, home, source)) return [];
    const said = predicate.find((word) => word.weight >= 1 && hasWord(home.predicate, word));
    const turned = predicate.filter((word) =>
      home.words.some((other) => other.canon === word.canon && other.isNegated !== word.isNegated),
    );
    if (!said || turned.length > 0) return [];
    const isExplicit = home.hasOwnSubject && segment.hasOwnSubject;
    const text = `The source says “${said.raw}” of “${phraseOf(home.subject)}”, the sentence of “${phraseOf(segment.subject)}”.`;
    return [isExplicit ? contradiction('relation', text) : doubt('relation', text)];
  });
}

/** Whether the claim's own subject stands with as much of the predicate elsewhere in the source. */
function isTold(claim: Segment, home: Segment, source: ReadText): boolean {
  const best = sharedWeight(claim.predicate, home.words, source);
  return source.segments.some(
    (other) =>
      other !== home &&
      claim.subject.some((word) => word.weight >= 1 && hasWord([...other.subject, ...other.words], word)) &&
      sharedWeight(claim.predicate, other.words, source) >= 0.8 * best,
  );
}

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
  const here = sidesOf(claim, source);
  const there = sidesOf(source, claim);
  if (!here || !there || here.marker !== there.marker) return null;
  const isCrossed =
    here.left.some((word) => hasWord(there.right, word) && !hasWord(there.left, word)) &&
    there.left.some((word) => hasWord(here.right, word) && !hasWord(here.left, word));
  if (!isCrossed) return null;
  if (isPassive(claim) !== isPassive(source)) return null;
  const comparative = (segment: Segment) => segment.words.map((word) => word.canon).join(' ');
  if (here.marker === 'than' && !sharesComparison(claim, source)) return null;
  const text = `The source relates “${phraseOf(there.left)}” to “${phraseOf(there.right)}”, the sentence the other way round.`;
  return comparative(claim) === '' ? null : contradiction('order', text);
}

/** What stands on either side of `than`, `over`, or of a verb that both clauses share. */
function sidesOf(
  segment: Segment,
  other: Segment,
): { marker: string; left: readonly Word[]; right: readonly Word[] } | null {
  const at = segment.words.findIndex((word) => /^(?:than|over)$/u.test(word.text));
  const marker = segment.words[at];
  if (marker && segment.words.slice(at + 1).some((word) => word.weight > 0)) {
    const isPreference = segment.words.some((word) => /^(?:prefer|rather)/u.test(word.text));
    const left = isPreference || segment.subject.length === 0 ? segment.words.slice(0, at) : segment.subject;
    return { marker: marker.text, left: contentOf(left), right: contentOf(segment.words.slice(at + 1)) };
  }
  const verb = segment.predicate.find(
    (word) => word.isVerb && word.weight >= 0.3 && hasWord(other.predicate, word),
  );
  if (!verb || segment.subject.length === 0) return null;
  const after = segment.words.slice(segment.words.indexOf(verb) + 1);
  return { marker: verb.canon, left: segment.subject, right: contentOf(after) };
}

/** Whether the two comparisons go the same way: they share the word of comparison. */
function sharesComparison(claim: Segment, source: Segment): boolean {
  const degree = (segment: Segment) => {
    const at = segment.words.findIndex((word) => word.text === 'than');
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
    (word) => /er$|^(?:more|less|fewer|better|worse)$/u.test(word.text) && hasWord(theirs, word),
  );
}

const isPassive = (segment: Segment): boolean =>
  segment.words.some((word) => word.text === 'by') &&
  segment.words.some((word) => /^(?:is|are|was|were|be|been|being|gets?)$/u.test(word.text));

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
