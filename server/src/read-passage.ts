import type { AskDeps } from './ask-request.ts';
import type { ReadPassage } from './retrieval/evaluate.ts';

/** The reader's logit for one passage; `null` without a reader. */
export function readPassage(
  { reader, snapshot }: Pick<AskDeps, 'reader' | 'snapshot'>,
  signal: AbortSignal,
): ReadPassage | null {
  if (reader === null) return null;
  return async (question, passage) => {
    const entry = snapshot.entries[passage.entry];
    const chunk = snapshot.chunks[passage.chunk];
    const sentences = entry?.sections[passage.section]?.sentences.slice(
      chunk?.firstSentence,
      chunk?.endSentence,
    );
    const [reading] = await reader.read(
      question,
      [{ title: entry?.titleText ?? '', sentences: sentences?.map(({ text }) => text) ?? [] }],
      signal,
    );
    return reading?.answerable ?? -Infinity;
  };
}
