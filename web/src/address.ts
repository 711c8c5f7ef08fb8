import type { SentenceView } from '../../server/src/protocol.ts';

/** The address of an entry's page; with a span, of one sentence on it. */
export function entryHref(id: string, span?: Pick<SentenceView, 'start' | 'end'>): string {
  const page = `/entries/${encodeURIComponent(id)}`;
  return span ? `${page}?s=${span.start}-${span.end}` : page;
}

/** The entry id in a path like `/entries/a%2Fb%2312`; `null` where there is none. Read from the raw path, because a router decodes only half. */
export function entryIdFromPath(pathname: string): string | null {
  const [, encoded] = /^\/entries\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** The span in a query like `?s=120-180`; `null` where it is absent or makes no sense. */
export function spanFromSearch(search: string): { start: number; end: number } | null {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(new URLSearchParams(search).get('s') ?? '') ?? [];
  if (start === undefined || end === undefined) return null;
  const span = { start: Number(start), end: Number(end) };
  return span.start < span.end ? span : null;
}

/** The practice page with this entry's question first. */
export function practiceHref(entryId: string): string {
  return `/practice?entry=${encodeURIComponent(entryId)}`;
}

export function conversationHref(id: string): string {
  return `/conversations/${encodeURIComponent(id)}`;
}

/** The question number in an entry id (`python#101` → `101`); `null` where the entry has none. */
export function entryNumber(id: string): string | null {
  return /#(\d+)(?:-\d+)?$/.exec(id)?.[1] ?? null;
}

/** A document's path as readers see it: without its extension. */
export function documentName(path: string): string {
  return path.replace(/\.(?:md|markdown)$/i, '');
}
