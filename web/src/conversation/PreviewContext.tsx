import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { useEscape } from '../components/escape.ts';
import { Preview } from './Preview.tsx';
import type { OpenPreview, PreviewContent } from './preview-content.ts';

interface PreviewState {
  openId: string | null;
  show: (preview: OpenPreview, delay: number) => void;
  /** Closes after a moment, unless the pointer has come to rest on the preview. */
  leave: () => void;
}

const PreviewContext = createContext<PreviewState>({
  openId: null,
  show: () => undefined,
  leave: () => undefined,
});

/** A pointer that only passes opens nothing, and has time to reach the preview; in ms. */
const HOVER_MS = 140;
const LEAVE_MS = 160;

/** One preview at a time, inside of what it wraps. */
export function PreviewArea({ children }: { children: ReactNode }) {
  const [preview, setPreview] = useState<OpenPreview | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const later = useCallback((run: () => void, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(run, delay);
  }, []);
  const now = useCallback((next: OpenPreview | null) => {
    clearTimeout(timer.current);
    setPreview(next);
  }, []);
  const close = useCallback(() => now(null), [now]);
  useEscape(preview !== null, close);
  useEffect(() => () => clearTimeout(timer.current), []);

  const openId = preview?.id ?? null;
  const state = useMemo(
    () => ({
      openId,
      // On focus at once, so that a key pressed next meets this preview and not the one before.
      show: (next: OpenPreview, delay: number) =>
        delay > 0 ? later(() => setPreview(next), delay) : now(next),
      leave: () => later(() => setPreview(null), LEAVE_MS),
    }),
    [openId, later, now],
  );
  return (
    <PreviewContext value={state}>
      {children}
      {preview && (
        <Preview preview={preview} onEnter={() => clearTimeout(timer.current)} onLeave={state.leave} />
      )}
    </PreviewContext>
  );
}

/** What a button needs to open a preview on hover, focus or (with `openNow`) activation; nothing without content. */
export function usePreviewTrigger(content: PreviewContent | null) {
  const { openId, show, leave } = useContext(PreviewContext);
  const id = useId();
  const open = (trigger: HTMLElement, delay: number) => {
    if (content) show({ id, trigger, content }, delay);
  };
  return {
    openNow: (event: MouseEvent<HTMLElement>) => open(event.currentTarget, 0),
    props: {
      'aria-describedby': openId === id ? id : undefined,
      onPointerEnter: (event: PointerEvent<HTMLElement>) => {
        if (event.pointerType === 'mouse') open(event.currentTarget, HOVER_MS);
      },
      onPointerLeave: leave,
      onFocus: (event: FocusEvent<HTMLElement>) => {
        if (event.currentTarget.matches(':focus-visible')) open(event.currentTarget, 0);
      },
      onBlur: leave,
    },
  };
}
