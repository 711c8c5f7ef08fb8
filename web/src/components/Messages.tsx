import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { texts } from '../texts.ts';
import { Icon } from './Icon.tsx';

/** How long a message stays: longer where it can be undone. */
const SHOWN_MS = 5_000;
const UNDO_MS = 10_000;

interface Message {
  id: number;
  text: string;
  undo?: () => void;
}

interface Messages {
  /** Shows a short message, with a way back where there is one. */
  show: (text: string, undo?: () => void) => void;
  /** Says something to screen readers only. */
  announce: (text: string) => void;
}

const MessagesContext = createContext<Messages>({ show: () => undefined, announce: () => undefined });

/** Short messages at the foot of the page and the announcements for screen readers. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}

export function MessagesProvider({ children }: { children: ReactNode }) {
  const [message, setMessage] = useState<Message | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const [held, setHeld] = useState(false);

  const show = useCallback((text: string, undo?: () => void) => {
    setMessage((previous) => ({ id: (previous?.id ?? 0) + 1, text, undo }));
  }, []);
  const messages = useMemo(() => ({ show, announce: setAnnouncement }), [show]);

  useEffect(() => {
    if (!message || held) return;
    const timer = setTimeout(() => setMessage(null), message.undo ? UNDO_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message, held]);

  return (
    <MessagesContext value={messages}>
      {children}
      <p className="sr-only" role="status">
        {announcement}
      </p>
      <div
        className="messages"
        role="status"
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {message && (
          <div className="message" key={message.id}>
            <span>{message.text}</span>
            {message.undo && (
              <button
                className="action"
                type="button"
                onClick={() => {
                  message.undo?.();
                  setMessage(null);
                  setHeld(false);
                }}
              >
                <Icon name="retry" />
                <span>{texts.shell.undo}</span>
              </button>
            )}
          </div>
        )}
      </div>
    </MessagesContext>
  );
}
