import { useMemo } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { EntryView } from '../../../server/src/protocol.ts';
import { documentName, entryIdFromPath, spanFromSearch } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import { usePageTitle } from '../components/page-title.ts';
import { TitleText } from '../markdown/TitleText.tsx';
import { useEntry } from '../source/use-entry.ts';
import { texts } from '../texts.ts';
import { AskAbout } from './AskAbout.tsx';
import { citedMarks, EntrySections } from './EntrySections.tsx';
import { EntryTools } from './EntryTools.tsx';
import { PreviousAndNext, RelatedEntries } from './NearEntries.tsx';
import { corpusHref } from './scope.ts';
import '../styles/corpus.css';

/** One entry as its document has it; `?s=<start>-<end>` marks a sentence and scrolls to it. */
export function EntryPage() {
  useLocation();
  // A router would decode only half of an id with a slash in it.
  const id = entryIdFromPath(location.pathname);
  const state = useEntry(id);
  usePageTitle(state.type === 'loaded' ? state.entry.titleText : texts.shell.corpus);
  if (id === null) return <Missing id={location.pathname} />;
  switch (state.type) {
    case 'loading':
      return <p className="sr-only">{texts.entry.loading}</p>;
    case 'gone':
      return <Missing id={id} />;
    case 'failed':
      return (
        <div className="first" role="alert">
          <p className="lead">{texts.source.unreachable}</p>
          <button className="button-accent" type="button" onClick={state.retry}>
            {texts.source.retry}
          </button>
        </div>
      );
    case 'loaded':
      return <Entry entry={state.entry} />;
    default:
      return state satisfies never;
  }
}

function Entry({ entry }: { entry: EntryView }) {
  const search = useSearch();
  const span = useMemo(() => spanFromSearch(search), [search]);
  const marks = useMemo(() => citedMarks(entry, span), [entry, span]);
  return (
    <div className="entry-page">
      <article className="entry">
        <Breadcrumb entry={entry} />
        <h1 className="page-title">
          <TitleText markdown={entry.title} />
        </h1>
        <EntryTools entry={entry} span={marks.length > 0 ? span : null} />
        {span && marks.length === 0 && (
          <p className="notice" role="status">
            <Icon name="notice" />
            <span>{texts.entry.citedGone}</span>
          </p>
        )}
        <EntrySections entry={entry} marks={marks} />
        <AskAbout entry={entry} />
        <PreviousAndNext previous={entry.previous} next={entry.next} />
      </article>
      {entry.related.length > 0 && <RelatedEntries entries={entry.related} />}
    </div>
  );
}

function Breadcrumb({ entry }: { entry: EntryView }) {
  const document = documentName(entry.document);
  return (
    <nav className="breadcrumb" aria-label={texts.entry.breadcrumb}>
      <ol>
        <li>
          <Link href="/corpus">{texts.corpus.title}</Link>
        </li>
        <li>
          <Link href={corpusHref({ document: entry.document, topic: [] })}>{document}</Link>
        </li>
        <li aria-current="page">{entry.number ?? entry.titleText}</li>
      </ol>
    </nav>
  );
}

function Missing({ id }: { id: string }) {
  return (
    <div className="first">
      <h1 className="display">{texts.entry.missingTitle}</h1>
      <p className="lead">{texts.entry.missingText(id)}</p>
      <Link href="/corpus">{texts.entry.missingWay}</Link>
    </div>
  );
}
