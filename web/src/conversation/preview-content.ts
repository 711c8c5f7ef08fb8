import type { Citation, SentenceVerdict } from '../../../server/src/protocol.ts';

export type PreviewContent =
  { type: 'citation'; number: number; source: Citation } | { type: 'verdict'; verdict: SentenceVerdict };

export interface OpenPreview {
  id: string;
  trigger: HTMLElement;
  content: PreviewContent;
}
