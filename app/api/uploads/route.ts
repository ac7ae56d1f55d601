import { ErrataError } from '#/server/domain/error.ts';
import { problemOf } from '#/server/http/problem.ts';
import { receiveUploads } from '#/server/http/receiveUploads.ts';
import { requestContext, webParts } from '#/server/web.ts';

export const dynamic = 'force-dynamic';

/** Takes the files of an import: a multipart form, or one raw body with the header `x-file-name`. */
export async function POST(request: Request): Promise<Response> {
  try {
    const { actor, ...parts } = await requestContext(request);
    if (!actor) throw new ErrataError('unauthenticated', 'Sign in first.');
    return Response.json(await receiveUploads({ ...parts, actor }, request), { status: 201 });
  } catch (error) {
    if (!(error instanceof ErrataError)) (await webParts()).log.error({ err: error }, 'An upload failed.');
    return problemOf(error);
  }
}
