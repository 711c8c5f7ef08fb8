import type { Snapshot } from '../index/types.ts';
import type { GateDecision } from '../protocol.ts';
import { MAX_LOOKUP_ENTRIES, passagesOf, type Investigation } from '../retrieval/investigate.ts';
import type { AnswerPlan, PlanOptions } from './answer-plan.ts';
import { quotesFor } from './entries-to-quote.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { pickFrom } from './pick-sentences.ts';
import { planParts, separateParts, SHARED_BUDGET } from './plan-parts.ts';
import { setSideBySide } from './set-side-by-side.ts';

/** Words quoted in a short answer: the bar is a median of at most 110 for the whole answer. */
const WORD_BUDGET = 105;
/** Words per entry that the question names by number or title: all of it is asked for. */
const LOOKUP_BUDGET = 150;
/** Words quoted under "closest", where nothing answers. */
const CLOSEST_BUDGET = 80;

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
