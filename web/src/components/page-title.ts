import { useEffect } from 'react';
import { texts } from '../texts.ts';

/** Names the page in the browser's tab; `null` for the product's own name. */
export function usePageTitle(title: string | null) {
  useEffect(() => {
    document.title = title === null ? texts.shell.product : `${title} · ${texts.shell.product}`;
  }, [title]);
}
