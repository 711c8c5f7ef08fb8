import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { FaultBoundary } from './components/Fault.tsx';
import { Sprite } from './components/Icon.tsx';
import { MessagesProvider } from './components/Messages.tsx';
import { ShortcutsDialog } from './components/ShortcutsDialog.tsx';
import { TopBar } from './components/TopBar.tsx';
import { useShortcut } from './components/shortcut.ts';
import { AskPage } from './conversation/AskPage.tsx';
import { ConversationProvider } from './conversation/ConversationProvider.tsx';
import type { ConversationStorage } from './conversation/storage.ts';
import { HealthProvider } from './HealthProvider.tsx';
import { NotFound } from './NotFound.tsx';
import { texts } from './texts.ts';

const CorpusPage = lazy(() => import('./corpus/CorpusPage.tsx').then((m) => ({ default: m.CorpusPage })));
const EntryPage = lazy(() => import('./corpus/EntryPage.tsx').then((m) => ({ default: m.EntryPage })));
const PracticePage = lazy(() =>
  import('./practice/PracticePage.tsx').then((m) => ({ default: m.PracticePage })),
);
const ConversationList = lazy(() =>
  import('./conversations/ConversationList.tsx').then((m) => ({ default: m.ConversationList })),
);

export function App({ storage }: { storage: ConversationStorage }) {
  return (
    <FaultBoundary>
      <MessagesProvider>
        <HealthProvider>
          <ConversationProvider storage={storage}>
            <Shell />
          </ConversationProvider>
        </HealthProvider>
      </MessagesProvider>
    </FaultBoundary>
  );
}

type OpenDialog = 'conversations' | 'shortcuts' | null;

function Shell() {
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const openShortcuts = useCallback(() => setDialog('shortcuts'), []);
  const close = useCallback(() => setDialog(null), []);
  useShortcut('?', openShortcuts);
  return (
    <>
      <Sprite />
      <a className="skip" href="#main">
        {texts.shell.skip}
      </a>
      <TopBar onConversations={() => setDialog('conversations')} onShortcuts={openShortcuts} />
      <Pages />
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {dialog === 'conversations' && (
        <Suspense>
          <ConversationList onClose={close} />
        </Suspense>
      )}
    </>
  );
}

function Pages() {
  const main = useArrival();
  return (
    <main id="main" tabIndex={-1} ref={main}>
      <Suspense fallback={<p className="sr-only">{texts.shell.loading}</p>}>
        <Switch>
          <Route path="/">
            <AskPage id={null} />
          </Route>
          <Route path="/conversations/:id">{({ id }) => <AskPage id={id} />}</Route>
          <Route path="/corpus">
            <CorpusPage />
          </Route>
          <Route path="/entries/:id">{({ id }) => <EntryPage key={id} />}</Route>
          <Route path="/practice">
            <PracticePage />
          </Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </main>
  );
}

/** On another page than before, reading starts at its top; asking a first question is not another page. */
function useArrival() {
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const place = path.startsWith('/conversations/') ? '/' : path;
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);
  return main;
}
