import type { Environment } from '#/server/environment.ts';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The origins this server is known under; null when it listens on all addresses and PUBLIC_URL is not set. */
export function knownOrigins(env: Pick<Environment, 'publicUrl' | 'host' | 'port'>): string[] | null {
  const given = new URL(env.publicUrl);
  if (['0.0.0.0', '[::]'].includes(given.hostname)) return null;
  const own = isLoopback(env.host) ? loopback.map((h) => `http://${h}:${env.port}`) : [];
  return [...new Set([given.origin, ...own])];
}

/** Whether the Host header names this server. A page of another site that had its name resolve to us (DNS rebinding) says its own. */
export function hostAllowed(env: Pick<Environment, 'publicUrl' | 'host' | 'port'>, headers: Headers): boolean {
  const host = headers.get('host');
  const known = knownOrigins(env);
  return host !== null && (known === null || known.some((o) => new URL(o).host === host));
}

/** Whether a change comes from a page of ours. Browsers send Origin with every change; a request without one is refused. */
export function originAllowed(env: Pick<Environment, 'publicUrl' | 'host' | 'port'>, headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin === null) return false;
  const known = knownOrigins(env);
  if (known !== null) return known.includes(origin);
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}
