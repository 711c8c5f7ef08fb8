import type { Snapshot } from '../index/types.ts';
import type { GateView, PassageFate, PassageView, RetrievalView } from '../protocol.ts';
import type { Evaluation } from '../retrieval/evaluate.ts';
import type { Passage } from '../retrieval/types.ts';
import type { AnswerPlan } from './answer-plan.ts';

/** Passages shown in an explanation. */
const SHOWN_PASSAGES = 10;

interface ViewOptions {
  readonly gate: GateView;
  readonly repairs: readonly [string, string][];
  readonly readings: ReadonlyMap<number, number>;
  /** How many passages at most. */
  readonly shown?: number;
}

/** What the explanation of an answer shows: each candidate with its scores and fate, and the gate with its inputs. */
export function retrievalView(
  snapshot: Snapshot,
  plan: AnswerPlan,
  { gate, repairs, readings, shown = SHOWN_PASSAGES }: ViewOptions,
): RetrievalView {
  const entryId = (entry: number) => snapshot.entries[entry]?.id ?? '';
  return {
    passages: plan.passages.slice(0, shown).map((passage) => passageView(snapshot, passage, plan, readings)),
    gate,
    repairs: [...repairs],
    ...(plan.parts.length > 0 && {
      parts: plan.parts.map(({ question, decision, entries }) => ({
        question,
        decision,
        entryIds: entries.map(entryId),
      })),
    }),
  };
}

function passageView(
  snapshot: Snapshot,
  passage: Passage,
  plan: AnswerPlan,
  readings: ReadonlyMap<number, number>,
): PassageView {
  const entry = snapshot.entries[passage.entry];
  const section = entry?.sections[passage.section];
  const logit = readings.get(passage.chunk);
  return {
    chunkId: snapshot.chunks[passage.chunk]?.id ?? '',
    entryId: entry?.id ?? '',
    title: entry?.titleText ?? '',
    section: section === undefined ? '' : section.kind === 'other' ? section.name : section.kind,
    score: round(passage.score),
    dense: round(passage.dense),
    lexical: round(passage.lexical),
    denseRank: passage.denseRank,
    lexicalRank: passage.lexicalRank,
    ...(logit !== undefined && { answerable: round(1 / (1 + Math.exp(-logit))) }),
    ...fateOf(passage, plan),
  };
}

function fateOf(passage: Passage, plan: AnswerPlan): { fate: PassageFate; reason: string } {
  const cited = plan.blocks.flatMap(({ picks }) => picks.flatMap((pick) => [pick, ...(pick.also ?? [])]));
  const isQuoted = cited.some(({ entry, section }) => entry === passage.entry && section === passage.section);
  if (isQuoted) return { fate: 'quoted', reason: 'Quoted in the answer.' };
  if (plan.decision === 'refuse')
    return { fate: 'below', reason: 'Not close enough to the question to answer it.' };
  if (plan.entries.includes(passage.entry)) {
    return { fate: 'unused', reason: 'Same entry; its sentences say less about what was asked.' };
  }
  const best = plan.passages[0]?.score ?? 0;
  const share = best > 0 ? Math.round((100 * passage.score) / best) : 0;
  return { fate: 'below', reason: `Scores ${share} % of the best passage.` };
}

/** The gate of an evaluation in the words of the explanation. */
export function gateView(
  evaluation: Evaluation,
  { missing, reasons }: { missing: readonly string[]; reasons: readonly string[] },
): GateView {
  const { gate, features, passages, readings } = evaluation;
  const answerable = [...readings.values()].map((logit) => 1 / (1 + Math.exp(-logit)));
  const inputs = [
    passages.length === 0
      ? 'No passage shares a word or a meaning with the question.'
      : `The closest passage scores ${percent(passages[0]?.score ?? 0)}, its closest sentence ${percent(features.sentence ?? 0)}.`,
    answerable.length > 0
      ? `The reader gives the best passage ${percent(Math.max(...answerable))} for answering the question.`
      : null,
    (features.unknown ?? 0) >= 0.3
      ? `${percent(features.unknown ?? 0)} of what the question asks about is in no source.`
      : null,
  ].filter((reason) => reason !== null);
  return {
    decision: gate.decision,
    score: round(gate.score),
    thresholds: gate.thresholds,
    reasons: [...reasons, ...inputs],
    features: Object.fromEntries(
      Object.entries({ ...features, topical: gate.topical, evidence: gate.evidence }).map(([name, value]) => [
        name,
        round(value),
      ]),
    ),
    missing: [...missing],
  };
}

function percent(share: number): string {
  return `${Math.round(100 * Math.max(0, Math.min(1, share)))} %`;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
