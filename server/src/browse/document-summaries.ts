import type { Snapshot } from '../index/types.ts';
import type { DocumentSummary } from '../protocol.ts';

const cache = new WeakMap<Snapshot, DocumentSummary[]>();

/** The documents that hold entries, in corpus order, with their topics and how many entries stand under each. */
export function documentSummaries(snapshot: Snapshot): DocumentSummary[] {
  const known = cache.get(snapshot);
  if (known !== undefined) return known;
  const summaries = new Map<string, DocumentSummary>();
  const topics = new Map<string, DocumentSummary['topics'][number]>();
  for (const entry of snapshot.entries) {
    const path = entry.documentPath;
    const title = snapshot.documents.get(path)?.title ?? path;
    const summary = summaries.get(path) ?? { path, title, entries: 0, topics: [] };
    summaries.set(path, summary);
    summary.entries += 1;
    entry.topics.forEach((name, depth) => {
      const topicPath = entry.topics.slice(0, depth + 1);
      const key = JSON.stringify([path, ...topicPath]);
      const topic = topics.get(key) ?? { name, path: topicPath, entries: 0 };
      if (!topics.has(key)) summary.topics.push(topic);
      topics.set(key, topic);
      topic.entries += 1;
    });
  }
  const list = [...summaries.values()];
  cache.set(snapshot, list);
  return list;
}
