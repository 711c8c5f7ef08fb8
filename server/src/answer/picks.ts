import type { Snapshot } from '../index/types.ts';
import type { Pick } from './compose-extractive.ts';
import { sentencesOf } from '../retrieval/entry-ordinals.ts';

/** The plain text of a picked sentence, `''` if it does not exist. */
export function pickText(snapshot: Snapshot, { entry, section, sentence }: Pick): string {
  return snapshot.entries[entry]?.sections[section]?.sentences[sentence]?.text ?? '';
}

/** Cosine of two picked sentences; `null` where one of them is not indexed. */
export function pickSimilarity(snapshot: Snapshot, a: Pick, b: Pick): number | null {
  const [first, second] = [pickOrdinal(snapshot, a), pickOrdinal(snapshot, b)];
  if (first === undefined || second === undefined) return null;
  return snapshot.sentenceVectors.score(snapshot.sentenceVectors.vectorAt(first), second);
}

function pickOrdinal(snapshot: Snapshot, { entry, section, sentence }: Pick): number | undefined {
  return sentencesOf(snapshot, entry).find((ordinal) => {
    const reference = snapshot.sentences[ordinal];
    return reference?.section === section && reference.sentence === sentence;
  });
}
