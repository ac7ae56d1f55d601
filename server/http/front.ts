import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { WebParts } from '#/server/webParts.ts';
import { type Door, doors } from './doors.ts';
import { problem, problemOf } from './problem.ts';
import { sendResponse } from './sendResponse.ts';
import { toRequest } from './toRequest.ts';

export interface FrontOptions {
  /** Our address, for the web's requests. */
  origin: string;
  /** The process's parts, opened by the first request that needs them. */
  open: () => Promise<WebParts>;
  /** Answers everything outside `/api`. */
  pages: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  /** Ends the streams that would hold up the end. */
  stopping: AbortSignal;
}

/** An upload may take hours on a slow line; its headers may not. */
const requestTimeout = 12 * 3600_000;
/** Longer than the proxies in front of us keep theirs, so that they never send into a connection that we close. */
const keepAliveTimeout = 65_000;

const pathOf = (url = '/') => {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
};

function findDoor(path: string): { door: Door; found: Record<string, string> } | null {
  for (const door of doors) {
    const match = door.path.exec(path);
    if (match) return { door, found: match.groups ?? {} };
  }
  return null;
}

/**
 * The web process's server. What is under `/api` it answers itself, without the way through the framework's routing, which takes
 * longer than most answers; the pages are the framework's.
 */
export function createFront({ origin, open, pages, stopping }: FrontOptions): Server {
  const answering = new Set<AbortController>();
  stopping.addEventListener('abort', () => {
    for (const each of answering) each.abort();
  });

  async function answer(req: IncomingMessage, path: string, signal: AbortSignal): Promise<Response> {
    const match = findDoor(path);
    if (!match) return problem(404, `There is no ${path} here.`);
    const { door, found } = match;
    if (door.methods && !door.methods.includes(req.method ?? ''))
      return problem(405, `${path} answers ${door.methods.join(', ')}.`, [], { allow: door.methods.join(', ') });
    const parts = await open();
    try {
      return await door.answer(parts, await toRequest(req, origin, signal), found);
    } catch (error) {
      const told = problemOf(error);
      if (told.status === 500) parts.log.error({ err: error, path }, 'A request failed.');
      return told;
    }
  }

  const server = createServer({ requestTimeout, keepAliveTimeout }, (req, res) => {
    const path = pathOf(req.url);
    if (!path.startsWith('/api/')) {
      pages(req, res).catch(() => res.destroy());
      return;
    }
    const gone = new AbortController();
    answering.add(gone);
    res.on('close', () => {
      answering.delete(gone);
      if (!res.writableFinished) gone.abort();
    });
    answer(req, path, gone.signal)
      .catch(problemOf)
      .then((response) => sendResponse(response, res))
      // Who has left cannot be told.
      .catch(() => res.destroy());
  });
  return server;
}
