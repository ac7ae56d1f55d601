import { z } from 'zod';
import { classOperationSchema } from '#/server/domain/classOperations.ts';
import { listClasses } from '#/server/services/classes/list.ts';
import { operateClasses } from '#/server/services/classes/operate.ts';
import { previewOperation } from '#/server/services/classes/preview.ts';
import { undoClasses } from '#/server/services/classes/undo.ts';
import { type Operation, operation } from './operation.ts';

/** The classes of a dataset, and what is done to them. */
export const classCalls: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/datasets/{slug}/classes',
    summary: 'Classes with what carries them, and the operations on them, newest first',
    answers: '`{classes, events}`; an event that can be undone says so.',
    handle: ({ ctx, params }) => listClasses({ ctx, input: { slug: params.slug } }),
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/classes',
    summary: 'Add, rename, describe, merge, split, archive or restore a class, or give it a colour or a key',
    body: z.object({
      operation: classOperationSchema,
      /** Only says what it would touch. */
      preview: z.boolean().default(false),
    }),
    answers: 'The classes afterwards; with `preview`, what the operation would touch.',
    handle: ({ ctx, params, body }) => {
      const input = { slug: params.slug, operation: body.operation };
      return body.preview ? previewOperation({ ctx, input }) : operateClasses({ ctx, input });
    },
  }),
  operation({
    method: 'POST',
    path: '/datasets/{slug}/classes/undo/{event}',
    summary: 'Undo an operation on classes',
    answers: 'The classes afterwards.',
    handle: ({ ctx, params }) => undoClasses({ ctx, input: { slug: params.slug, eventId: params.event } }),
  }),
];
