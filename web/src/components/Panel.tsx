import {
  useEffect,
  useRef,
  useSyncExternalStore,
  type KeyboardEventHandler,
  type ReactNode,
  type RefObject,
} from 'react';

interface PanelProps {
  label: string;
  onClose: () => void;
  onKeyDown?: KeyboardEventHandler<HTMLElement>;
  /** The element that scrolls. */
  ref?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

/** Narrower than this the panel lies over the page as a sheet; the same width as in panel.css. */
const SHEET = '(max-width: 68.75rem)';

/** Stands beside the page where there is room; else a modal sheet over it, and nothing behind can be reached. */
export function Panel({ label, onClose, onKeyDown, ref, children }: PanelProps) {
  const isSheet = useSyncExternalStore(subscribe, () => matchMedia(SHEET).matches);
  const own = useRef<HTMLElement>(null);
  const panel = ref ?? own;
  useEffect(() => {
    if (!isSheet) return;
    const behind = [...document.querySelectorAll<HTMLElement>('.topbar, .conversation-column, .skip')];
    for (const element of behind) element.inert = true;
    panel.current?.focus({ preventScroll: true });
    return () => {
      for (const element of behind) element.inert = false;
    };
  }, [isSheet, panel]);
  return (
    <>
      {isSheet && <div className="scrim" onClick={onClose} />}
      <section
        className="panel"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        role={isSheet ? 'dialog' : 'complementary'}
        aria-modal={isSheet || undefined}
        ref={panel}
      >
        {children}
      </section>
    </>
  );
}

function subscribe(onChange: () => void) {
  const query = matchMedia(SHEET);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
