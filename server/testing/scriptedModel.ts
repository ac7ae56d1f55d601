import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One chat completion as it came in. */
export interface ScriptedCall {
  system: string;
  text: string;
  /** The picture's bytes; null for a prompt in words only. */
  picture: Buffer | null;
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

/** An OpenAI-compatible chat endpoint that follows a script, for the length of a test. Tokens: 100 in, 2 out, per answer. */
export async function scriptedModel(
  script: (call: ScriptedCall) => Scripted | Promise<Scripted>,
  port = 0,
): Promise<ScriptedModel> {
  const calls: ScriptedCall[] = [];
  let current = script;
  const server = createServer(async (request, response) => {
    const call = {
      ...readCall(await bodyOf(request)),
      authorization: request.headers.authorization ?? null,
      n: calls.length,
    };
    calls.push(call);
    answer(response, await current(call));
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

interface Message {
  role: string;
  content: string | { type: string; text?: string; image_url?: { url: string } }[];
}

function readCall(body: string): Pick<ScriptedCall, 'system' | 'text' | 'picture'> {
  const { messages } = JSON.parse(body) as { messages: Message[] };
  const parts = messages
    .filter((m) => m.role === 'user')
    .flatMap(({ content }) => (typeof content === 'string' ? [{ type: 'text', text: content }] : content));
  const url = parts.find((p) => 'image_url' in p && p.image_url)?.image_url?.url;
  const system = messages.find((m) => m.role === 'system')?.content;
  return {
    system: typeof system === 'string' ? system : '',
    text: parts.map((p) => p.text ?? '').join(''),
    picture: url ? Buffer.from(url.slice(url.indexOf(',') + 1), 'base64') : null,
  };
}

function answer(response: ServerResponse, said: Scripted): void {
  if (said === hang) return;
  if (typeof said === 'object' && 'status' in said) {
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
    response.end(said.body ?? JSON.stringify({ error: { message: 'scripted' } }));
    return;
  }
  if (typeof said === 'object') {
    setTimeout(() => answer(response, said.text), said.slowMs);
    return;
  }
  const body = JSON.stringify({
    id: 'scripted',
    object: 'chat.completion',
    created: 0,
    model: 'scripted',
    choices: [{ index: 0, message: { role: 'assistant', content: said }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 2, total_tokens: 102 },
  });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  if (said === cutOff) {
    response.write(body.slice(0, 40));
    setImmediate(() => response.destroy());
  } else response.end(body);
}
