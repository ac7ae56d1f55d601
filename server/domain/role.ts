import { z } from 'zod';

export const roleSchema = z.enum(['admin', 'lead', 'annotator', 'viewer']);
export type Role = z.infer<typeof roleSchema>;

/** What an actor may be asked for. Each capability names the roles that have it; services check capabilities, not roles. */
const holders = {
  read: ['admin', 'lead', 'annotator', 'viewer'],
  review: ['admin', 'lead', 'annotator'],
  /** Figures, samples, rounds, exports: an annotator sees assigned queues only. */
  inspect: ['admin', 'lead', 'viewer'],
  lead: ['admin', 'lead'],
  administer: ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof holders;

export function roleHas(role: Role, capability: Capability): boolean {
  return (holders[capability] as readonly Role[]).includes(role);
}

/** Who asks. `system` is a job or the command line on the server's own machine. */
export type Actor = { kind: 'user'; userId: string; name: string; role: Role } | { kind: 'system' };
