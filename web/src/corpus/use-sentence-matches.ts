import { useEffect, useState } from 'react';
import type { EntryMatch } from '../../../server/src/protocol.ts';
import { fetchEntries } from '../api/corpus.ts';
import type { SentenceMatches } from './filter-entries.ts';

/** The server is asked when typing pauses this long, in ms. */
const PAUSE_MS = 150;
/** One letter stands in nearly every sentence. */
const MIN_LENGTH = 2;
const PAGE = 1_000;

const NONE: SentenceMatches = new Map();

export interface FoundSentences {
  /** By entry; what was found for the filter before stays until the server has answered. */
  sentences: SentenceMatches;
  isPending: boolean;
}

/** The sentences that hold the words of the filter, as the server finds them. */
export function useSentenceMatches(filter: string, document: string | null): FoundSentences {
  const [found, setFound] = useState({ words: '', document, sentences: NONE });
  const words = filter.trim();
  const isTooShort = words.length < MIN_LENGTH;
  useEffect(() => {
    if (isTooShort) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      findMatches(words, document, abort.signal).then(
        (sentences) => setFound({ words, document, sentences }),
        () => {
          // Titles are filtered without the server; that it does not answer is said where the list is loaded.
          if (!abort.signal.aborted) setFound({ words, document, sentences: NONE });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [words, document, isTooShort]);
  if (isTooShort) return { sentences: NONE, isPending: false };
  return { sentences: found.sentences, isPending: found.words !== words || found.document !== document };
}

async function findMatches(
  q: string,
  document: string | null,
  signal: AbortSignal,
): Promise<SentenceMatches> {
  const found: [string, NonNullable<EntryMatch['match']>][] = [];
  let cursor: string | undefined;
  do {
    const page = await fetchEntries({ q, document: document ?? undefined, cursor, limit: PAGE }, signal);
    for (const { id, match } of page.entries) if (match) found.push([id, match]);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return new Map(found);
}
