import { useEffect, useId, useState } from 'react';
import { fetchEntries } from '../api/corpus.ts';
import { texts } from '../texts.ts';
import { useConversation } from './ConversationProvider.tsx';
import { scopesOf } from './scopes.ts';

/** Narrows the search to a folder or a document; only where the corpus has several. */
export function ScopePicker() {
  const { scope, setScope } = useConversation();
  const [paths, setPaths] = useState<string[]>([]);
  const id = useId();
  useEffect(() => {
    const abort = new AbortController();
    fetchEntries({}, abort.signal).then(
      ({ documents }) => setPaths(documents.map((document) => document.path)),
      // Without the list everything is searched, as before.
      () => undefined,
    );
    return () => abort.abort();
  }, []);

  const { folders, documents } = scopesOf(paths);
  if (documents.length < 2) return null;
  return (
    <li className="scope">
      <label htmlFor={id}>{texts.askBox.scope}</label>
      <select id={id} value={scope ?? ''} onChange={(event) => setScope(event.target.value || null)}>
        <option value="">{texts.askBox.everywhere}</option>
        {folders.map((folder) => (
          <option key={folder} value={folder}>
            {folder}/
          </option>
        ))}
        {documents.map((document) => (
          <option key={document} value={document}>
            {document}
          </option>
        ))}
      </select>
    </li>
  );
}
