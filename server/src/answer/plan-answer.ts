import type { Snapshot } from '../index/types.ts';
import type { Depth, GateDecision } from '../protocol.ts';
import type { Evaluation } from '../retrieval/evaluate.ts';
import {
  MAX_LOOKUP_ENTRIES,
  passagesOf,
  type Investigation,
  type PartFinding,
} from '../retrieval/investigate.ts';
import type { Passage } from '../retrieval/types.ts';
import type { AnswerBlock, Pick } from './compose-extractive.ts';
import { entriesNearBest, quotesFor } from './entries-to-quote.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { candidatesOf } from './relevance.ts';
import { selectSentences } from './select-sentences.ts';
import { setSideBySide } from './set-side-by-side.ts';
import { closestPartLead } from './shortfall.ts';

/** Words quoted in a short answer: the bar is a median of at most 110 for the whole answer. */
const WORD_BUDGET = 105;
/** Words per entry where several entries answer together. */
const SHARED_BUDGET = 75;
/** Words per entry that the question names by number or title: all of it is asked for. */
const LOOKUP_BUDGET = 150;
/** Words quoted under "closest", where nothing answers. */
const CLOSEST_BUDGET = 80;
/** Words quoted for a part of a question that is not answered. */
const CLOSEST_PART_BUDGET = 45;
/** Words that a deep answer adds from in-depth sections, per entry. */
const DEEP_BUDGET = 320;

/** A question that names the in-depth section wants that one. */
const IN_DEPTH = /\bin-?depth\b/i;

/** What will be said, before it is laid out. */
export interface AnswerPlan {
  readonly decision: GateDecision;
  readonly blocks: readonly AnswerBlock[];
  /** Parts of the question that no source covers, as typed. */
  readonly uncovered: readonly string[];
  /** What each part came to, for the explanation. */
  readonly parts: readonly {
    readonly question: string;
    readonly decision: GateDecision;
    readonly entries: number[];
  }[];
  /** Passages in order, those of a lookup first. */
  readonly passages: readonly Passage[];
  /** Entries that are quoted, in order. */
  readonly entries: readonly number[];
}

export interface PlanOptions {
  readonly depth: Depth;
  /** The text of earlier answers, without markers. */
  readonly said: string;
  /** The names in a text that no source mentions. */
  readonly namesInNoSource: (text: string) => readonly string[];
}

/** Decides what to quote, from which entries, in which order. */
export function planAnswer(
  snapshot: Snapshot,
  investigation: Investigation,
  options: PlanOptions,
): AnswerPlan {
  const { whole, lookup } = investigation;
  if (lookup !== null) return planLookup(snapshot, investigation, options);
  const separate = separateParts(investigation, options);
  if (separate !== null) return planParts(snapshot, whole, separate, options);
  const { decision } = whole.gate;
  const quotes = decision === 'refuse' ? [] : quotesFor(snapshot, investigation);
  const budget =
    decision === 'closest' ? CLOSEST_BUDGET / quotes.length : quotes.length > 1 ? SHARED_BUDGET : WORD_BUDGET;
  const picks = mergeDuplicates(
    snapshot,
    quotes.flatMap(({ entry, query }) =>
      pickFrom(snapshot, { ...whole, query }, [entry], { budget, ...options }),
    ),
  );
  const entries = quotes.map(({ entry }) => entry);
  const blocks = setSideBySide(snapshot, picks);
  return { decision, blocks, uncovered: [], parts: [], passages: whole.passages, entries };
}

/** A number names its entries: their best sentences are quoted, or all of them where nothing else is asked. */
function planLookup(snapshot: Snapshot, { whole, lookup }: Investigation, options: PlanOptions): AnswerPlan {
  const entries = lookup?.entries ?? [];
  const found = passagesOf(snapshot, whole.query, entries);
  const ordered = [...found, ...whole.passages.filter(({ entry }) => !entries.includes(entry))];
  const isAnswerable = entries.length > 0 && entries.length <= MAX_LOOKUP_ENTRIES;
  const decision: GateDecision = isAnswerable ? 'answer' : 'refuse';
  const quoted = isAnswerable ? entries : [];
  const picks = pickFrom(snapshot, { ...whole, passages: found }, quoted, {
    budget: LOOKUP_BUDGET,
    ...options,
  });
  return { decision, blocks: [{ picks }], uncovered: [], parts: [], passages: ordered, entries: quoted };
}

/** The findings of the parts, where they lead to different places or one leads nowhere; `null` where the question is one. */
function separateParts({ whole, parts }: Investigation, options: PlanOptions): readonly PartFinding[] | null {
  if (parts.length < 2 || whole.passages.length === 0) return null;
  const own = parts.filter((part) => asksForItself(part));
  const tops = new Set(parts.filter((part) => own.includes(part) || isAnswered(part)).map(topEntry));
  const isOne = tops.size < 2 && !own.some((part) => isUncovered(part, options));
  if (isOne) return null;
  // What is told over several sentences may be answered only as a whole.
  const wanted: GateDecision = whole.gate.decision === 'answer' ? 'answer' : 'closest';
  return parts.some(({ evaluation }) => isAtLeast(evaluation.gate.decision, wanted)) ? parts : null;
}

