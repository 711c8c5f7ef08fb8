import { useEffect, useRef, type KeyboardEvent, type SyntheticEvent } from 'react';
import { texts } from '../texts.ts';

/** Longest title that can be given, in characters. */
const MAX_TITLE = 200;

/** A new title for a conversation; `null` when the reader leaves it as it was. */
export function RenameForm({ title, onEnd }: { title: string; onEnd: (title: string | null) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    const renamed = field.current?.value.replaceAll(/\s+/g, ' ').trim() ?? '';
    onEnd(renamed === '' || renamed === title ? null : renamed);
  };
  const cancelOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    // Only the form closes, not the dialog around it.
    event.preventDefault();
    event.stopPropagation();
    onEnd(null);
  };
  return (
    <form className="rename" onSubmit={save}>
      <label className="sr-only" htmlFor="rename-field">
        {texts.conversations.renameLabel}
      </label>
      <input
        ref={field}
        id="rename-field"
        className="rename-field"
        defaultValue={title}
        maxLength={MAX_TITLE}
        autoComplete="off"
        onKeyDown={cancelOnEscape}
      />
      <button className="button-accent" type="submit">
        {texts.conversations.save}
      </button>
      <button className="action" type="button" onClick={() => onEnd(null)}>
        {texts.conversations.cancel}
      </button>
    </form>
  );
}
