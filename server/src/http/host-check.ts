import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';

/**
 * Refuses requests that name another host than ours: a page whose DNS name was rebound to this machine (DNS
 * rebinding) reaches the port, but its browser still sends that name. IP addresses cannot be rebound.
 */
export function hostCheck(allowedHosts: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const name = hostName(request.headers.host);
    if (name === null || !isAllowedHost(name, allowedHosts)) {
      const shown = JSON.stringify(request.headers.host?.slice(0, 100) ?? '');
      throw new AppError(
        'forbidden',
        `Requests for the host ${shown} are not answered. Use localhost, or set ALLOWED_HOSTS to that name.`,
      );
    }
    next();
  };
}

/** The name in a Host header without its port, lower case; `null` where it is not a host at all. */
export function hostName(header: string | undefined): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]\\]+)(?::\d{1,5})?$/i.exec(header ?? '');
  return match?.[1]?.toLowerCase().replace(/\.$/, '') ?? null;
}

export function isAllowedHost(name: string, allowedHosts: readonly string[]): boolean {
  const address = name.replace(/^\[(.*)\]$/, '$1');
  return (
    isIP(address) !== 0 || name === 'localhost' || name.endsWith('.localhost') || allowedHosts.includes(name)
  );
}
