/** Roles and what they may do, without a schema library: screens use it too, and should not load one for it. */
export const roles = ['admin', 'lead', 'annotator', 'viewer'] as const;
export type Role = (typeof roles)[number];

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