function isAnswered({ evaluation }: PartFinding): boolean {
  return evaluation.gate.decision === 'answer';
}

function topEntry({ evaluation }: PartFinding): number | undefined {
  return evaluation.passages[0]?.entry;
}

function isAtLeast(decision: GateDecision, wanted: GateDecision): boolean {
  return decision === 'answer' || (decision === 'closest' && wanted === 'closest');
}

/** Whether a part can be missed on its own; "which is better?" asks for nothing of its own. */
function asksForItself({ part }: PartFinding): boolean {
  return !part.isDependent;
}

function isUncovered({ evaluation, part }: PartFinding, { namesInNoSource }: PlanOptions): boolean {
  const { decision } = evaluation.gate;
  return decision === 'refuse' || (decision === 'closest' && namesInNoSource(part.text).length > 0);
}

/** Whether the closest to a part is worth its words: nearer to an answer than to a refusal. */
function isClose({ evaluation: { gate } }: PartFinding): boolean {
  const { refuse, answer } = gate.thresholds;
  return gate.decision === 'closest' && gate.score >= (refuse + answer) / 2;
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
function planParts(
  snapshot: Snapshot,
  whole: Evaluation,
  parts: readonly PartFinding[],
  options: PlanOptions,
): AnswerPlan {
  const sure = new Set(parts.filter(isAnswered).map(topEntry));
  const isQuotable = (finding: PartFinding) =>
    isAnswered(finding) || (finding.evaluation.gate.decision === 'closest' && sure.has(topEntry(finding)));
  const answered = parts.filter(isQuotable);
  const missed = parts.filter((part) => !isQuotable(part) && asksForItself(part));
  const closest = missed.filter(isClose);
  const quoted: PartAnswer[] = [
    ...answered.map((finding) => ({ finding })),
    ...closest.map((finding) => ({ finding, lead: closestPartLead(finding.part.typed) })),
  ];
  const seen = new Set<string>();
  const entries: number[] = [];
  const blocks = quoted.map(({ finding: { evaluation }, lead }): AnswerBlock => {
    const from = entriesNearBest(evaluation.passages).slice(0, 1);
    for (const entry of from) if (!entries.includes(entry)) entries.push(entry);
    const budget = lead === undefined ? SHARED_BUDGET : CLOSEST_PART_BUDGET;
    const picks = pickFrom(snapshot, evaluation, from, { budget, ...options });
    const fresh = picks.filter((pick) => !seen.has(pickKey(pick)));
    for (const pick of fresh) seen.add(pickKey(pick));
    return { picks: fresh, ...(lead !== undefined && { lead }) };
  });
  return {
    decision: answered.some(isAnswered) ? 'answer' : 'closest',
    blocks: blocks.filter(({ picks }) => picks.length > 0),
    uncovered: missed.map(({ part }) => part.typed),
    parts: parts.map(({ part, evaluation }) => ({
      question: part.typed,
      decision: evaluation.gate.decision,
      entries: entriesNearBest(evaluation.passages).slice(0, 1),
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

function pickFrom(
  snapshot: Snapshot,
  evaluation: Evaluation,
  entries: readonly number[],
  { budget, depth, said }: PlanOptions & { budget: number },
): Pick[] {
  return entries.flatMap((entry) => {
    const preferred = evaluation.passages.find((passage) => passage.entry === entry)?.section ?? 0;
    const sections = snapshot.entries[entry]?.sections ?? [];
    const wanted = sections.flatMap(({ kind }, position) => (kind === 'indepth' ? [position] : []));
    const isNamed = IN_DEPTH.test(evaluation.query.text) && wanted.length > 0;
    const all = new Set(isNamed ? wanted : sections.keys());
    const candidates = candidatesOf(snapshot, entry, {
      query: evaluation.query,
      sections: all,
      preferred,
      said,
    });
    const chosen = selectSentences(candidates, budget);
    const picks = chosen
      .flatMap((index) => candidates[index] ?? [])
      .map(({ section, sentence }) => ({ entry, section, sentence }));
    return depth === 'deep' ? [...picks, ...deeperPicks(snapshot, entry, picks)] : picks;
  });
}

/** The sentences of the in-depth sections that are not quoted yet, whole as far as the budget goes. */
function deeperPicks(snapshot: Snapshot, entry: number, picks: readonly Pick[]): Pick[] {
  const quoted = new Set(picks.map(pickKey));
  let words = 0;
  const deeper: Pick[] = [];
  (snapshot.entries[entry]?.sections ?? []).forEach((section, position) => {
    if (section.kind === 'answer') return;
    section.sentences.forEach(({ text }, sentence) => {
      const pick = { entry, section: position, sentence };
      words += text.split(/\s+/).length;
      if (!quoted.has(pickKey(pick)) && words <= DEEP_BUDGET) deeper.push(pick);
    });
  });
  return deeper;
}

export function pickKey({ entry, section, sentence }: Pick): string {
  return `${String(entry)}/${String(section)}/${String(sentence)}`;
}
