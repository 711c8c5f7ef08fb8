/**
 * The wire contract: everything that crosses between the server and its clients, types only.
 * The stream is the AI SDK UI message stream (version 1); `AnswerPart` is the union of its frames
 * that Indepth sends, in the order in which they are declared here.
 */

export type SectionKind = 'answer' | 'indepth' | 'other';
export type Depth = 'answer' | 'deep';
export type GateDecision = 'answer' | 'closest' | 'refuse';
export type Outcome = 'answered' | 'closest' | 'refused' | 'incomplete';
export type Verdict = 'supported' | 'partial' | 'unsupported';
/** `extractive`, or the name of the chat model that wrote the answer. */
export type ComposerName = string;

/* ---------- requests ---------- */

export interface ChatMessage {
  role: 'user' | 'assistant' | 'system';
  /** Parts of any other type (a client may send back what it received) are ignored. */
  parts: { type: string; text?: string }[];
}

export interface ChatRequest {
  id?: string;
  messages: ChatMessage[];
  /** `answer` is short; `deep` adds the in-depth sections. Default `answer`. */
  depth?: Depth;
  /** Forces the extractive composer where a chat model is configured. */
  composer?: 'extractive';
  /** Restricts retrieval to one document (path without `.md`) or one folder of documents. */
  collection?: string;
}

/* ---------- retrieval and gate ---------- */

/** What became of a candidate: its sentences are quoted, it was read but not needed, or it scored too low. */
export type PassageFate = 'quoted' | 'unused' | 'below';

/** A retrieved chunk. Scores lie in 0..1, ranks start at 1; `null` where that index did not return it. */
export interface PassageView {
  chunkId: string;
  entryId: string;
  title: string;
  section: string;
  score: number;
  dense: number;
  lexical: number;
  denseRank: number | null;
  lexicalRank: number | null;
  /** The reader's probability that the passage answers; absent where the reader was not asked. */
  answerable?: number;
  fate: PassageFate;
  /** Why, in words a reader understands. */
  reason: string;
}

export interface GateThresholds {
  /** Below: refuse. */
  refuse: number;
  /** From here on: answer. Between the two: closest. */
  answer: number;
}

export interface GateView {
  decision: GateDecision;
  /** 0..1, on the same scale as the thresholds. */
  score: number;
  thresholds: GateThresholds;
  /** Sentences in words, the strongest reason first. */
  reasons: string[];
  /** The gate's inputs by name, for explanation and replay. */
  features: Record<string, number>;
  /** Names of the question that no source mentions, as the reader typed them. */
  missing: string[];
}

export interface RetrievalView {
  passages: PassageView[];
  gate: GateView;
  /** Spelling repairs made to the question: [as typed, as searched]. */
  repairs: [string, string][];
  /** Present when the question had several parts, each retrieved and gated on its own. */
  parts?: { question: string; decision: GateDecision; entryIds: string[] }[];
}

/* ---------- answer ---------- */

/** A numbered link from a place in an answer to a span of a document. */
export interface Citation {
  /** From 1, in order of first appearance in the text. */
  number: number;
  entryId: string;
  /** The entry's question, plain text. */
  title: string;
  /** `answer`, `indepth`, or the section's own heading. */
  section: string;
  /** Path of the document, relative to the corpus folder. */
  document: string;
  /** UTF-16 offsets into the document's text; `quote` is exactly what stands there. */
  start: number;
  end: number;
  quote: string;
  /** SHA-256 (hex) of the section's text when the citation was made. */
  hash: string;
}

/** One rule that verification applied, named, with its finding in words. */
export interface VerdictReason {
  rule: string;
  text: string;
}

/** The verdict on `text.slice(start, end)` of the final answer, markers included. */
export interface SentenceVerdict {
  start: number;
  end: number;
  verdict: Verdict;
  citations: number[];
  /** Empty for a sentence that is supported verbatim. */
  reasons: VerdictReason[];
}

export type FollowUpKind = 'deeper' | 'related' | 'closest';

export interface FollowUp {
  question: string;
  /** The entry that answers it. */
  entryId: string;
  kind: FollowUpKind;
  /** For `closest`: why the entry was not enough, in words. */
  reason?: string;
}

/** Milliseconds per stage of one answer. */
export interface Timings {
  embed: number;
  retrieve: number;
  /** The reader model, 0 where it was not asked. */
  read: number;
  compose: number;
  verify: number;
  followUps: number;
  total: number;
}

/** A plain statement to the reader about how the answer came about (the composer fell back, a part was cut). */
export interface Notice {
  code: string;
  text: string;
}

export interface FinishMetadata {
  outcome: Outcome;
  composer: ComposerName;
  notice?: Notice;
  /** Markers that were removed because their span does not support the sentence. */
  rejectedCitations: number;
  timings: Timings;
}

/* ---------- the stream ---------- */

