import type { Snapshot } from '../index/types.ts';
import { SMALL_TALK, SMALL_TALK_COSINE, type SmallTalk } from './small-talk.ts';

const MAX_TOPICS = 8;

/** The kind of small talk a message is, by the closest example in meaning; `null` for none. */
export function smallTalkKind(vector: Float32Array, examples: readonly Float32Array[]): SmallTalk | null {
  let best: { kind: SmallTalk; cosine: number } | null = null;
  SMALL_TALK.forEach(([kind], index) => {
    const example = examples[index];
    if (example === undefined) return;
    let cosine = 0;
    for (let at = 0; at < vector.length; at += 1) cosine += (vector[at] ?? 0) * (example[at] ?? 0);
    if (best === null || cosine > best.cosine) best = { kind, cosine };
  });
  const found = best as { kind: SmallTalk; cosine: number } | null;
  return found !== null && found.cosine >= SMALL_TALK_COSINE ? found.kind : null;
}

/** A short reply that claims nothing about the corpus but what it holds. */
export function smallTalkReply(kind: SmallTalk, snapshot: Snapshot): string {
  switch (kind) {
    case 'greeting':
      return 'Hello! Ask a question, and I answer it from the corpus with the sentences it stands on.';
    case 'thanks':
      return 'You are welcome. Ask on whenever you like.';
    case 'farewell':
      return 'Goodbye, and good luck with your preparation.';
    case 'identity':
      return `I am Indepth, a program that looks up answers in ${entryCount(snapshot)} and quotes the sentences it found. Where nothing covers a question, I say so.`;
    case 'overview':
      return overview(snapshot);
    case 'chat':
      return 'I only answer from the corpus, and it says nothing about that. Try one of these.';
    default:
      return kind satisfies never;
  }
}

/** What the corpus covers, by topic, the largest first. */
function overview(snapshot: Snapshot): string {
  const counts = new Map<string, number>();
  for (const { topics, documentPath } of snapshot.entries) {
    const topic = topics.at(-1) ?? documentPath;
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  const largest = [...counts].sort(([, a], [, b]) => b - a);
  const lines = largest.slice(0, MAX_TOPICS).map(([topic, count]) => `- ${topic}: ${count}`);
  const rest = largest.length > MAX_TOPICS ? [`- and ${largest.length - MAX_TOPICS} more topics`] : [];
  return [`You can ask about what ${entryCount(snapshot)} cover:`, '', ...lines, ...rest].join('\n');
}

function entryCount(snapshot: Snapshot): string {
  const { entries, documents } = snapshot.manifest.counts;
  return `${entries} ${entries === 1 ? 'entry' : 'entries'} in ${documents} ${documents === 1 ? 'document' : 'documents'}`;
}
