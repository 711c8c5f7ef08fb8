import type { Timings } from './protocol.ts';

type Stage = Exclude<keyof Timings, 'total'>;

/** Adds up the milliseconds that each stage of one answer takes. */
export interface Stopwatch {
  time<T>(stage: Stage, work: () => T | Promise<T>): Promise<T>;
  timings(): Timings;
}

export function startStopwatch(): Stopwatch {
  const started = performance.now();
  const spent: Record<Stage, number> = {
    embed: 0,
    retrieve: 0,
    read: 0,
    compose: 0,
    verify: 0,
    followUps: 0,
  };
  return {
    async time(stage, work) {
      const from = performance.now();
      try {
        return await work();
      } finally {
        spent[stage] += performance.now() - from;
      }
    },
    timings: () => {
      const total = performance.now() - started;
      // Embedding and reading happen while retrieving; each millisecond counts once.
      const retrieve = Math.max(0, spent.retrieve - spent.embed - spent.read);
      return mapValues({ ...spent, retrieve, total }, (value) => Math.round(value * 100) / 100);
    },
  };
}

function mapValues(timings: Timings, change: (value: number) => number): Timings {
  const { embed, retrieve, read, compose, verify, followUps, total } = timings;
  return {
    embed: change(embed),
    retrieve: change(retrieve),
    read: change(read),
    compose: change(compose),
    verify: change(verify),
    followUps: change(followUps),
    total: change(total),
  };
}
