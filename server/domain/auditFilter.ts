import { z } from 'zod';

/** Which lines of the audit log are wanted. Without a slug: of the whole server, for admins. */
export const auditFilterSchema = z.object({
  slug: z.string().max(200).optional(),
  /** `decision` is every decision and undo; `comment` every comment; else the kind of an event. */
  kind: z.string().max(60).optional(),
  /** A person's id. */
  userId: z.string().max(64).optional(),
  /** Whole days, inclusive, as YYYY-MM-DD in UTC. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** A sample's external id. */
  sample: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;
