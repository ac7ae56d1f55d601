import next from 'next';
import { EnvironmentError, readEnvironment } from './environment.ts';
import { createFront } from './http/front.ts';
import { closeParts } from './process.ts';
import { webParts } from './webParts.ts';

/** The web process: pages and API, until it is asked to stop. */
async function main(): Promise<void> {
  const env = readEnvironment();
  const parts = webParts(env);
  const framework = next({ dev: false, dir: process.cwd(), hostname: env.host, port: env.port });
  await framework.prepare();
  const stopping = new AbortController();
  const front = createFront({
    origin: env.publicUrl,
    open: parts.open,
    pages: framework.getRequestHandler(),
    stopping: stopping.signal,
  });
  front.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  front.listen(env.port, env.host);
  const stop = async () => {
    if (stopping.signal.aborted) return;
    // What is being answered is answered to its end; streams of events end, and nothing new is taken.
    const closed = new Promise((done) => front.close(done));
    stopping.abort();
    front.closeIdleConnections();
    await closed;
    const opened = await parts.opened();
    if (opened) await closeParts(opened);
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
});
