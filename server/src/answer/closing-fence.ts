const FENCE = /^ {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$/u;

/**
 * What closes the code block that a text leaves open, `''` where it leaves none: a model that broke off in code must not
 * make code of what follows its text.
 */
export function closingFence(markdown: string): string {
  let open = '';
  for (const line of markdown.split('\n')) {
    const match = FENCE.exec(line);
    const mark = match?.[1] ?? match?.[2] ?? '';
    if (mark === '') continue;
    if (open === '') open = mark;
    else if (mark.startsWith(open) && line.trim() === mark) open = '';
  }
  return open === '' ? '' : `\n${open}`;
}
