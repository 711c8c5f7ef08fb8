/** Lets the browser keep the page, so that a reload without the server shows it; where that is impossible, nothing changes. */
export function keepPage() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    navigator.serviceWorker
      .register('/sw.js')
      .then(() => navigator.serviceWorker.ready)
      .then((registration) => registration.active?.postMessage(loadedPaths()))
      // A private window, a full disk, plain HTTP on another machine: the page works without.
      .catch(() => undefined);
  });
}

function loadedPaths(): string[] {
  const loaded = performance.getEntriesByType('resource').map((entry) => new URL(entry.name));
  const own = loaded.filter((url) => url.origin === location.origin).map((url) => url.pathname);
  return ['/', ...own.filter((path) => !path.startsWith('/api/'))];
}
