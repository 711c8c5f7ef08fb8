import { Link } from 'wouter';
import type { EntrySummary } from '../../../server/src/protocol.ts';
import { entryHref, entryNumber } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import { TitleText } from '../markdown/TitleText.tsx';
import { texts } from '../texts.ts';

/** The entries before and after in the document. */
export function PreviousAndNext({ previous, next }: { previous?: EntrySummary; next?: EntrySummary }) {
  if (!previous && !next) return null;
  return (
    <nav className="prev-next" aria-label={texts.entry.entries}>
      {previous && (
        <Link href={entryHref(previous.id)} rel="prev">
          <Icon name="left" />
          <span>
            <span className="pn-label">{texts.entry.previous(previous.number)}</span>
            <TitleText markdown={previous.title} />
          </span>
        </Link>
      )}
      {next && (
        <Link href={entryHref(next.id)} rel="next">
          <span>
            <span className="pn-label">{texts.entry.next(next.number)}</span>
            <TitleText markdown={next.title} />
          </span>
          <Icon name="right" />
        </Link>
      )}
    </nav>
  );
}

/** Entries about the same things. */
export function RelatedEntries({ entries }: { entries: readonly EntrySummary[] }) {
  return (
    <aside className="rail rail-end" aria-label={texts.entry.related}>
      <h2 className="label">{texts.entry.related}</h2>
      <EntryLinks entries={entries} href={entryHref} />
    </aside>
  );
}

interface EntryLinksProps {
  entries: readonly EntrySummary[];
  /** Where an entry's line leads. */
  href: (id: string) => string;
}

/** Entries as contents lines. */
export function EntryLinks({ entries, href }: EntryLinksProps) {
  return (
    <ol className="toc">
      {entries.map((entry) => (
        <li key={entry.id}>
          <Link className="toc-line" href={href(entry.id)}>
            <span className="toc-text">
              <TitleText markdown={entry.title} />
            </span>
            <span className="toc-lead" aria-hidden="true" />
            <Folio number={entry.number ?? entryNumber(entry.id)} />
          </Link>
        </li>
      ))}
    </ol>
  );
}

function Folio({ number }: { number: string | null }) {
  if (number === null) return null;
  return (
    <span className="toc-folio">
      <span className="sr-only">{texts.corpus.entry} </span>
      {number}
    </span>
  );
}
