import { retrieveEntries, type Subject } from './run-question.ts';
import { bootstrap, mean } from './statistics.ts';

export interface TitledEntry {
  id: string;
  titleText: string;
}

export interface TitleRow {
  id: string;
  title: string;
  first: string | undefined;
  /** The first entry retrieved is the one asked for, or has the same title. */
  isFound: boolean;
}

/** Asks the title of every entry and looks whether it is found first. */
export async function evaluateTitles(
  subject: Subject,
  entries: readonly TitledEntry[],
  onProgress?: (done: number, total: number) => void,
): Promise<TitleRow[]> {
  const titles = new Map(entries.map(({ id, titleText }) => [id, fold(titleText)]));
  const rows: TitleRow[] = [];
  for (const { id, titleText } of entries) {
    const [first] = await retrieveEntries(subject, { question: titleText });
    const isFound = first !== undefined && (first === id || titles.get(first) === fold(titleText));
    rows.push({ id, title: titleText, first, isFound });
    onProgress?.(rows.length, entries.length);
  }
  return rows;
}

export function renderTitles(rows: readonly TitleRow[]): string {
  const { value, low, high } = bootstrap(
    rows.map(({ isFound }) => (isFound ? 1 : 0)),
    mean,
  );
  const interval = `[${low.toFixed(4)}, ${high.toFixed(4)}]`;
  const missed = rows.filter(({ isFound }) => !isFound);
  return [
    `exact titles of ${rows.length} entries: hit@1 ${value.toFixed(4)} ${interval} (an entry with the same title counts)`,
    ...missed.map(({ id, title, first }) => `  ${id} "${title.slice(0, 100)}" finds ${first ?? 'nothing'}`),
  ].join('\n');
}

function fold(title: string): string {
  return title.toLowerCase().replace(/\s+/gu, ' ').trim();
}
