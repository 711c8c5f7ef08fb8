import { AppError } from '../errors.ts';
import type { Ask } from './app-options.ts';

export interface AskBounds {
  /** Asks that run at once. */
  readonly active: number;
  /** Asks that wait for a place. */
  readonly waiting: number;
  /** Longest wait. */
  readonly waitMs: number;
}

/**
 * The same `ask`, a bounded number of times at once. Further asks wait in turn; those for which there is no room,
 * or which waited too long, fail with AppError `busy` before their first part.
 */
export function boundAsks(ask: Ask, bounds: AskBounds): Ask {
  const places = new Places(bounds);
  return async function* boundedAsk(deps, request, signal) {
    await places.take(signal);
    try {
      yield* ask(deps, request, signal);
    } finally {
      places.giveBack();
    }
  };
}

class Places {
  readonly #bounds: AskBounds;
  readonly #queue: (() => void)[] = [];
  #taken = 0;

  constructor(bounds: AskBounds) {
    this.#bounds = bounds;
  }

  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#taken < this.#bounds.active) {
      this.#taken += 1;
      return;
    }
    if (this.#queue.length >= this.#bounds.waiting) throw busy();
    await this.#wait(signal);
  }

  /** Hands the place to the one that has waited longest. */
  giveBack(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#taken -= 1;
    else next();
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (error: unknown) => {
        this.#queue.splice(this.#queue.indexOf(enter), 1);
        settle();
        reject(error instanceof Error ? error : new AppError('aborted', 'The question was withdrawn.'));
      };
      const abort = () => leave(signal.reason);
      const late = setTimeout(() => leave(busy()), this.#bounds.waitMs);
      const settle = () => {
        clearTimeout(late);
        signal.removeEventListener('abort', abort);
      };
      const enter = () => {
        settle();
        resolve();
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#queue.push(enter);
    });
  }
}

function busy(): AppError {
  return new AppError(
    'busy',
    'Too many questions are being answered at the moment. Ask again in a few seconds.',
  );
}
