import type { Html } from 'mdast';
import type { Span } from './types.ts';

/** A structural element whose text has a role: offsets of its content in the document. */
export interface HtmlMark extends Span {
  readonly type: 'summary' | 'heading';
  /** 1–6 for a heading, 0 for a summary. */
  readonly level: number;
}

/** Elements that only group or break: their tags are hidden, so that their content is read as Markdown. */
const STRUCTURE = new Set(
  (
    'details summary p div center section article header footer main aside span font small big br hr a b strong ' +
    'i em u img picture source h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote kbd sub sup'
  ).split(' '),
);

/** Elements whose content is kept as it is. */
const VERBATIM = new Set(['pre', 'code', 'script', 'style', 'textarea', 'table', 'svg', 'math']);

const TOKEN = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][\w-]*)(?:\s[^<>]*)?\/?>/g;
const FENCED = /^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gm;

interface OpenTag {
  readonly name: string;
  /** Offset in the document where its content starts. */
  readonly end: number;
}

/**
 * Hides structural tags and comments inside the given HTML blocks, character for character, and reports the
 * summaries and headings among them. Fences, and tags inside `<pre>`, `<code>`, `<table>` …, stay.
 */
export function maskHtml(
  text: string,
  blocks: readonly Html[],
  filler: string,
): { masked: string; marks: HtmlMark[] } {
  if (blocks.length === 0) return { masked: text, marks: [] };
  const units = text.split('');
  const marks: HtmlMark[] = [];
  const open: OpenTag[] = [];
  for (const block of blocks) {
    const start = block.position?.start.offset ?? 0;
    const html = text.slice(start, block.position?.end.offset ?? start);
    const hidden = structuralTags(html, start, open, marks);
    for (const span of hidden) hide(units, text, span, filler);
    if (hidden.length > 0) flattenIndent(units, html, start, filler);
  }
  return { masked: units.join(''), marks };
}

function structuralTags(html: string, base: number, open: OpenTag[], marks: HtmlMark[]): Span[] {
  const fences = fencedSpans(html);
  const hidden: Span[] = [];
  let verbatim: string | null = null;
  for (const match of html.matchAll(TOKEN)) {
    if (fences.some((fence) => match.index >= fence.start && match.index < fence.end)) continue;
    const span = { start: base + match.index, end: base + match.index + match[0].length };
    const name = match[2]?.toLowerCase() ?? '';
    if (verbatim) {
      if (match[1] && name === verbatim) verbatim = null;
    } else if (!name) {
      hidden.push(match[0].endsWith('-->') ? span : { start: span.start, end: span.start + 4 });
    } else if (VERBATIM.has(name)) {
      if (!match[1]) verbatim = name;
    } else if (STRUCTURE.has(name)) {
      hidden.push(span);
      if (match[1]) closeTag(marks, open, name, span.start);
      else open.push({ name, end: span.end });
    }
  }
  return hidden;
}

function closeTag(marks: HtmlMark[], open: OpenTag[], name: string, end: number): void {
  const index = open.findLastIndex((tag) => tag.name === name);
  const start = open[index]?.end;
  if (start === undefined) return;
  open.splice(index);
  const level = /^h[1-6]$/.test(name) ? Number(name.slice(1)) : 0;
  if (level > 0) marks.push({ type: 'heading', level, start, end });
  else if (name === 'summary') marks.push({ type: 'summary', level, start, end });
}

/** How much of a line, in UTF-16 units, is looked at on either side of a tag. */
const MAX_LINE = 500;

/** Spaces, or the filler where a tag starts a line that has text: spaces there would make indented code of it. */
function hide(units: string[], text: string, span: Span, filler: string): void {
  const lineStart = Math.max(text.lastIndexOf('\n', span.start - 1) + 1, span.start - MAX_LINE);
  const before = units.slice(lineStart, span.start).join('').replaceAll(filler, '');
  const after = text.slice(span.end, lineEnd(text, span.end)).replace(TOKEN, '');
  const isLeading = before.trim() === '' && after.trim() !== '';
  for (let offset = span.start; offset < span.end; offset += 1) {
    const isLineEnd = units[offset] === '\n' || units[offset] === '\r';
    if (!isLineEnd) units[offset] = isLeading ? filler : ' ';
  }
}

/** Four leading spaces mean nothing in HTML, but code in Markdown. */
function flattenIndent(units: string[], html: string, base: number, filler: string): void {
  const fences = fencedSpans(html);
  for (const match of html.matchAll(/^(?:[ ]{4,}|[ ]*\t[ \t]*)(?=\S)/gm)) {
    if (fences.some((fence) => match.index >= fence.start && match.index < fence.end)) continue;
    units.fill(filler, base + match.index, base + match.index + match[0].length);
  }
}

function fencedSpans(html: string): Span[] {
  return [...html.matchAll(FENCED)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function lineEnd(text: string, from: number): number {
  const index = text.indexOf('\n', from);
  return Math.min(index === -1 ? text.length : index, from + MAX_LINE);
}
