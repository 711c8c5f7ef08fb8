import type { Verdict, VerdictReason } from '../protocol.ts';
import { areOpposites, areRivals } from './verify-lexicon.ts';
import { checkConnections } from './verify-connections.ts';
import { contentOf, hasWord } from './verify-alignment.ts';
import { doubt, type Finding } from './verify-findings.ts';
import { checkComplexity, checkNumbers, checkTies } from './verify-numbers.ts';
import { checkOpposites, checkPartners } from './verify-opposites.ts';
import { checkQuantifiers } from './verify-quantifiers.ts';
import { checkCause, checkDirection } from './verify-relations.ts';
import { checkStatements } from './verify-statements.ts';
import { checkSubstitutions, orderShare, SAME_ORDER } from './verify-substitutions.ts';
import { spellAlike } from './verify-tokens.ts';
import { isVerbatim } from './verify-verbatim.ts';
import { readText, type ReadText, type Word } from './verify-words.ts';

export interface ClaimVerdict {
  verdict: Verdict;
  /** The strongest first; empty where the claim stands in the source word for word. */
  reasons: VerdictReason[];
  /** Share of the claim's words, by weight, that the evidence has. */
  coverage: number;
  /** Whether a rule found a contradiction, sure or not: claims in another order of words are only doubted for it. */
  isDisputed: boolean;
}

/** Shares of a claim's content, by weight, that the source must contain. Chosen on the develop half of tests/quality/adversarial-pairs.jsonl. */
const FULL_COVERAGE = 0.85;
const CLOSE_COVERAGE = 0.8;
/** With this similarity a lower coverage suffices. */
const CLOSE_SIMILARITY = 0.8;
/**
 * Below this sum of coverage and similarity (below the coverage where no similarity is known) a claim and a source speak
 * of different things. Of the true pairs 0 % lie below, of claims with the nearest sources of other pairs 98 %.
 */
const RELATED = 1;
const RELATED_COVERAGE = 0.3;
/** From this similarity on they never do. */
const SAME_MATTER = 0.6;
/** From here on the claim repeats the source closely enough for its words to be compared one by one. */
const ALIGNED_COVERAGE = 0.85;
/** Rules that hold however the claim is worded. */
const FIRM: ReadonlySet<string> = new Set(['number', 'unit', 'complexity']);
const FLIPS: ReadonlySet<string> = new Set(['opposite', 'partner']);

/**
 * Whether the evidence supports the claim; both plain text, similarity their cosine or `null` where unknown.
 * A claim that stands there word for word is supported. Otherwise rules look for what differs in meaning although
 * the words agree: numbers, units, growth classes, names, negation, opposites, quantifiers, exchanged partners;
 * any contradiction makes it unsupported, any doubt partial. Without either, the share of the claim's words that the
 * evidence has decides, together with the similarity.
 */
export function verifyClaim(
  claim: string,
  evidence: string,
  similarity: number | null,
  context = '',
): ClaimVerdict {
  if (isVerbatim(claim, evidence))
    return { verdict: 'supported', reasons: [], coverage: 1, isDisputed: false };
  const ours = readText(claim);
  const theirs = readText(evidence);
  const around = namesOf(ours, context);
  const findings = [
    ...checkComplexity(claim, evidence),
    ...checkNumbers(claim, evidence),
    ...checkTies(ours, theirs),
    ...checkStatements(ours, theirs),
    ...checkOpposites(ours, theirs),
    ...checkPartners(ours, theirs),
    ...checkDirection(ours, theirs),
    ...checkCause(ours, theirs),
    ...checkConnections(ours, theirs),
    ...checkQuantifiers(spellAlike(claim), spellAlike(evidence)),
    ...checkSubstitutions(ours, theirs),
    ...checkNames(ours, theirs, around),
    ...checkAsked(ours, theirs, context),
  ];
  const coverage = coverageOf(ours, (word) => isCovered(word, theirs, around));
  const isOrdered = orderShare(ours, theirs) >= SAME_ORDER;
  const aligned = coverageOf(ours, (word) => isCovered(word, theirs) || hasCounterpart(word, theirs));
  const isDisputed = weighed(findings, aligned >= ALIGNED_COVERAGE).some(isContradiction);
  const verdict = judge(weighed(findings, isOrdered && aligned >= ALIGNED_COVERAGE), coverage, similarity);
  return { ...verdict, isDisputed };
}

