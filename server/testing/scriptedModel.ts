import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answered, type ReadCall, readCall } from './wires.ts';

/** One call as it came in. */
export interface ScriptedCall extends ReadCall {
  /** Path and query of the address. */
  path: string;
  /** `Bearer …`, or the key alone where the provider has a header of its own. */
  authorization: string | null;
  /** Counted from 0 over all calls. */
  n: number;
}

/** What the script says to a call: an answer in words, or how the endpoint misbehaves. */
export type Scripted =
  | string
  | { status: number; headers?: Record<string, string>; body?: string }
  | { slowMs: number; text: string }
  | 'cut off'
  | 'hang';

const cutOff = 'cut off' as const;
const hang = 'hang' as const;
export const misbehave = { cutOff, hang };

export interface ScriptedModel {
  /** Base URL, as of OpenAI's API. */
  url: string;
  calls: ScriptedCall[];
  /** Replaces the script. */
  say: (script: (call: ScriptedCall) => Scripted | Promise<Scripted>) => void;
  close: () => Promise<void>;
}

/**
 * An endpoint that follows a script, for the length of a test. It speaks OpenAI's chat completions, and by the path it is called
 * under what other providers speak. Tokens: 100 in, 2 out, per answer.
 */
export async function scriptedModel(
  script: (call: ScriptedCall) => Scripted | Promise<Scripted>,
  port = 0,
): Promise<ScriptedModel> {
  const calls: ScriptedCall[] = [];
  let current = script;
  const server = createServer(async (request, response) => {
    const { url: path = '', headers } = request;
    const key = headers.authorization ?? headers['x-api-key'] ?? headers['x-goog-api-key'] ?? null;
    const call = {
      ...readCall(path, await bodyOf(request)),
      ...{ path, authorization: key === null ? null : String(key), n: calls.length },
    };
    calls.push(call);
    answer(response, path, await current(call));
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    say: (next) => {
      current = next;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function answer(response: ServerResponse, path: string, said: Scripted): void {
  if (said === hang) return;
  if (typeof said === 'object' && 'status' in said) {
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
    response.end(said.body ?? JSON.stringify({ error: { message: 'scripted' } }));
    return;
  }
  if (typeof said === 'object') {
    setTimeout(() => answer(response, path, said.text), said.slowMs);
    return;
  }
  const body = JSON.stringify(answered(path, said));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  if (said === cutOff) {
    response.write(body.slice(0, 40));
    setImmediate(() => response.destroy());
  } else response.end(body);
}
