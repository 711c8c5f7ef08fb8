import { Icon } from './components/Icon.tsx';
import { ScopePicker } from './conversation/ScopePicker.tsx';
import { useHealth } from './HealthProvider.tsx';
import { texts } from './texts.ts';

interface StatusLineProps {
  /** What is being done now; stands where the composer is named otherwise. */
  progress?: string | null;
}

/** Whether anything leaves the machine, how large the corpus is, and who composes. */
export function StatusLine({ progress = null }: StatusLineProps) {
  const { health, reachable, lookAgain } = useHealth();
  if (!reachable) {
    return (
      <div className="status status-fault" role="alert">
        <Icon name="notice" className="caution" />
        <span>{texts.status.unreachable}</span>
        <button className="status-way" type="button" onClick={lookAgain}>
          {texts.status.tryAgain}
        </button>
      </div>
    );
  }
  if (!health) return null;
  return (
    <ul className="status" aria-label={texts.status.label}>
      <li>
        {health.modelHost === null ? (
          <>
            <Icon name="offline" />
            <span>
              {texts.status.offline}
              <span className="status-more">{texts.status.offlineMore}</span>
            </span>
          </>
        ) : (
          texts.status.model(health.modelHost)
        )}
      </li>
      <li>{texts.status.entries(health.snapshot.entries)}</li>
      {health.snapshot.documents > 1 && <ScopePicker />}
      <li>{progress ?? texts.status.composer(health.composer)}</li>
    </ul>
  );
}
