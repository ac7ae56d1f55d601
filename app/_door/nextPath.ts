/** Where to go after signing in: a path of this server, never another origin. */
export function nextPath(next: string | null): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/datasets';
  return next.startsWith('/sign-in') ? '/datasets' : next;
}
