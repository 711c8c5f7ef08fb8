import type { Span } from './types.ts';

/** What a scan over the lines of a document finds out about its fences. */
export interface FenceScan {
  /** Offsets of marks that are stuck to a closing fence (the quote of `` ```" ``) and keep it from closing. */
  readonly stuckMarks: readonly number[];
  /** Offsets of lines before which the document must be cut, because a fence above them was never closed. */
  readonly cuts: readonly number[];
  /** The closed fences, marks included. */
  readonly fences: readonly Span[];
}

interface Line {
  readonly start: number;
  readonly text: string;
}

interface OpenFence {
  readonly line: number;
  readonly mark: string;
  readonly info: string;
}

const FENCE = /^(`{3,}|~{3,})(.*)$/;
const NUMBERED_HEADING = /^ {0,3}(#{1,6})[ \t]+(?:\*\*)?(?:Q(?:uestion)?[ .:#-]*)?(\d+)[.):]/i;
const DEEP_HEADING = /^ {0,3}#{2,6}[ \t]+(?:\d+[.)]|Q\d|in-?\s?depth)/i;

/**
 * Real documents hold fences that CommonMark reads otherwise than their author: a closing fence with the answer's
 * closing quote stuck to it, and fences that are never closed, so that the rest of the file becomes code. Only
 * fence lines are looked at; what a line inside a fence means is never asked, except to find where an unclosed
 * one must have ended.
 */
export function scanFences(text: string): FenceScan {
  const lines = splitLines(text);
  const stuckMarks: number[] = [];
  const cuts: number[] = [];
  const fences: Span[] = [];
  let open: OpenFence | null = null;
  let heading: { level: number; number: number } | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line) break;
    if (!open) {
      heading = numberedHeading(line.text) ?? heading;
      open = openingFence(line.text, index);
    } else if (closes(line.text, open)) {
      stuckMarks.push(...stuckTo(line));
      fences.push({ start: lines[open.line]?.start ?? line.start, end: line.start + line.text.length });
      open = null;
    } else if (reopens(line.text, open) || continuesNumbering(lines, index, open, heading)) {
      const cut = structureBetween(lines, open.line + 1, index) ?? index;
      cuts.push(lines[cut]?.start ?? line.start);
      open = null;
      index = cut - 1;
    }
    if (open && index === lines.length - 1) {
      const cut = structureBetween(lines, open.line + 1, lines.length);
      if (cut === null) break;
      cuts.push(lines[cut]?.start ?? line.start);
      open = null;
      index = cut - 1;
    }
  }
  return { stuckMarks, cuts, fences };
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)) {
    if (match[0] === '') break;
    lines.push({ start: match.index, text: match[0].replace(/[\r\n]+$/, '') });
  }
  return lines;
}

function openingFence(line: string, index: number): OpenFence | null {
  const inner = line.replace(/^(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*/, '');
  const match = FENCE.exec(inner);
  const [mark, info] = [match?.[1], match?.[2]?.trim() ?? ''];
  if (!mark || (mark.startsWith('`') && info.includes('`'))) return null;
  return { line: index, mark, info };
}

/** A line of at least as many fence characters, and nothing after them but marks that close a quotation. */
const CLOSING_TAIL = /^["'”’.,;:)\]*_]*[ \t]*$/;

function closes(line: string, open: OpenFence): boolean {
  const inner = line.replace(/^[ \t>]*/, '');
  const run = FENCE.exec(inner);
  if (!run?.[1]?.startsWith(open.mark)) return false;
  return CLOSING_TAIL.test(run[2] ?? '');
}

function stuckTo(line: Line): number[] {
  const match = /^([ \t>]*(?:`+|~+))(["'”’.,;:)\]*_]+)[ \t]*$/.exec(line.text);
  if (!match) return [];
  const from = line.start + (match[1]?.length ?? 0);
  return Array.from({ length: match[2]?.length ?? 0 }, (_, index) => from + index);
}

/** A fence with a language inside a fence with a language: the outer one was left open (Markdown about Markdown aside). */
function reopens(line: string, open: OpenFence): boolean {
  if (!open.info || /^(?:md|markdown|mdx|text|txt)\b/i.test(open.info)) return false;
  const run = FENCE.exec(line.replace(/^[ \t>]*/, ''));
  return run?.[1] === open.mark && /^[ \t]*[a-z]/i.test(run[2] ?? '');
}

/** The heading `### 8.` inside a fence that stands under `### 7.`, and nowhere else later: no comment, but the next question. */
function continuesNumbering(
  lines: readonly Line[],
  index: number,
  open: OpenFence,
  heading: { level: number; number: number } | null,
): boolean {
  const found = numberedHeading(lines[index]?.text ?? '');
  if (!heading || !found || /^(?:md|markdown|mdx)\b/i.test(open.info)) return false;
  if (found.level !== heading.level || found.number !== heading.number + 1) return false;
  if (found.level === 1 || !/^[ \t]*(?:-{3,}[ \t]*)?$/.test(lines[index - 1]?.text ?? '')) return false;
  const isRepeated = lines.slice(index + 1).some((line) => {
    const later = numberedHeading(line.text);
    return later?.level === found.level && later.number === found.number;
  });
  return !isRepeated;
}

function numberedHeading(line: string): { level: number; number: number } | null {
  const match = NUMBERED_HEADING.exec(line);
  return match ? { level: match[1]?.length ?? 0, number: Number(match[2]) } : null;
}

/** First line in [from, to) that is surely not code: a question's or in-depth heading, or a rule before a heading. */
function structureBetween(lines: readonly Line[], from: number, to: number): number | null {
  for (let index = from; index < to; index += 1) {
    const text = lines[index]?.text ?? '';
    const isAfterBlank = /^[ \t]*$/.test(lines[index - 1]?.text ?? '');
    if (isAfterBlank && DEEP_HEADING.test(text)) return index;
    if (/^-{3,}[ \t]*$/.test(text) && headingFollows(lines, index + 1)) return index;
  }
  return null;
}

function headingFollows(lines: readonly Line[], from: number): boolean {
  const next = lines.slice(from, from + 3).find((line) => line.text.trim() !== '');
  return /^ {0,3}#{1,6}[ \t]/.test(next?.text ?? '');
}
