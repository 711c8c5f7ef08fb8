/** How far an ingest is. `embed` counts characters, `publish` vectors, the others files or entries. */
export interface IngestProgress {
  readonly step: 'read' | 'parse' | 'chunk' | 'embed' | 'calibrate' | 'publish' | 'check';
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
}

/** Reports the progress of one step. */
export function stepProgress(
  { onProgress }: { readonly onProgress?: (progress: IngestProgress) => void },
  step: IngestProgress['step'],
): (done: number, total: number) => void {
  return (done, total) => onProgress?.({ step, done, total });
}
