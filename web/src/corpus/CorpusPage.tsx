import { useCallback, useEffect, useMemo, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { Icon } from '../components/Icon.tsx';
import { usePageTitle } from '../components/page-title.ts';
import { useConversation } from '../conversation/ConversationProvider.tsx';
import { texts } from '../texts.ts';
import { standings } from '../practice/standing.ts';
import { useProgress } from '../practice/use-progress.ts';
import { CorpusFilter } from './CorpusFilter.tsx';
import { CorpusRail, ScopeSelect } from './CorpusRail.tsx';
import { EntryRows } from './EntryRows.tsx';
import { countInScope, filterEntries, filterTerms } from './filter-entries.ts';
import type { Corpus } from './load-corpus.ts';
import { corpusHref, scopeFromSearch, type Scope } from './scope.ts';
import { useCorpus } from './use-corpus.ts';
import { useSentenceMatches } from './use-sentence-matches.ts';
import '../styles/corpus.css';

/** The address follows the filter when typing pauses this long, in ms. */
const ADDRESS_PAUSE_MS = 400;

/** Every entry of the corpus by document and topic, filtered as you type. */
export function CorpusPage() {
  const { corpus, fault, retry } = useCorpus();
  if (corpus) return <CorpusView corpus={corpus} />;
  return (
    <div className="corpus">
      <div className="corpus-main">
        <h1 className="page-title">{texts.corpus.title}</h1>
        {fault ? (
          <p className="rows-empty" role="alert">
            {fault.code === 'unreachable' ? texts.corpus.unreachable : texts.corpus.failed(fault.message)}{' '}
            <button className="action" type="button" onClick={retry}>
              <Icon name="retry" />
              <span>{texts.corpus.retry}</span>
            </button>
          </p>
        ) : (
          <p className="rows-empty">{texts.corpus.loading}</p>
        )}
      </div>
    </div>
  );
}

function CorpusView({ corpus }: { corpus: Corpus }) {
  const search = useSearch();
  const { scope, filter: initial } = useMemo(() => scopeFromSearch(search), [search]);
  const [filter, setFilter] = useState(initial);
  const writeAddress = useAddress(scope, filter);
  const { sentences, isPending } = useSentenceMatches(filter, scope.document);
  const terms = useMemo(() => filterTerms(filter), [filter]);
  const rows = useMemo(
    () => filterEntries(corpus, scope, { terms, sentences }),
    [corpus, scope, terms, sentences],
  );
  const all = useMemo(() => countInScope(corpus, scope), [corpus, scope]);
  const { progress, now } = useProgress();
  const states = useMemo(() => standings(progress?.cards ?? new Map(), now), [progress, now]);
  const title = titleOf(corpus, scope);
  usePageTitle(title);
  const { documents, total } = corpus;
  return (
    <div className="corpus">
      <CorpusRail documents={documents} total={total} scope={scope} filter={filter} />
      <div className="corpus-main" onClickCapture={writeAddress}>
        <h1 className="page-title">{title}</h1>
        <ScopeSelect documents={documents} total={total} scope={scope} filter={filter} />
        <CorpusFilter filter={filter} onFilter={setFilter} shown={rows.length} all={all} />
        {rows.length > 0 && (
          <EntryRows rows={rows} terms={terms} states={states} listKey={corpusHref(scope, filter)} />
        )}
        {rows.length === 0 && !isPending && <NothingFound filter={filter} />}
      </div>
    </div>
  );
}

function NothingFound({ filter }: { filter: string }) {
  const { ask } = useConversation();
  return (
    <p className="rows-empty">
      {texts.corpus.empty}{' '}
      <Link
        href="/"
        onClick={(event) => {
          event.preventDefault();
          ask(filter.trim(), { fresh: true });
        }}
      >
        {texts.corpus.askInstead}
      </Link>
      {texts.corpus.askInsteadMore}
    </p>
  );
}

/**
 * Keeps the filter in the address, so that coming back from an entry finds the list as it was. Returns how to do so at
 * once, for leaving.
 */
function useAddress(scope: Scope, filter: string): () => void {
  const [, navigate] = useLocation();
  const href = corpusHref(scope, filter);
  const write = useCallback(() => {
    // A page on its way out is still there while the next one loads, and must not bring its address back.
    if (location.pathname !== '/corpus' || href === location.pathname + location.search) return;
    navigate(href, { replace: true });
  }, [href, navigate]);
  useEffect(() => {
    const timer = setTimeout(write, ADDRESS_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [write]);
  return write;
}

function titleOf(corpus: Corpus, { document, topic }: Scope): string {
  const [only] = corpus.documents.length === 1 ? corpus.documents : [];
  const inView = corpus.documents.find(({ path }) => path === document) ?? only;
  return topic.at(-1) ?? inView?.title ?? texts.corpus.title;
}
