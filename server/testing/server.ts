import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrate } from '#/db/migrate.ts';
import { startEmbedded } from '#/server/postgres/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
    /** A folder that goes when the run ends. */
    scratch: string;
  }
}

/** Vitest's global setup: one embedded server for the run, with a migrated template that every test database is copied from. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'errata-test-'));
  chmodSync(home, 0o755);
  // Losing test data in a power cut is fine, waiting for the disk is not.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB'];
  const server = await startEmbedded(home, { settings });
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin`create database template_errata`;
  await admin.end();
  await migrate(server.url.replace(/\/errata$/, '/template_errata'));
  project.provide('databaseUrl', server.url);
  project.provide('scratch', home);
  return async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
