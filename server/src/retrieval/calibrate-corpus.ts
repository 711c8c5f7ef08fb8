import { narrowSnapshot } from '../index/narrow.ts';
import type { GateCalibration, GateModel, Snapshot } from '../index/types.ts';
import { COMMON_WORDS } from './common-words.ts';
import type { ReadPassage } from './evaluate.ts';
import { decide } from './gate.ts';
import { fullFeatures } from './gate-sample.ts';
import { areaUnderRoc } from './logistic.ts';
import { mixQuery } from './query.ts';
import { foldTitle } from './titles.ts';

/** Fewer entries than this say too little about a corpus: the shipped gate applies. */
export const MIN_CALIBRATED_ENTRIES = 60;
/** Entries asked about: each costs two questions with three passages read, about a third of a second. */
const MAX_ENTRIES = 80;
/** Share of the held-out questions that may be answered with confidence. */
const LEAKING = 0.33;
/** Share of the questions with their entry present that may be held back for it. */
const HELD_BACK = 0.12;

export interface CalibrateOptions {
  readonly model: GateModel;
  readonly embed: (texts: readonly string[]) => Promise<Float32Array[]>;
  readonly read: ReadPassage | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Calibrates the gate's answer threshold on a corpus without labels: entries' titles, asked in fewer words with the
 * entry present (answerable), and as they are with the entry held out (a near miss of this very corpus). Small
 * corpora, and all without the reader, get the shipped gate, and the note says so.
 */
export async function calibrateCorpus(
  snapshot: Snapshot,
  { model, embed, read, signal, onProgress }: CalibrateOptions,
): Promise<GateCalibration> {
  const entries = sampleEntries(snapshot);
  if (read === null) return shippedGate(model, 'The reader is missing: the shipped gate applies.');
  if (entries.length < MIN_CALIBRATED_ENTRIES) {
    return shippedGate(
      model,
      `${entries.length} entries are too few to calibrate on: the shipped gate applies.`,
    );
  }
  const scored: { score: number; isPositive: boolean }[] = [];
  const scoreOf = async (question: string, corpus: Snapshot) => {
    const [vector = new Float32Array()] = await embed([question]);
    const query = mixQuery({ text: question, vector, weight: 1 }, [], corpus.lexical);
    return decide(model, await fullFeatures(corpus, query, { read, readAs: question })).score;
  };
  for (const [done, entry] of entries.entries()) {
    signal?.throwIfAborted();
    const title = snapshot.entries[entry]?.titleText ?? '';
    scored.push({ score: await scoreOf(inFewerWords(title, done), snapshot), isPositive: true });
    scored.push({ score: await scoreOf(title, withoutTitle(snapshot, title)), isPositive: false });
    onProgress?.(done + 1, entries.length);
  }
  const thresholds = { ...model.thresholds, answer: answerThreshold(scored, model) };
  return {
    source: 'corpus',
    thresholds,
    auroc: areaUnderRoc(scored),
    samples: { answerable: entries.length, nearMiss: entries.length },
    note: `Titles of ${entries.length} entries, asked with the entry present and with it held out.`,
    model: { ...model, thresholds },
  };
}

function shippedGate({ thresholds }: GateModel, note: string): GateCalibration {
  return { source: 'prior', thresholds, auroc: null, samples: { answerable: 0, nearMiss: 0 }, note };
}

/**
 * The prior's threshold, raised until no more than the allowed share of held-out questions passes, but never so far
 * that too many questions with their entry present are held back.
 */
function answerThreshold(
  scored: readonly { score: number; isPositive: boolean }[],
  { thresholds }: GateModel,
): number {
  const of = (isPositive: boolean) =>
    scored.filter((sample) => sample.isPositive === isPositive).map(({ score }) => score);
  const wanted = quantile(of(false), 1 - LEAKING);
  const bearable = quantile(of(true), HELD_BACK);
  return Math.max(thresholds.answer, Math.min(wanted, bearable));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Entries with something to say, spread evenly over the corpus. */
function sampleEntries(snapshot: Snapshot): number[] {
  const usable = snapshot.entries.flatMap(({ sections, titleText }, position) =>
    titleText.split(/\s+/).length >= 3 && sections.some(({ sentences }) => sentences.length > 0)
      ? [position]
      : [],
  );
  const step = Math.max(1, usable.length / MAX_ENTRIES);
  return Array.from(
    { length: Math.min(MAX_ENTRIES, usable.length) },
    (_, index) => usable[Math.floor(index * step)] ?? 0,
  );
}

/** A title as somebody in a hurry would type it: its telling words, and for every other one not even all of these. */
function inFewerWords(title: string, turn: number): string {
  const words = title.replace(/[?!.]+$/, '').split(/\s+/);
  const telling = words.filter((word) => !COMMON_WORDS.has(word.toLowerCase()));
  const kept =
    turn % 2 === 1 && telling.length > 3
      ? telling.filter((_, index) => index !== turn % telling.length)
      : telling;
  return (kept.length > 0 ? kept : words).join(' ');
}

/** Everything but the entries with this title. */
function withoutTitle(snapshot: Snapshot, title: string): Snapshot {
  const folded = foldTitle(title);
  return narrowSnapshot(snapshot, {
    keeps: ({ titleText }) => foldTitle(titleText) !== folded,
    calibration: null,
  });
}
