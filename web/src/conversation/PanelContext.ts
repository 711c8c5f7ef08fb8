import { createContext, useContext } from 'react';

/** What stands beside the conversation. */
export type OpenPanel = { type: 'source'; turnId: string; number: number } | { type: 'why'; turnId: string };

interface PanelState {
  panel: OpenPanel | null;
  open: (panel: OpenPanel) => void;
}

export const PanelContext = createContext<PanelState>({ panel: null, open: () => undefined });

export function usePanel(): PanelState {
  return useContext(PanelContext);
}
