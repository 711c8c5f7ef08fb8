import { useCallback, useRef } from 'react';
import { Icon } from '../components/Icon.tsx';
import { useShortcut } from '../components/shortcut.ts';
import { texts } from '../texts.ts';

interface CorpusFilterProps {
  filter: string;
  onFilter: (filter: string) => void;
  shown: number;
  all: number;
}

/** Narrows the list as you type; `/` focuses it. */
export function CorpusFilter({ filter, onFilter, shown, all }: CorpusFilterProps) {
  const field = useRef<HTMLInputElement>(null);
  useShortcut(
    '/',
    useCallback(() => field.current?.focus(), []),
  );
  return (
    <div className="filter">
      <Icon name="filter" />
      <label className="sr-only" htmlFor="filter-field">
        {texts.corpus.filter}
      </label>
      <input
        ref={field}
        id="filter-field"
        className="filter-field"
        type="search"
        autoComplete="off"
        spellCheck={false}
        placeholder={texts.corpus.filterFor(all)}
        value={filter}
        onChange={(event) => onFilter(event.target.value)}
      />
      <output className="filter-count" htmlFor="filter-field">
        {filter.trim() === '' ? texts.corpus.count(all) : texts.corpus.countOf(shown, all)}
      </output>
    </div>
  );
}
