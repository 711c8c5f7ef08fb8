import type { Root } from 'mdast';
import type { Span } from '../corpus/types.ts';
import { guardedSpans, parseAnswer, verbatimSpans } from './answer-markdown.ts';
import { spanOf } from '../corpus/parse-markdown.ts';
import { MARKER_SOURCE, markerNumbers } from './citation-marker.ts';

/** What a streamed answer falls into. `raw` and `space` (the blanks before a marker) are as they arrived. */
export type StreamPiece =
  | { type: 'text'; text: string }
  | { type: 'marker'; raw: string; space: string; numbers: number[] }
  /** The two characters `![`, which open an image. */
  | { type: 'image'; raw: string }
  | { type: 'address'; raw: string };

export interface StreamSplitter {
  push(text: string): StreamPiece[];
  /** What was still held back, now that no more text comes; a marker that is cut off is dropped. */
  end(): StreamPiece[];
}

const WHOLE_MARKER = new RegExp(`^([ \\t]*)(${MARKER_SOURCE})`, 'u');
const PARTIAL_MARKER = /^[ \t]*【[ \t\d０-９,，、;；]{0,80}(?:†[^】\n]{0,40})?$/u;
/** Addresses that a page would turn into a link, or load: web, and `//host` where a link or attribute opens. */
const CANDIDATE = /[ \t]*【|!\[|(?<![a-z0-9])(?:(?:https?|ftp):\/\/|www\.)|(?<=[(<"'=])\/\/(?=[a-z0-9])/giu;
const ADDRESS = /^[^\s<>"'`()[\]{}|\\【】]*/u;
/** What may turn out to begin a marker, an image or an address. */
const HELD_TAIL =
  /(?:[ \t]+|!|(?<=[(<"'=])\/\/?|(?<![a-z0-9])(?:h|ht|htt|https?|https?:|https?:\/|f|ft|ftp|ftp:|ftp:\/|w|ww|www))$/iu;
/** An address longer than this is given out as it is so far. */
const LONGEST_ADDRESS = 2_000;
/** Without one of these nothing that is open can be settled, or a run of backticks has ended. */
const SETTLING = /[`$\])>\n]/u;

type Place = 'text' | 'guarded' | 'open';

/**
 * Cuts a stream into text, markers, images and addresses, each whole. The last three are recognised only in text
 * nodes; where an earlier backtick, dollar, bracket or tag could still turn out to enclose one, everything
 * behind it waits until that is settled, at the latest at the end of the paragraph.
 */
export function openSplitter(): StreamSplitter {
  /** Everything that came in, and how much of it went out. */
  let received = '';
  let given = 0;
  /** Start of the top-level block that holds the last token looked at: all before it is closed. */
  let blockStart = 0;
  /** Whether a token waits for what encloses it to be settled. */
  let isOpen = false;

  function placeOf(token: StreamPiece, start: number, isEnd: boolean): Place {
    const source = received.slice(blockStart);
    const from = start - blockStart;
    const to = from + rawLength(token);
    const isMarker = token.type === 'marker';
    const guardIn = (root: Root) =>
      (isMarker ? guardedSpans : verbatimSpans)(root).find((span) => span.start < to && from < span.end);
    const root = parseAnswer(source);
    const guard = guardIn(root);
    const block = root.children.findLast((node) => spanOf(node).start <= from);
    const lineStart = block ? source.lastIndexOf('\n', spanOf(block).start) + 1 : 0;
    if (isEnd || /\n[ \t]*\n/u.test(source.slice(to))) return guard ? 'guarded' : 'text';
    if (guard && mayReopen(source, guard)) return 'open';
    // Lines before the block are closed; it alone decides from now on.
    blockStart += lineStart;
    const isSure = closersFor(source.slice(lineStart), isMarker).every((closer) => {
      const later = guardIn(parseAnswer(source + closer));
      return guard ? later !== undefined : later === undefined;
    });
    if (!isSure) return 'open';
    return guard ? 'guarded' : 'text';
  }

  function take(isEnd: boolean): StreamPiece[] {
    const pieces: StreamPiece[] = [];
    isOpen = false;
    while (given < received.length) {
      const at = indexOfCandidate(received, given);
      const plain = received.slice(given, at ?? undefined);
      const text = at === null && !isEnd ? plain.replace(HELD_TAIL, '') : plain;
      if (text !== '') pieces.push({ type: 'text', text });
      given += text.length;
      if (at === null) break;
      const token = readToken(received.slice(given), isEnd);
      if (token === 'partial') {
        if (isEnd) given = received.length;
        break;
      }
      const raw = received.slice(given, given + rawLength(token));
      const place = token.type === 'text' ? 'text' : placeOf(token, given, isEnd);
      isOpen = place === 'open';
      if (isOpen) break;
      pieces.push(place === 'guarded' ? { type: 'text', text: raw } : token);
      given += raw.length;
    }
    return pieces;
  }

  return {
    push(text) {
      const isUnsettled = isOpen && !SETTLING.test(received.slice(-1) + text);
      received += text;
      return isUnsettled ? [] : take(false);
    },
    end: () => take(true),
  };
}

function indexOfCandidate(text: string, from: number): number | null {
  CANDIDATE.lastIndex = from;
  return CANDIDATE.exec(text)?.index ?? null;
}

/** The token at the very start of the text, or `partial` where its end has not come yet. */
function readToken(text: string, isEnd: boolean): StreamPiece | 'partial' {
  const marker = WHOLE_MARKER.exec(text);
  if (marker?.[2]) {
    return { type: 'marker', raw: marker[2], space: marker[1] ?? '', numbers: markerNumbers(marker[2]) };
  }
  if (PARTIAL_MARKER.test(text)) return 'partial';
  if (/^[ \t]*【/u.test(text)) return { type: 'text', text: text.slice(0, text.indexOf('【') + 1) };
  if (text.startsWith('![')) return { type: 'image', raw: '![' };
  const address = ADDRESS.exec(text)?.[0] ?? '';
  const isWhole = isEnd || address.length < text.length || address.length > LONGEST_ADDRESS;
  return isWhole ? { type: 'address', raw: address } : 'partial';
}

function rawLength(piece: StreamPiece): number {
  switch (piece.type) {
    case 'text':
      return piece.text.length;
    case 'marker':
      return piece.space.length + piece.raw.length;
    case 'image':
    case 'address':
      return piece.raw.length;
  }
}

/**
 * A closing run of backticks or dollars at the very end may still grow and close nothing, and the line that opens
 * a fence is no longer one when it turns out to hold a backtick.
 */
function mayReopen(source: string, guard: Span): boolean {
  const text = source.slice(guard.start, guard.end);
  return guard.end === source.length && /^[`$]/u.test(text) && (/[`$]$/u.test(text) || !text.includes('\n'));
}

/** What could still come and make code, math, a link or a tag of what is open in the block. */
function closersFor(block: string, isMarker: boolean): string[] {
  const longest = Math.max(0, ...(block.match(/`+/gu) ?? []).map((run) => run.length));
  const ticks = Array.from({ length: longest }, (_, i) => '`'.repeat(i + 1));
  const verbatim = [...ticks, ...(block.includes('$') ? ['\\mu$', '$$'] : [])].map((closer) => `x${closer}`);
  if (!isMarker) return verbatim;
  const depth = Math.min(4, block.split('[').length - 1);
  const brackets = Array.from({ length: depth }, (_, i) => `x${']'.repeat(i + 1)}(u)`);
  return [
    ...verbatim,
    ...(block.includes('[') ? [...brackets, '(u)', 'u)', ')', '">)', '>)', '")', "')"] : []),
    ...(block.includes('<') ? ['x>', 'x">', "x'>", 'x-->', '->', '>', 'x?>', 'x]]>', ']>'] : []),
  ];
}
