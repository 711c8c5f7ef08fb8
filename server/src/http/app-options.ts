import type { ask, AskDeps } from '../ask.ts';
import type { Calibration } from '../protocol.ts';
import type { search } from '../search.ts';

export type Ask = typeof ask;

/** What the routes need from outside: `main.ts` builds it once, tests pass their own. */
export interface AppOptions {
  readonly ask: Ask;
  /** The deps of the newest snapshot. Call it once per request. */
  readonly currentDeps: () => Promise<AskDeps>;
  readonly search: typeof search;
  /** The calibration that the gate uses on this snapshot. */
  readonly calibration: (deps: AskDeps) => Calibration;
  /** Host of the configured model endpoint, `null` if there is none. */
  readonly modelHost: string | null;
  /** Host names that requests may name beside localhost and IP addresses; lower case. */
  readonly allowedHosts: readonly string[];
  /** Folder of the built page. */
  readonly pageDir: string;
  readonly version: string;
  /** Takes one line without line break. */
  readonly log: (line: string) => void;
}