export type AnswerPart =
  | { type: 'start'; messageId: string; messageMetadata: { snapshot: string; composer: ComposerName } }
  /** Only when the standalone question differs from what was typed. */
  | { type: 'data-question'; data: { asked: string; standalone: string } }
  | { type: 'data-retrieval'; data: RetrievalView }
  /** The chat model failed, and quotes follow; comes before them. `finish` says it again. */
  | { type: 'data-notice'; data: Notice; transient: true }
  /** A second one takes the place of the text before it: nothing in that was supported. */
  | { type: 'text-start'; id: string }
  /** Announces a citation before the text that carries its marker, so that a page can lay it out at once. */
  | {
      type: 'data-citation';
      data: Pick<Citation, 'number' | 'entryId' | 'title' | 'section'>;
      transient: true;
    }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'text-end'; id: string }
  | {
      type: 'source-document';
      sourceId: string;
      mediaType: 'text/markdown';
      title: string;
      filename: string;
      providerMetadata: {
        indepth: Pick<Citation, 'entryId' | 'section' | 'start' | 'end' | 'quote' | 'hash'>;
      };
    }
  | { type: 'data-verdicts'; data: SentenceVerdict[] }
  | { type: 'data-followups'; data: FollowUp[] }
  | { type: 'finish'; messageMetadata: FinishMetadata }
  /** `errorText` is `<code>: <safe sentence>`. */
  | { type: 'error'; errorText: string };

/** The same answer as one object (`Accept: application/json`). */
export interface Answer extends FinishMetadata {
  id: string;
  snapshot: string;
  question: { asked: string; standalone: string };
  /** Markdown with `【n】` markers. */
  text: string;
  citations: Citation[];
  verdicts: SentenceVerdict[];
  followUps: FollowUp[];
  retrieval: RetrievalView;
}

/* ---------- reading the corpus ---------- */

export interface EntrySummary {
  id: string;
  /** The number as written in the document, `null` where the entry has none. */
  number: string | null;
  /** The question as Markdown (inline code kept) and as plain text. */
  title: string;
  titleText: string;
  /** Path of the document, relative to the corpus folder. */
  document: string;
  /** Headings above the entry, outermost first, plain text. */
  topics: string[];
}

export interface EntryMatch extends EntrySummary {
  /** The sentence that matched the filter when the title did not; plain text with the matched ranges. */
  match?: { section: string; text: string; ranges: [number, number][] };
}

export interface DocumentSummary {
  path: string;
  title: string;
  entries: number;
  topics: { name: string; path: string[]; entries: number }[];
}

export interface EntriesPage {
  entries: EntryMatch[];
  total: number;
  /** Pass it back as `cursor` for the next page; absent on the last. */
  cursor?: string;
  documents: DocumentSummary[];
}

export interface SentenceView {
  start: number;
  end: number;
  text: string;
}

export interface SectionView {
  kind: SectionKind;
  name: string;
  /** UTF-16 offsets of the section's body in the document's text. */
  start: number;
  end: number;
  /** `markdown === document.text.slice(start, end)`: offsets inside it map by subtraction. */
  markdown: string;
  hash: string;
  sentences: SentenceView[];
}

export interface EntryView extends EntrySummary {
  /** Encoding damage that the page shows repaired: spans of the document with their readable text. */
  repairs: { start: number; end: number; text: string }[];
  sections: SectionView[];
  hash: string;
  previous?: EntrySummary;
  next?: EntrySummary;
  related: EntrySummary[];
}

export interface SearchResponse {
  question: string;
  retrieval: RetrievalView;
}

export interface Calibration {
  /** Where the gate's numbers come from: fitted on this corpus, or the shipped prior. */
  source: 'corpus' | 'prior';
  thresholds: GateThresholds;
  /** Area under the ROC curve, cross-validated; `null` for the prior. */
  auroc: number | null;
  samples: { answerable: number; nearMiss: number };
  note: string;
}

export interface HealthView {
  status: 'ok';
  version: string;
  snapshot: { id: string; createdAt: string; documents: number; entries: number; chunks: number };
  embedder: string;
  reader: string | null;
  composer: ComposerName;
  /** Host of the configured model endpoint; `null` means that nothing leaves the machine. */
  modelHost: string | null;
  vectorIndex: 'hnsw' | 'exact';
  calibration: Calibration;
  /** Four questions drawn from the corpus for the empty page. */
  starters: EntrySummary[];
}

/* ---------- practice ---------- */

export type KeyPointState = 'covered' | 'partly' | 'missed' | 'contradicted';

export interface PracticeRequest {
  entryId: string;
  attempt: string;
}

export interface KeyPoint {
  /** The point as the source states it, plain text. */
  text: string;
  /** Whether the score rests on it; other points (in-depth, code beside prose) only add to the score. */
  isMain: boolean;
  state: KeyPointState;
  citation: Citation;
  /** The sentence of the attempt that was judged, if any. */
  attempt?: { start: number; end: number };
  reasons: VerdictReason[];
}

export interface PracticeResponse {
  entryId: string;
  /** 0..1: share of the main points covered, those partly covered counted half, contradictions at a loss; the other points add. */
  score: number;
  points: KeyPoint[];
}

/* ---------- errors ---------- */

export type ErrorCode =
  | 'bad_request'
  | 'not_found'
  | 'too_large'
  | 'unsupported_media_type'
  | 'method_not_allowed'
  | 'forbidden'
  | 'busy'
  | 'config'
  | 'corpus'
  | 'snapshot'
  | 'model'
  | 'aborted'
  | 'internal';

export interface ErrorBody {
  error: { code: ErrorCode; message: string };
}
