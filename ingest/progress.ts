import type { IngestProgress } from './step-progress.ts';

export interface ProgressView {
  update(event: IngestProgress): void;
  /** Ends the view; what is written next starts on a line of its own. */
  done(): void;
}

const LABELS: Readonly<Record<IngestProgress['step'], string>> = {
  read: 'Reading files',
  parse: 'Parsing files',
  chunk: 'Cutting into chunks',
  embed: 'Embedding',
  calibrate: 'Calibrating the gate',
  publish: 'Publishing',
  check: 'Checking the corpus',
};

const UNITS: Readonly<Record<IngestProgress['step'], string>> = {
  read: ' files',
  parse: ' files',
  chunk: '',
  embed: ' chunks and sentences',
  calibrate: '',
  publish: ' vectors',
  check: '',
};

const REDRAW_MS = 80;
/** Where no terminal is, a line this often tells that the ingest is alive. */
const LINE_MS = 10_000;

/** Shows progress on the stream: a bar that redraws itself on a terminal, else a line per step and now and then. */
export function showProgress(
  stream: NodeJS.WritableStream & { isTTY?: boolean; columns?: number },
  now: () => number = () => performance.now(),
): ProgressView {
  let step: IngestProgress['step'] | null = null;
  let stepStart = 0;
  let lastDraw = -Infinity;
  let isOpen = false;
  return {
    update(event) {
      const time = now();
      const isNew = event.step !== step;
      if (isNew) {
        step = event.step;
        stepStart = time;
      }
      const isComplete = event.total > 0 && event.done >= event.total;
      const interval = stream.isTTY ? REDRAW_MS : LINE_MS;
      if (!isNew && !(stream.isTTY && isComplete) && time - lastDraw < interval) return;
      lastDraw = time;
      const line = progressLine(
        event,
        (time - stepStart) / 1000,
        stream.isTTY ? (stream.columns ?? 80) : null,
      );
      stream.write(stream.isTTY ? `\r\u001B[2K${line}` : `${line}\n`);
      isOpen = Boolean(stream.isTTY);
    },
    done() {
      if (isOpen) stream.write('\r\u001B[2K');
      isOpen = false;
      step = null;
    },
  };
}

const BAR = 24;

/**
 * One line of progress: label, bar, counts, rate and time left.
 * @param columns width of the terminal; `null` leaves the bar out
 */
export function progressLine(
  { step, done, total, texts }: IngestProgress,
  seconds: number,
  columns: number | null,
): string {
  const label = LABELS[step];
  if (total === 0) return `${label} …`;
  const share = Math.min(1, done / total);
  const shown = texts ?? { done, total };
  const counts = `${thousands(shown.done)} of ${thousands(shown.total)}${UNITS[step]}`;
  const rate = seconds > 0.5 && done > 0 ? done / seconds : null;
  const speed = rate === null ? '' : `, ${thousands(shown.done / seconds)}/s`;
  const left = rate === null || done >= total ? '' : `, ${duration((total - done) / rate)} left`;
  const text = `${counts}${speed}${left}`;
  if (columns === null) return `${label}: ${text}`;
  const filled = Math.round(share * BAR);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
  const line = `${label.padEnd(20)} ${bar} ${text}`;
  return line.length <= columns ? line : `${label} ${text}`.slice(0, Math.max(0, columns));
}

/** Seconds as `40 s`, `3 min 5 s`. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${String(whole)} s`;
  return `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
