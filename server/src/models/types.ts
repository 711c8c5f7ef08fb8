import type { Embeddings } from '@langchain/core/embeddings';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';

export interface EmbedOptions {
  signal?: AbortSignal;
}

/** LangChain's embeddings; those that can be stopped take a signal, the others ignore it. */
export type AbortableEmbeddings = Embeddings & {
  embedDocuments(documents: string[], options?: EmbedOptions): Promise<number[][]>;
  embedQuery(document: string, options?: EmbedOptions): Promise<number[]>;
};

/** An embedding model with what the index must know about it. Vectors have unit length. */
export interface Embedder {
  /** Provider, name and a hash of the weights: two embedders with one id give the same vectors. */
  readonly id: string;
  readonly dimensions: number;
  /** Longest input in tokens; longer text is cut by the model. */
  readonly maxTokens: number;
  readonly embeddings: AbortableEmbeddings;
  /** Number of tokens of each text, special tokens included. */
  countTokens(texts: readonly string[]): Promise<number[]>;
  /** Whether the word (lower case) is plain English: one whole word piece of the tokenizer. */
  isPlainEnglish(word: string): boolean;
  close(): Promise<void>;
}

export interface Reading {
  /** A logit: how sure the reader is that the passage answers the question. */
  readonly answerable: number;
  /** For each sentence given, the mean of the sigmoid of its tokens' evidence, 0..1; 0 where it was cut off. */
  readonly evidence: readonly number[];
}

export interface ReaderPassage {
  readonly title: string;
  /** Plain text, one item per sentence, in order. */
  readonly sentences: readonly string[];
}

/** A cross-encoder that reads question and passage together. */
export interface Reader {
  readonly id: string;
  read(question: string, passages: readonly ReaderPassage[], signal?: AbortSignal): Promise<Reading[]>;
}

/** A chat model with the limits under which it may compose. */
export interface ChatModel {
  /** As shown to readers: `gpt-4o-mini`, `llama3.1:8b`. */
  readonly name: string;
  /** Host of the endpoint; `null` where it cannot be told. */
  readonly host: string | null;
  readonly model: BaseChatModel;
  readonly limits: {
    readonly firstTokenMs: number;
    readonly idleMs: number;
    readonly totalMs: number;
    /** Longest answer that is kept; the stream is cut there. */
    readonly maxCharacters: number;
  };
  /** Whether the model may rewrite dependent questions and propose follow-ups. */
  readonly assist: boolean;
  /** Texts that must never leave the server, whatever the model says: the key. */
  readonly secrets?: readonly string[];
}
