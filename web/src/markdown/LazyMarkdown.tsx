import { Suspense, lazy } from 'react';
import type { MarkdownProps } from './Markdown.tsx';

const load = () => import('./Markdown.tsx');
const Loaded = lazy(() => load().then((module) => ({ default: module.Markdown })));

/** Fetches what renders Markdown before it is needed. A failure shows when it is. */
export function prefetchMarkdown() {
  load().catch(() => undefined);
}

/** Markdown, rendered once its parser has loaded; until then the text as it is written. */
export function LazyMarkdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<p>{props.text}</p>}>
      <Loaded {...props} />
    </Suspense>
  );
}
