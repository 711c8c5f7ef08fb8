import type { Snapshot } from '../index/types.ts';
import type { Evaluation } from '../retrieval/evaluate.ts';
import type { PlanOptions } from './answer-plan.ts';
import type { Pick } from './compose-extractive.ts';
import { candidatesOf } from './relevance.ts';
import { selectSentences } from './select-sentences.ts';

/** Words that a deep answer adds from in-depth sections, per entry. */
const DEEP_BUDGET = 320;
/** A question that names the in-depth section wants that one. */
const IN_DEPTH = /\bin-?depth\b/i;

/** The sentences of these entries to quote, in order, within a budget of words per entry. */
export function pickFrom(
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
