// Keeps the page itself, never what the server answers, so that a reload without the server still shows the
// conversations of this browser. A classic script: it is served as it is.
const CACHE = 'indepth-page-1';

self.addEventListener('install', () => {
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// What the page loaded before this worker was in charge.
self.addEventListener('message', (event) => {
  if (!Array.isArray(event.data)) return;
  event.waitUntil(Promise.all(event.data.filter(isPagePath).map((path) => fromNetwork(new Request(path)))));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fromNetwork(new Request('/'), request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(fromCache(request));
  else if (isPagePath(url.pathname)) event.respondWith(fromNetwork(request));
});

function isPagePath(path) {
  return (
    typeof path === 'string' &&
    (path === '/' || path.startsWith('/assets/') || /^\/(?:theme\.js|icon\.svg)$/.test(path))
  );
}

/** Names of assets change with their content: what is kept is right. */
async function fromCache(request) {
  const kept = await caches.match(request, { cacheName: CACHE });
  return kept ?? fromNetwork(request);
}

/** The newest, kept under `key`; what was kept before only where the server does not answer. */
async function fromNetwork(key, request = key) {
  try {
    const response = await fetch(request);
    if (response.ok && response.type === 'basic') await keep(key, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(key, { cacheName: CACHE });
    if (kept) return kept;
    throw error;
  }
}

async function keep(key, response) {
  const cache = await caches.open(CACHE);
  if (key.url.endsWith('/')) await forgetOldAssets(cache, await response.clone().text());
  await cache.put(key, response);
}

/** When the page names other assets than the kept one, a new build was published: the old one's are dropped. */
async function forgetOldAssets(cache, page) {
  const old = await cache.match('/');
  if (!old || (await old.text()) === page) return;
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname.startsWith('/assets/')) await cache.delete(request);
  }
}