/**
 * What is said in other words altogether cannot be compared word by word: findings of such rules become doubts. So do
 * two flips or more, which may undo each other: "small is cheap" says what "large is expensive" says.
 */
function weighed(findings: readonly Finding[], isCopy: boolean): Finding[] {
  const isFlip = (finding: Finding) => FLIPS.has(finding.rule) && finding.severity === 'contradiction';
  const isUndone = findings.filter(isFlip).length > 1;
  return findings.map((finding) => {
    if (FIRM.has(finding.rule)) return finding;
    const isUnsure = !isCopy || (isUndone && isFlip(finding));
    return isUnsure ? { ...finding, severity: 'doubt' } : finding;
  });
}

const isContradiction = (finding: Finding): boolean => finding.severity === 'contradiction';

function judge(
  findings: readonly Finding[],
  coverage: number,
  similarity: number | null,
): Omit<ClaimVerdict, 'isDisputed'> {
  const contradictions = findings.filter(isContradiction);
  const reasons = [...contradictions, ...findings.filter((finding) => finding.severity === 'doubt')];
  const share = `${Math.round(coverage * 100)} % of the sentence’s words are in the source`;
  const measured: Finding[] = [
    doubt('containment', `${share}.`),
    ...(similarity === null
      ? []
      : [doubt('similarity', `Its similarity to the source is ${similarity.toFixed(2)}.`)]),
  ];
  const told = [...reasons, ...measured].map(({ rule, text }) => ({ rule, text }));
  if (contradictions.length > 0) return { verdict: 'unsupported', reasons: told, coverage };
  const isRelated =
    similarity === null
      ? coverage >= RELATED_COVERAGE
      : similarity >= SAME_MATTER || coverage + similarity >= RELATED;
  if (!isRelated) return { verdict: 'unsupported', reasons: told, coverage };
  const isClose = coverage >= CLOSE_COVERAGE && similarity !== null && similarity >= CLOSE_SIMILARITY;
  const isCovered = coverage >= FULL_COVERAGE || isClose;
  return { verdict: reasons.length === 0 && isCovered ? 'supported' : 'partial', reasons: told, coverage };
}

/** Share of the claim's content, by weight, that passes the test; numbers are left to their own rules. */
function coverageOf(claim: ReadText, isKnown: (word: Word) => boolean): number {
  const words = contentOf(claim.words).filter((word) => word.kind !== 'number');
  const weigh = (list: readonly Word[]) => list.reduce((sum, word) => sum + word.weight, 0);
  const total = weigh(words);
  return total === 0 ? 0 : weigh(words.filter(isKnown)) / total;
}

function hasCounterpart(word: Word, source: ReadText): boolean {
  return source.words.some(
    (other) => areOpposites(word.text, other.text) || areRivals(word.text, other.text),
  );
}

function isCovered(word: Word, source: ReadText, around: readonly Word[] = []): boolean {
  return (
    hasWord(source.words, word) ||
    hasWord(around, word) ||
    source.words.some((other) => areOpposites(word.text, other.text) && other.isNegated !== word.isNegated)
  );
}

/** Words of the question that the claim's subjects may use: where the source has a pronoun, a claim names the thing. */
function namesOf(claim: ReadText, context: string): Word[] {
  const asked = readText(context).words;
  const subjects = claim.segments.flatMap((segment) => segment.subject);
  return subjects.filter((word) => hasWord(asked, word));
}

/** The question names two things, and the claim takes the one where the source has the other. */
function checkAsked(claim: ReadText, source: ReadText, context: string): Finding[] {
  const asked = contentOf(readText(context).words).filter((word) => word.weight >= 1);
  const said = asked.find((word) => hasWord(claim.words, word) && !hasWord(source.words, word));
  const stood = asked.find((word) => hasWord(source.words, word) && !hasWord(claim.words, word));
  if (!said || !stood) return [];
  return [doubt('name', `The sentence speaks of “${said.raw}”, the source of “${stood.raw}”.`)];
}

/** Names that the source does not mention. */
function checkNames(claim: ReadText, source: ReadText, around: readonly Word[]): Finding[] {
  const missing = contentOf(claim.words).filter(
    (word) => word.weight >= 1 && word.kind !== 'number' && !isCovered(word, source, around),
  );
  return missing.flatMap((word) => {
    if (word.kind === 'code' || word.kind === 'name') {
      return [doubt('name', `The source does not mention “${word.raw}”.`)];
    }
    return [];
  });
}
