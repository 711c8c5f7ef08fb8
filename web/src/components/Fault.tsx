import { Component, type ReactNode } from 'react';
import { texts } from '../texts.ts';

interface FaultState {
  error: Error | null;
}

/** Catches what rendering throws, and shows a way out instead of a blank page. */
export class FaultBoundary extends Component<{ children: ReactNode }, FaultState> {
  override state: FaultState = { error: null };

  static getDerivedStateFromError(error: Error): FaultState {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    const isChunk = this.state.error.message.includes('dynamically imported module');
    return (
      <div className="first" role="alert">
        <h1 className="display">{texts.shell.crashTitle}</h1>
        <p className="lead">{isChunk ? texts.shell.chunkText : texts.shell.crashText}</p>
        <button className="button-accent" type="button" onClick={() => location.reload()}>
          {texts.shell.crashWay}
        </button>
      </div>
    );
  }
}
