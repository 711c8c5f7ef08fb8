import { openSplitter, type StreamPiece } from './answer/split-stream.ts';

/** Turns the text of an answer, as it streams, into what clients without our markers read. */
export interface MarkerConverter {
  push(delta: string): string;
  /** What was held back. */
  end(): string;
}

export interface MarkerStyle {
  /** What stands between a word and the mark after it. */
  space?: string;
  /** How one number is shown; `[n]` unless told. */
  mark?: (number: number) => string;
}

/**
 * `【1】` becomes `[1]`, in text only: code, formulas and links stay byte for byte. An image becomes a link, because
 * clients would fetch it from wherever a document or a model points.
 */
export function bracketMarkers({
  space = ' ',
  mark = (number) => `[${number}]`,
}: MarkerStyle = {}): MarkerConverter {
  const splitter = openSplitter();
  let isLineStart = true;
  let isAfterMark = false;

  function convert(piece: StreamPiece): string {
    switch (piece.type) {
      case 'text':
        return plain(piece.text);
      case 'address':
        return plain(piece.raw);
      case 'image':
        return plain('[');
      case 'marker':
        return marks(piece.numbers);
      default:
        return piece satisfies never;
    }
  }

  function plain(text: string): string {
    // `[1](` would be a link and `[1]:` at the start of a line a definition.
    const guard = isAfterMark && /^[([:]/.test(text) ? ' ' : '';
    isAfterMark = false;
    isLineStart = /\s$/.test(text);
    return guard + text;
  }

  function marks(numbers: readonly number[]): string {
    const before = isLineStart || isAfterMark ? '' : space;
    isAfterMark = true;
    isLineStart = false;
    return before + numbers.map(mark).join('');
  }

  const convertAll = (pieces: readonly StreamPiece[]) => pieces.map(convert).join('');
  return { push: (delta) => convertAll(splitter.push(delta)), end: () => convertAll(splitter.end()) };
}

/** A whole text at once. */
export function withBracketMarkers(text: string, style?: MarkerStyle): string {
  const converter = bracketMarkers(style);
  return converter.push(text) + converter.end();
}
