import { carriesNugget } from './nuggets.ts';
import { isInCorpus, type Question, type Reply } from './question.ts';

/** The figures of one question; a figure that is not defined for the row (or the reply) is absent. */
export interface RowScores {
  hit1?: number;
  hit5?: number;
  mrr10?: number;
  ndcg10?: number;
  /** 1 where any gold entry is cited. */
  goldCited?: number;
  /** Share of the cited entries that are gold or acceptable. */
  citationPrecision?: number;
  citationRecall?: number;
  citationRecallLenient?: number;
  nuggetRecall?: number;
  nuggetHit?: number;
  confident: number;
  closest: number;
  refused: number;
  /** Multi-part questions: 1 where every gold is cited and every uncovered part is named. */
  partsHandled?: number;
}

/** Every figure of one question, as the README of this folder defines them. */
export function scoreReply(question: Question, reply: Reply): RowScores {
  const outcome = {
    confident: reply.outcome === 'answered' ? 1 : 0,
    closest: reply.outcome === 'closest' ? 1 : 0,
    refused: reply.outcome === 'refused' ? 1 : 0,
  };
  if (!isInCorpus(question)) return outcome;
  return {
    ...outcome,
    ...scoreRetrieval(question, reply.ranked),
    ...scoreCitations(question, reply),
    ...scoreNuggets(question, reply),
    ...(question.type === 'multi-part' && { partsHandled: arePartsHandled(question, reply) ? 1 : 0 }),
  };
}

type RetrievalScores = Required<Pick<RowScores, 'hit1' | 'hit5' | 'mrr10' | 'ndcg10'>>;

export function scoreRetrieval(
  { gold, need }: Pick<Question, 'gold' | 'need'>,
  ranked: readonly string[],
): RetrievalScores {
  const isGold = new Set(gold);
  const top5 = new Set(ranked.slice(0, 5));
  const found = need === 'all' ? gold.every((id) => top5.has(id)) : gold.some((id) => top5.has(id));
  const first = ranked.slice(0, 10).findIndex((id) => isGold.has(id));
  const top = ranked[0];
  return {
    hit1: top !== undefined && isGold.has(top) ? 1 : 0,
    hit5: found ? 1 : 0,
    mrr10: first < 0 ? 0 : 1 / (first + 1),
    ndcg10: ndcg(
      ranked.slice(0, 10).map((id) => (isGold.has(id) ? 1 : 0)),
      gold.map(() => 1),
    ),
  };
}

/**
 * Discounted gain of the ranked gains over that of the best possible order of all gains (Järvelin & Kekäläinen
 * 2002, linear gain as trec_eval does it), at the depth of `ranked`, 10 at most.
 */
export function ndcg(ranked: readonly number[], all: readonly number[]): number {
  const ideal = discountedGain([...all].sort((a, b) => b - a).slice(0, 10));
  return ideal === 0 ? 0 : discountedGain(ranked.slice(0, 10)) / ideal;
}

/** Precision is absent for a refusal, which cites nothing by right; recall is then 0. */
export function scoreCitations(
  { gold, need, alsoOk }: Pick<Question, 'gold' | 'need' | 'alsoOk'>,
  { cited, outcome }: Pick<Reply, 'cited' | 'outcome'>,
): Pick<RowScores, 'goldCited' | 'citationPrecision' | 'citationRecall' | 'citationRecallLenient'> {
  if (outcome === 'refused') return { goldCited: 0, citationRecall: 0, citationRecallLenient: 0 };
  const entries = [...new Set(cited)];
  const acceptable = new Set([...gold, ...alsoOk]);
  const right = entries.filter((id) => acceptable.has(id)).length;
  const covered = gold.filter((id) => entries.includes(id)).length;
  const recall = need === 'all' ? covered / gold.length : Math.min(covered, 1);
  return {
    goldCited: Math.min(covered, 1),
    citationPrecision: entries.length === 0 ? 0 : right / entries.length,
    citationRecall: recall,
    citationRecallLenient: need === 'all' ? recall : Math.min(right, 1),
  };
}

export function scoreNuggets(
  { gold, need, nuggets }: Pick<Question, 'gold' | 'need' | 'nuggets'>,
  { text, outcome }: Pick<Reply, 'text' | 'outcome'>,
): Pick<RowScores, 'nuggetRecall' | 'nuggetHit'> {
  if (nuggets.length === 0) return {};
  if (outcome === 'refused') return { nuggetRecall: 0, nuggetHit: 0 };
  const counts = gold.map((id) => {
    const own = nuggets.filter((nugget) => nugget.entryId === id);
    return { carried: own.filter((nugget) => carriesNugget(text, nugget.text)).length, all: own.length };
  });
  const labelled = counts.filter(({ all }) => all > 0);
  const carried = labelled.reduce((sum, count) => sum + count.carried, 0);
  if (need === 'all') {
    return {
      nuggetRecall: carried / nuggets.length,
      nuggetHit: labelled.every((count) => count.carried > 0) ? 1 : 0,
    };
  }
  return {
    nuggetRecall: Math.max(0, ...labelled.map((count) => count.carried / count.all)),
    nuggetHit: Math.min(carried, 1),
  };
}

/** Refusal as a classifier: what `closest` counts as is a matter of convention, so all three are reported. */
export type ClosestConvention = 'refuse' | 'answer' | 'as labelled';

export interface Decision {
  inCorpus: boolean;
  outcome: Reply['outcome'];
}

/**
 * The unweighted mean of the F1 of the classes answer and refuse. Under `as labelled` a `closest` reply is
 * right either way: to an uncovered question it says so, to a covered one it quotes. A fault counts against both.
 */
export function refusalMacroF1(decisions: readonly Decision[], convention: ClosestConvention): number {
  const verdicts = decisions.map((decision) => ({ ...decision, verdict: verdictOf(decision, convention) }));
  const f1 = (truth: boolean, verdict: 'answer' | 'refuse') => {
    const hits = verdicts.filter((row) => row.inCorpus === truth && row.verdict === verdict).length;
    const misses = verdicts.filter((row) => row.inCorpus === truth && row.verdict !== verdict).length;
    const alarms = verdicts.filter(
      (row) => row.inCorpus !== truth && (row.verdict === verdict || row.verdict === 'fault'),
    ).length;
    return hits === 0 ? 0 : (2 * hits) / (2 * hits + misses + alarms);
  };
  return (f1(true, 'answer') + f1(false, 'refuse')) / 2;
}

function verdictOf({ inCorpus, outcome }: Decision, convention: ClosestConvention) {
  switch (outcome) {
    case 'answered':
      return 'answer';
    case 'refused':
      return 'refuse';
    case 'closest':
      if (convention !== 'as labelled') return convention;
      return inCorpus ? 'answer' : 'refuse';
    case 'incomplete':
    case 'fault':
      return 'fault';
    default: {
      const never: never = outcome;
      return never;
    }
  }
}

function arePartsHandled({ gold, uncovered }: Question, { cited, text }: Reply): boolean {
  const lower = text.toLowerCase();
  return (
    gold.every((id) => cited.includes(id)) && uncovered.every((words) => lower.includes(words.toLowerCase()))
  );
}

function discountedGain(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
