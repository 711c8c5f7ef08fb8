import { useEffect, useMemo } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { Icon } from '../components/Icon.tsx';
import { usePageTitle } from '../components/page-title.ts';
import type { Corpus } from '../corpus/load-corpus.ts';
import { isInScope } from '../corpus/scope.ts';
import { useCorpus } from '../corpus/use-corpus.ts';
import { useEntry } from '../source/use-entry.ts';
import { texts } from '../texts.ts';
import { practiceOrder } from './choose-entry.ts';
import { PracticeEntry } from './PracticeEntry.tsx';
import { practiceFromSearch, practiceTopicHref } from './practice-address.ts';
import { ProgressRail } from './ProgressRail.tsx';
import { countDue } from './standing.ts';
import { TopicSelect } from './TopicSelect.tsx';
import type { Progress } from './types.ts';
import { useProgress, type KeptProgress } from './use-progress.ts';
import '../styles/corpus.css';
import '../styles/practice.css';

/** A question to answer by heart: attempt, score, and when it comes back. */
export function PracticePage() {
  const { corpus, isComplete, fault, retry } = useCorpus();
  const kept = useProgress();
  usePageTitle(texts.practice.title);
  if (fault) {
    return (
      <div className="first" role="alert">
        <p className="lead">{texts.corpus.unreachable}</p>
        <button className="button-accent" type="button" onClick={retry}>
          {texts.corpus.retry}
        </button>
      </div>
    );
  }
  if (!corpus || !isComplete || !kept.progress) return <p className="sr-only">{texts.shell.loading}</p>;
  return <PracticeView corpus={corpus} progress={kept.progress} kept={kept} />;
}

interface PracticeViewProps {
  corpus: Corpus;
  progress: Progress;
  kept: KeptProgress;
}

function PracticeView({ corpus, progress, kept: { isKept, now } }: PracticeViewProps) {
  const search = useSearch();
  const [, navigate] = useLocation();
  const { entryId, scope } = useMemo(() => practiceFromSearch(search), [search]);
  const entries = useMemo(() => corpus.entries.filter((entry) => isInScope(entry, scope)), [corpus, scope]);
  const order = useMemo(() => practiceOrder(entries, progress.cards, now), [entries, progress, now]);
  const known = useMemo(() => new Set(corpus.entries.map(({ id }) => id)), [corpus]);
  const cards = [...progress.cards.values()].filter((card) => known.has(card.entryId));
  const counts = countDue(cards, now);
  const next = order.filter(({ id }) => id !== entryId);
  const first = entryId === null ? order[0]?.id : undefined;
  useEffect(() => {
    // The entry goes into the address once it is chosen, so that rating it does not exchange it.
    if (first !== undefined) navigate(practiceTopicHref(scope, first), { replace: true });
  }, [first, scope, navigate]);
  return (
    <div className="practice">
      <div className="practice-main">
        <div className="practice-topic">
          <span className="practice-name">{texts.practice.title}</span>
          <TopicSelect documents={corpus.documents} scope={scope} />
          <span>{texts.practice.due(counts.today)}</span>
        </div>
        {entryId !== null && (
          <CurrentEntry key={entryId} id={entryId} progress={progress} nextHref={hrefOf(next[0]?.id)} />
        )}
        {entries.length === 0 && <p className="rows-empty">{texts.practice.none}</p>}
        {!isKept && (
          <p className="notice">
            <Icon name="notice" />
            <span>{texts.practice.notKept}</span>
          </p>
        )}
      </div>
      <ProgressRail
        attempts={progress.attempts}
        counts={counts}
        entries={corpus.total}
        next={next.slice(0, 3)}
        href={hrefOf}
        now={now}
      />
    </div>
  );

  function hrefOf(id: string | undefined): string {
    return practiceTopicHref(scope, id ?? null);
  }
}

function CurrentEntry({ id, progress, nextHref }: { id: string; progress: Progress; nextHref: string }) {
  const state = useEntry(id);
  switch (state.type) {
    case 'loading':
      return <p className="sr-only">{texts.shell.loading}</p>;
    case 'gone':
      return (
        <p className="rows-empty" role="alert">
          {texts.practice.missing} <Link href="/practice">{texts.practice.choose}</Link>
        </p>
      );
    case 'failed':
      return (
        <p className="rows-empty" role="alert">
          {texts.source.unreachable}{' '}
          <button className="action" type="button" onClick={state.retry}>
            {texts.source.retry}
          </button>
        </p>
      );
    case 'loaded':
      return <PracticeEntry entry={state.entry} card={progress.cards.get(id) ?? null} nextHref={nextHref} />;
    default:
      return state satisfies never;
  }
}
