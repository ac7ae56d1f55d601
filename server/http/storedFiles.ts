import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';
import { dropUploads, storeUpload } from '#/server/services/imports/upload.ts';
import { readForm } from './multipart.ts';

/**
 * Stores the `file` parts of a form as they stream in and hands them on; when that is refused or breaks off, they are
 * forgotten.
 */
export async function withStoredFiles<T>(
  ctx: Ctx,
  request: Request,
  use: (uploadIds: string[], fields: Record<string, string>) => Promise<T>,
): Promise<T> {
  requireCapability(ctx, 'lead');
  const stored: string[] = [];
  try {
    const form = await readForm(request, async (fileName, body) => {
      const { id } = await storeUpload({ ctx, input: { fileName, body } });
      stored.push(id);
      return id;
    });
    const uploadIds = form.files.filter((f) => f.field === 'file').map((f) => f.stored);
    if (uploadIds.length === 0) throw new ErrataError('bad_input', 'The form has no `file` part; add the files.');
    return await use(uploadIds, form.fields);
  } catch (error) {
    await dropUploads({ ctx, input: { ids: stored } });
    throw error;
  }
}
