import type { Snapshot } from '../index/types.ts';
import type { Evaluation } from '../retrieval/evaluate.ts';
import type { Investigation, PartFinding } from '../retrieval/investigate.ts';
import type { Passage } from '../retrieval/types.ts';
import type { AnswerPlan, PlanOptions } from './answer-plan.ts';
import type { AnswerBlock } from './compose-extractive.ts';
import { pickFrom, pickKey } from './pick-sentences.ts';
import { closestPartLead } from './shortfall.ts';

/** Words per entry where several entries answer together. */
export const SHARED_BUDGET = 75;
/** Words quoted for a part of a question that is not answered. */
const CLOSEST_PART_BUDGET = 45;

/** The findings of the parts, where they lead to different places or one leads nowhere; `null` where the question is one. */
export function separateParts(
  { whole, parts }: Investigation,
  options: PlanOptions,
): readonly PartFinding[] | null {
  if (parts.length < 2 || whole.passages.length === 0) return null;
  const tops = new Set(parts.filter((part) => asksForItself(part) || isAnswered(part)).map(topEntry));
  const isOne = tops.size < 2 && !parts.some((part) => asksForItself(part) && isUncovered(part, options));
  if (isOne) return null;
  // What is told over several sentences may be answered only as a whole.
  const isEnough = whole.gate.decision === 'answer' ? isAnswered : isFound;
  return parts.some(isEnough) ? parts : null;
}

function isAnswered({ evaluation }: PartFinding): boolean {
  return evaluation.gate.decision === 'answer';
}

function topEntry({ evaluation }: PartFinding): number | undefined {
  return evaluation.passages[0]?.entry;
}

/** The entry that a part is quoted from, as a list: empty where nothing was retrieved. */
function entriesOf(part: PartFinding): number[] {
  return part.evaluation.passages.slice(0, 1).map(({ entry }) => entry);
}

/** Whether a part can be missed on its own; "which is better?" asks for nothing of its own. */
function asksForItself({ part }: PartFinding): boolean {
  return !part.isDependent;
}

function isUncovered({ evaluation, part }: PartFinding, { namesInNoSource }: PlanOptions): boolean {
  const { decision } = evaluation.gate;
  return decision === 'refuse' || (decision === 'closest' && namesInNoSource(part.text).length > 0);
}

function isClosest({ evaluation }: PartFinding): boolean {
  return evaluation.gate.decision === 'closest';
}

function isFound({ evaluation }: PartFinding): boolean {
  return evaluation.gate.decision !== 'refuse';
}

/** Whether the closest to a part is worth its words beside an answer: nearer to one than to a refusal. */
function isClose(part: PartFinding): boolean {
  const { score, thresholds } = part.evaluation.gate;
  return isClosest(part) && score >= (thresholds.refuse + thresholds.answer) / 2;
}

/** What is quoted for one part; `lead` says that it is only the closest. */
interface PartAnswer {
  readonly finding: PartFinding;
  readonly lead?: string;
}

/**
 * Each part answered from its own entry, in the order asked; then what is closest to the parts that the corpus does not
 * answer. Every part that asks for something of its own is quoted for, or named as uncovered, or both.
 */
export function planParts(
  snapshot: Snapshot,
  whole: Evaluation,
  parts: readonly PartFinding[],
  options: PlanOptions,
): AnswerPlan {
  const sure = new Set(parts.filter(isAnswered).map(topEntry));
  const isQuotable = (finding: PartFinding) =>
    isAnswered(finding) || (isClosest(finding) && sure.has(topEntry(finding)));
  const answered = parts.filter(isQuotable);
  const missed = parts.filter((part) => !isQuotable(part) && asksForItself(part));
  const closest = missed.filter((part) => (answered.length > 0 ? isClose(part) : isClosest(part)));
  const quoted: PartAnswer[] = [
    ...answered.map((finding) => ({ finding })),
    ...closest.map((finding) => ({ finding, lead: closestPartLead(finding.part.typed) })),
  ];
  const seen = new Set<string>();
  const entries: number[] = [];
  const blocks = quoted.map(({ finding, lead }): AnswerBlock => {
    const from = entriesOf(finding);
    for (const entry of from) if (!entries.includes(entry)) entries.push(entry);
    const budget = lead === undefined ? SHARED_BUDGET : CLOSEST_PART_BUDGET;
    const picks = pickFrom(snapshot, finding.evaluation, from, { budget, ...options });
    const fresh = picks.filter((pick) => !seen.has(pickKey(pick)));
    for (const pick of fresh) seen.add(pickKey(pick));
    return { picks: fresh, ...(lead !== undefined && { lead }) };
  });
  return {
    decision: sure.size > 0 ? 'answer' : 'closest',
    blocks: blocks.filter(({ picks }) => picks.length > 0),
    uncovered: missed.map(({ part }) => part.typed),
    parts: parts.map((finding) => ({
      question: finding.part.typed,
      decision: finding.evaluation.gate.decision,
      entries: entriesOf(finding),
    })),
    passages: mergePassages(whole.passages, [...answered, ...closest]),
    entries,
  };
}

/** The best passage of each part first, then those of the whole question. */
function mergePassages(whole: readonly Passage[], parts: readonly PartFinding[]): Passage[] {
  const merged = new Map<number, Passage>();
  for (const { evaluation } of parts) {
    const best = evaluation.passages[0];
    if (best !== undefined && !merged.has(best.chunk)) merged.set(best.chunk, best);
  }
  for (const passage of whole) if (!merged.has(passage.chunk)) merged.set(passage.chunk, passage);
  return [...merged.values()];
}
