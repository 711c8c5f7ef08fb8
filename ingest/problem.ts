/** Something that the owner of the corpus may want to mend. Only `unreadable` makes an ingest fail. */
export interface Problem {
  readonly type:
    | 'unreadable'
    | 'encoding'
    | 'placeholder'
    | 'empty-document'
    | 'duplicate-question'
    | 'contradiction'
    | 'broken-link'
    | 'python-syntax';
  readonly path: string;
  /** From 1; `null` where the whole file is meant. */
  readonly line: number | null;
  readonly message: string;
}

/** Line numbers, from 1, of ascending or arbitrary offsets in a text. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
