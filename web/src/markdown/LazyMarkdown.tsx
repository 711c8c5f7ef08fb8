import { Suspense, lazy } from 'react';
import { withoutMarkers } from './cite-markers.ts';
import type { MarkdownProps } from './Markdown.tsx';
import { TitleText } from './TitleText.tsx';

const load = () => import('./Markdown.tsx');
const Loaded = lazy(() => load().then((module) => ({ default: module.Markdown })));

/** Fetches what renders Markdown before it is needed. A failure shows when it is. */
export function prefetchMarkdown() {
  load().catch(() => undefined);
}

/** Markdown, rendered once its parser has loaded; until then the text with little more than code and emphasis. */
export function LazyMarkdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<Unparsed text={props.text} />}>
      <Loaded {...props} />
    </Suspense>
  );
}

function Unparsed({ text }: { text: string }) {
  return (
    <p>
      <TitleText markdown={withoutMarkers(text)} />
    </p>
  );
}
