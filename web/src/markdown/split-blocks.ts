/** A block of Markdown: half-open offsets into the text. */
export interface Block {
  start: number;
  end: number;
}

interface OpenBlock {
  start: number;
  end: number;
  isList: boolean;
  /** The fence, or `$$`, that must come before the block can end. */
  fence: string | null;
}

const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,}|\$\$)/;

/**
 * Cuts Markdown at blank lines that end a block, so that each block can be parsed alone, and one that is
 * complete never again while more text arrives. Fences, display formulas and lists are not cut.
 */
export function splitBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: OpenBlock | null = null;
  let sawBlank = false;
  for (const { start, end, line } of lines(text)) {
    if (line.trim() === '') {
      sawBlank = true;
      continue;
    }
    if (open && sawBlank && !open.fence && !continues(line, open)) {
      blocks.push({ start: open.start, end: open.end });
      open = null;
    }
    open ??= { start, end, isList: LIST_ITEM.test(line), fence: null };
    open.end = end;
    open.fence = nextFence(line, open.fence);
    sawBlank = false;
  }
  if (open) blocks.push({ start: open.start, end: open.end });
  return blocks;
}

function* lines(text: string): Generator<{ start: number; end: number; line: string }> {
  let start = 0;
  while (start < text.length) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    yield { start, end, line: text.slice(start, end) };
    start = end + 1;
  }
}

/** After a blank line a list goes on with another item or an indented line; nothing else goes on. */
function continues(line: string, open: OpenBlock): boolean {
  if (open.isList) return LIST_ITEM.test(line) || /^[ \t]{2,}/.test(line);
  return false;
}

function nextFence(line: string, fence: string | null): string | null {
  const mark = FENCE.exec(line)?.[1];
  if (fence === '$$') return line.includes('$$') ? null : fence;
  if (fence !== null) return closes(line, fence) ? null : fence;
  if (mark === undefined) return null;
  // `$$x$$` on one line is closed at once, and so is inline code that starts a line with three backticks.
  const rest = line.slice(line.indexOf(mark) + mark.length);
  const isInline = mark === '$$' ? rest.includes('$$') : mark.startsWith('`') && rest.includes('`');
  return isInline ? null : mark;
}

function closes(line: string, fence: string): boolean {
  const run = /^[ \t>]*(`{3,}|~{3,})[ \t"'”’.,;:)\]*_]*$/.exec(line)?.[1];
  return run !== undefined && run.startsWith(fence.charAt(0)) && run.length >= fence.length;
}
