import type {
  Citation,
  FinishMetadata,
  FollowUp,
  Notice,
  RetrievalView,
  SentenceVerdict,
} from '../../../server/src/protocol.ts';

/** `stopped` by the reader, `cut` by the network or a restart, `failed` by an error that the server named. */
export type AnswerPhase = 'searching' | 'writing' | 'done' | 'stopped' | 'cut' | 'failed';

/** What is known of a citation before its source has arrived, and where in the text it was announced. */
export interface Announced extends Pick<Citation, 'number' | 'entryId' | 'title' | 'section'> {
  /** Length of the text when the announcement arrived: the sentence it belongs to begins here or after. */
  at: number;
}

/** The parts of one answer folded together: plain data, stored and restored as it is. */
export interface AnswerState {
  phase: AnswerPhase;
  messageId: string | null;
  snapshot: string | null;
  composer: string | null;
  /** Only when it differs from what was asked. */
  standalone: string | null;
  retrieval: RetrievalView | null;
  /** Markdown with `【n】` markers. */
  text: string;
  announced: Announced[];
  citations: Citation[];
  verdicts: SentenceVerdict[];
  followUps: FollowUp[];
  /** What was told before the text; once the answer is complete it stands in `finish`. */
  notice?: Notice;
  finish: FinishMetadata | null;
  failure: { code: string; text: string } | null;
}

export interface Turn {
  id: string;
  question: string;
  /** Milliseconds since 1970. */
  askedAt: number;
  answer: AnswerState;
  /** The same question asked again with depth `deep`, shown under the answer. */
  deeper: AnswerState | null;
}

export interface Conversation {
  id: string;
  /** The first question until the reader renames it. */
  title: string;
  createdAt: number;
  updatedAt: number;
  turns: Turn[];
}
