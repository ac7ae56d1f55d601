import { ErrataError } from '#/server/domain/error.ts';
import { problemOf } from '#/server/http/problem.ts';
import { sendImage } from '#/server/http/sendImage.ts';
import { requestContext, webParts } from '#/server/web.ts';

export const dynamic = 'force-dynamic';

/** The picture of a sample; `?thumb=1` for the small copy. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const { actor, ...parts } = await requestContext(request);
    if (!actor) throw new ErrataError('unauthenticated', 'Sign in first.');
    return await sendImage({ ...parts, actor }, (await params).id, request);
  } catch (error) {
    if (!(error instanceof ErrataError)) (await webParts()).log.error({ err: error }, 'A picture could not be sent.');
    return problemOf(error);
  }
}
