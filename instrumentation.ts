/** Next calls this once per server process. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { abortStreamsOnStop } = await import('#/server/web.ts');
  abortStreamsOnStop();
}
