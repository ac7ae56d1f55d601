import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type E2eRole = 'admin' | 'lead' | 'annotator';

export const password = 'correct horse battery';
const errata = fileURLToPath(new URL('../../bin/errata', import.meta.url));

/** Runs `errata user …` on the tests' server; its answer's last word is the link or the key. */
async function user(home: string, args: string[]): Promise<string> {
  const env = { ...process.env, ERRATA_HOME: home };
  const { stdout } = await promisify(execFile)(errata, ['user', ...args], { encoding: 'utf8', env });
  return stdout.trim().split(/\s+/).at(-1) ?? '';
}

/** An invite link, or with `--api-key` a key. */
export const createUser = (home: string, name: string, role: E2eRole | 'viewer', ...more: string[]): Promise<string> =>
  user(home, ['create', name, '--role', role, ...more]);

export const passwordLink = (home: string, email: string): Promise<string> => user(home, ['reset', email]);

async function post(url: string, origin: string, body: unknown): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Opens an account by invitation, signs in once and keeps the session for the tests: signing in is limited. */
export async function openAccount(origin: string, home: string, role: E2eRole): Promise<void> {
  const token = new URL(await createUser(home, role, role)).searchParams.get('token');
  const email = `${role}@example.org`;
  await post(`${origin}/api/trpc/accounts.acceptInvite`, origin, { token, name: `Test ${role}`, email, password });
  const answer = await post(`${origin}/api/auth/sign-in/email`, origin, { email, password });
  const cookies = answer.headers.getSetCookie().map((line) => {
    const [pair] = line.split(';');
    const at = pair.indexOf('=');
    return {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      domain: new URL(origin).hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
    };
  });
  writeFileSync(join(home, `session-${role}.json`), JSON.stringify({ cookies, origins: [] }));
}
