import type { EntrySummary } from '../../../server/src/protocol.ts';
import { EntryLinks } from '../corpus/NearEntries.tsx';
import { texts } from '../texts.ts';
import { Calendar } from './Calendar.tsx';
import type { DueCounts } from './standing.ts';
import type { PracticeAttempt } from './types.ts';

interface ProgressRailProps {
  attempts: readonly PracticeAttempt[];
  counts: DueCounts;
  /** Entries in the corpus. */
  entries: number;
  next: readonly EntrySummary[];
  href: (id: string) => string;
  now: number;
}

export function ProgressRail({ attempts, counts, entries, next, href, now }: ProgressRailProps) {
  const lines: [string, string][] = [
    [texts.practice.dueToday, String(counts.today)],
    [texts.practice.dueTomorrow, String(counts.tomorrow)],
    [texts.practice.dueWeek, String(counts.week)],
    [texts.practice.learned, texts.practice.learnedOf(counts.learned, entries)],
  ];
  return (
    <aside className="rail rail-end" aria-label={texts.practice.progress}>
      <h2 className="label">{texts.practice.progress}</h2>
      <Calendar attempts={attempts} now={now} />
      <dl className="due">
        {lines.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      {next.length > 0 && (
        <>
          <h2 className="label">{texts.practice.nextUp}</h2>
          <EntryLinks entries={next} href={href} />
        </>
      )}
    </aside>
  );
}
