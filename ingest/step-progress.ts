/** How far an ingest is. `embed` counts characters, `publish` vectors, the others files or entries. */
export interface IngestProgress {
  readonly step: 'read' | 'parse' | 'chunk' | 'embed' | 'calibrate' | 'publish' | 'check';
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
  /** The same in chunks and sentences, where `done` counts something finer. */
  readonly texts?: { readonly done: number; readonly total: number };
}

/** Reports the progress of one step. */
export function stepProgress(
  { onProgress }: { readonly onProgress?: (progress: IngestProgress) => void },
  step: IngestProgress['step'],
): (done: number, total: number, texts?: IngestProgress['texts']) => void {
  return (done, total, texts) => onProgress?.({ step, done, total, texts });
}
