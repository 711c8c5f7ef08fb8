import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react';
import { texts } from '../texts.ts';
import { Icon } from './Icon.tsx';

interface DialogProps {
  title: string;
  /** In the middle of the page, or a sheet from the left. */
  place?: 'centre' | 'left';
  onClose: () => void;
  /** Beside the title, before the close button. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A modal dialog, open as long as it is rendered: traps the focus, closes on Escape and outside, returns the focus. */
export function Dialog({ title, place = 'centre', onClose, tools, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  const closeOutside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose();
  };
  return (
    // The keyboard closes it with Escape, which arrives as `cancel`.
    <dialog
      ref={dialog}
      className={`dialog is-${place}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={closeOutside}
    >
      <div className="dialog-content">
        <header className="dialog-head">
          <h2 className="dialog-title" id={titleId}>
            {title}
          </h2>
          {tools}
          <button className="icon-button" type="button" aria-label={texts.shell.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div className="dialog-body" tabIndex={0}>
          {children}
        </div>
      </div>
    </dialog>
  );
}
