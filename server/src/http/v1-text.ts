import { bracketMarkers } from '../bracket-markers.ts';
import type { Answer, AnswerPart } from '../protocol.ts';
import { afterText } from './v1-sources.ts';

interface TextSink {
  readonly onText: (text: string) => void | Promise<void>;
  /** The text so far does not count: what the chat model wrote was not supported, and quotes take its place. */
  readonly onReplaced: () => void | Promise<void>;
}

export interface TextReader {
  onPart(part: AnswerPart): Promise<void>;
  /** What follows the text. */
  tail(answer: Answer): string;
}

/** Reads the text out of the parts, with `[n]` for our markers; that quotes take a model's place is told before them. */
export function openTextReader({ onText, onReplaced }: TextSink): TextReader {
  let markers = bracketMarkers();
  let isTold = false;
  return {
    async onPart(part) {
      if (part.type === 'text-delta') await onText(markers.push(part.delta));
      if (part.type === 'text-end') await onText(markers.end());
      if (part.type !== 'data-notice') return;
      isTold = true;
      // What the model left open must not swallow the markers of the quotes.
      markers = bracketMarkers();
      await onReplaced();
      await onText(`*${part.data.text}*\n\n`);
    },
    tail: (answer) => afterText(isTold ? { ...answer, notice: undefined } : answer),
  };
}
