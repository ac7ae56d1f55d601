import { z } from 'zod';
import { addComment } from '#/server/services/comments/add.ts';
import { callablePeople } from '#/server/services/comments/callable.ts';
import { editComment } from '#/server/services/comments/edit.ts';
import { listTalk } from '#/server/services/comments/inbox.ts';
import { markRead, unreadMentions } from '#/server/services/comments/markRead.ts';
import { sampleTalk } from '#/server/services/comments/ofSample.ts';
import { removeComment } from '#/server/services/comments/remove.ts';
import { resolveThread } from '#/server/services/comments/resolve.ts';
import { myDay } from '#/server/services/myDay/get.ts';
import { procedure, router } from '#/server/trpc.ts';

const id = z.string().regex(/^\d{1,18}$/);
const slug = z.string().max(200);
const text = z.string().trim().min(1, 'Write something first.').max(4000);

export const talkRouter = router({
  ofSample: procedure.input(z.object({ slug, sampleId: id })).query(({ ctx, input }) => sampleTalk({ ctx, input })),
  add: procedure
    .input(z.object({ slug, sampleId: id, threadId: id.optional(), text }))
    .mutation(({ ctx, input }) => addComment({ ctx, input })),
  edit: procedure.input(z.object({ commentId: id, text })).mutation(({ ctx, input }) => editComment({ ctx, input })),
  remove: procedure.input(z.object({ commentId: id })).mutation(({ ctx, input }) => removeComment({ ctx, input })),
  resolve: procedure
    .input(z.object({ threadId: id, resolved: z.boolean() }))
    .mutation(({ ctx, input }) => resolveThread({ ctx, input })),
  markRead: procedure
    .input(z.object({ threadIds: z.array(id).max(200) }))
    .mutation(({ ctx, input }) => markRead({ ctx, input })),
  unread: procedure.query(({ ctx }) => unreadMentions({ ctx, input: undefined })),
  people: procedure.query(({ ctx }) => callablePeople({ ctx, input: undefined })),
  list: procedure
    .input(
      z.object({
        show: z.enum(['mine', 'open', 'resolved']),
        slug: slug.optional(),
        cursor: id.optional(),
        limit: z.number().int().min(1).max(100).default(30),
      }),
    )
    .query(({ ctx, input }) => listTalk({ ctx, input: { ...input, before: input.cursor } })),
  /** The reader's own day, told to nobody else. `since` is the start of their day where they are. */
  myDay: procedure.input(z.object({ slug, since: z.iso.datetime() })).query(({ ctx, input }) => myDay({ ctx, input })),
});
