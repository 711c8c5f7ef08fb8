import { Embeddings } from '@langchain/core/embeddings';
import type { Embedder, Reader, ReaderPassage } from '../../server/src/models/types.ts';

/** A call that a model received, to be made again alone. */
export type ModelCall =
  | { type: 'query'; text: string }
  | { type: 'documents'; texts: readonly string[] }
  | { type: 'read'; question: string; passages: readonly ReaderPassage[] };

export interface RecordedModels {
  embedder: Embedder;
  reader: Reader | null;
  /** The calls since the last time this was asked. */
  take(): ModelCall[];
}

/** The same models, noting every call that passes through them. */
export function recordModels(embedder: Embedder, reader: Reader | null): RecordedModels {
  let calls: ModelCall[] = [];
  const note = (call: ModelCall) => void calls.push(call);
  return {
    embedder: { ...embedder, embeddings: new RecordingEmbeddings(embedder.embeddings, note) },
    reader: reader === null ? null : recordingReader(reader, note),
    take: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
  };
}

/** Makes the calls again, one after the other, with nothing else around them. */
export async function repeatCalls(
  calls: readonly ModelCall[],
  { embedder, reader }: { embedder: Embedder; reader: Reader | null },
): Promise<void> {
  for (const call of calls) {
    switch (call.type) {
      case 'query':
        await embedder.embeddings.embedQuery(call.text);
        break;
      case 'documents':
        await embedder.embeddings.embedDocuments([...call.texts]);
        break;
      case 'read':
        await reader?.read(call.question, call.passages);
        break;
      default:
        call satisfies never;
    }
  }
}

type AbortableEmbeddings = Embedder['embeddings'];
type EmbedOptions = Parameters<AbortableEmbeddings['embedQuery']>[1];

class RecordingEmbeddings extends Embeddings {
  readonly #inner: AbortableEmbeddings;
  readonly #note: (call: ModelCall) => void;

  constructor(inner: AbortableEmbeddings, note: (call: ModelCall) => void) {
    super({});
    this.#inner = inner;
    this.#note = note;
  }

  override embedQuery(text: string, options?: EmbedOptions): Promise<number[]> {
    this.#note({ type: 'query', text });
    return this.#inner.embedQuery(text, options);
  }

  override embedDocuments(texts: string[], options?: EmbedOptions): Promise<number[][]> {
    this.#note({ type: 'documents', texts });
    return this.#inner.embedDocuments(texts, options);
  }
}

function recordingReader(reader: Reader, note: (call: ModelCall) => void): Reader {
  return {
    ...reader,
    read: (question, passages, signal) => {
      note({ type: 'read', question, passages });
      return reader.read(question, passages, signal);
    },
  };
}
