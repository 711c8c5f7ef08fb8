import { memo, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { entryHref, entryNumber } from '../address.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import type { PracticeState } from '../practice/types.ts';
import type { EntryRow } from './filter-entries.ts';
import { HitText, HitTitle } from './HitText.tsx';

interface EntryRowsProps {
  rows: readonly EntryRow[];
  terms: readonly string[];
  states: ReadonlyMap<string, PracticeState>;
  /** Another list begins at its top again: the scope and the filter, as one text. */
  listKey: string;
}

/** Rows drawn at once, and added when the end of them comes near: a keystroke never draws thousands. */
const FIRST_ROWS = 60;
const MORE_ROWS = 100;
/** How far below the screen the next rows are drawn, in px. */
const AHEAD = '1500px';

export function EntryRows({ rows, terms, states, listKey }: EntryRowsProps) {
  const [drawn, setDrawn] = useState({ listKey, count: FIRST_ROWS });
  const count = drawn.listKey === listKey ? drawn.count : FIRST_ROWS;
  const rest = rows.length - count;
  const hasMore = rest > 0;
  const more = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const button = more.current;
    if (!button) return;
    const observer = new IntersectionObserver(
      (changes) => {
        // On a busy machine it may have left and come again before this is told: the last change counts.
        if (changes.at(-1)?.isIntersecting) setDrawn({ listKey, count: count + MORE_ROWS });
      },
      { rootMargin: AHEAD },
    );
    observer.observe(button);
    return () => observer.disconnect();
    // The button comes back when more of the corpus, or of what the server finds, arrives after the last row was drawn.
  }, [listKey, count, hasMore]);
  return (
    <>
      <ol className="rows">
        {rows.slice(0, count).map((row) => (
          <Row key={row.entry.id} row={row} terms={terms} state={states.get(row.entry.id) ?? null} />
        ))}
      </ol>
      {hasMore && (
        <button
          ref={more}
          className="action rows-more"
          type="button"
          onClick={() => setDrawn({ listKey, count: count + MORE_ROWS })}
        >
          {texts.corpus.more(rest)}
        </button>
      )}
    </>
  );
}

interface RowProps {
  row: EntryRow;
  terms: readonly string[];
  state: PracticeState | null;
}

const Row = memo(
  function Row({ row: { entry, match }, terms, state }: RowProps) {
    return (
      <li className="row">
        <Link className="row-link" href={entryHref(entry.id)}>
          <span className="row-folio">{entry.number ?? entryNumber(entry.id)}</span>
          <span className="row-text">
            <span className="row-title">
              <HitTitle title={entry.title} titleText={entry.titleText} terms={terms} />
            </span>
            {match && (
              <span className="row-hit">
                <span className="section-name">{texts.answer.section(match.section)}</span>
                <HitText text={match.text} ranges={match.ranges} />
              </span>
            )}
          </span>
          {state && (
            <span className="row-state">
              <Icon name={state === 'learned' ? 'full' : 'empty'} />
              {texts.corpus.state[state]}
            </span>
          )}
        </Link>
      </li>
    );
  },
  (before, after) =>
    before.row.entry === after.row.entry &&
    before.row.match === after.row.match &&
    before.terms.join(' ') === after.terms.join(' ') &&
    before.state === after.state,
);
