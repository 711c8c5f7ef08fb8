const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** The address if a link may lead there, else `null`: no scripts, no data, nothing hidden behind control characters. */
export function safeUrl(address: string): string | null {
  // Browsers drop tabs and line ends inside of a scheme; so does this check.
  const bare = address.replaceAll(/[\u0000-\u0020\u007F-\u00A0\u200B-\u200F\u2028-\u202F\u2060\uFEFF]/g, '');
  if (bare === '') return null;
  if (bare.startsWith('#')) return bare;
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(bare)?.[1];
  // Relative addresses point into the corpus folder, which the page does not serve.
  if (scheme === undefined || !SAFE.has(`${scheme.toLowerCase()}:`)) return null;
  return bare;
}
