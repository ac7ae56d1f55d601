import { keyOf } from '#/server/auth/actor.ts';
import type { RequestContext } from '#/server/trpc.ts';
import { openApi } from './openapi.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { problem, problemOf } from './problem.ts';

interface Route {
  operation: Operation;
  pattern: RegExp;
}

const routes: Route[] = operations.map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return {};
  return JSON.parse(text);
}

/**
 * Answers one request to `/api/v1{path}`. Changes need an API key; a signed-in browser may read (and so download).
 * @param log told about errors nobody foresaw
 */
export async function dispatch(
  context: RequestContext,
  request: Request,
  path: string,
  log: (error: unknown) => void,
): Promise<Response> {
  if (path === '/openapi.json') return json(openApi(operations, context.env.publicUrl));
  const matches = routes.flatMap((r) => {
    const found = r.pattern.exec(path);
    return found ? [{ operation: r.operation, params: found.groups ?? {} }] : [];
  });
  if (matches.length === 0) return problem(404, `There is no ${path} in the API; see /api/v1/openapi.json.`);
  const match = matches.find((m) => m.operation.method === request.method);
  if (!match) {
    const allow = matches.map((m) => m.operation.method).join(', ');
    return problem(405, `${path} answers ${allow}.`, [], { allow });
  }
  const { actor } = context;
  if (!actor || (keyOf(request.headers) === null && request.method !== 'GET'))
    return problem(401, 'Send an API key: `Authorization: Bearer …`. Leads make them under Account.');
  const { operation } = match;
  try {
    const params = Object.fromEntries(Object.entries(match.params).map(([k, v]) => [k, decodeURIComponent(v)]));
    const query = operation.query?.parse(Object.fromEntries(new URL(request.url).searchParams));
    const body = operation.body?.parse(await readJson(request));
    const answer = await operation.handle({ ctx: { ...context, actor }, params, body, query, request });
    return answer instanceof Response ? answer : json(answer, operation.status);
  } catch (error) {
    if (error instanceof SyntaxError) return problem(422, 'The request body is not JSON.');
    if (error instanceof URIError)
      return problem(422, 'The address is not valid: a % is not followed by two hex digits.');
    const answer = problemOf(error);
    if (answer.status === 500) log(error);
    return answer;
  }
}
