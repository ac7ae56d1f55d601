import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '#/server/postgres/embedded.ts';
import { say } from './root.ts';
import { isStopping, onStop } from './stopping.ts';

/**
 * The embedded database, kept running: started again if it is killed, on the same port, so that everybody reconnects.
 * @throws Error when another start owns it.
 */
export async function keepDatabase(home: string): Promise<string> {
  const again = async () => {
    while (!isStopping()) {
      say('The database ended; starting it again.');
      try {
        server = await startEmbedded(home, { onLost: () => void again() });
        return;
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
        await sleep(2_000);
      }
    }
  };
  let server = await startEmbedded(home, { onLost: () => void again() });
  if (!server.owned)
    throw new Error(
      `Errata already runs on ${home}. Stop it first, or set ERRATA_HOME (and PORT) for a second server.`,
    );
  onStop(() => server.stop());
  for (const note of server.notes) say(note);
  return server.url;
}
