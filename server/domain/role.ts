import { z } from 'zod';
import { type Role, roles } from './capability.ts';

export { type Capability, type Role, roleHas } from './capability.ts';

export const roleSchema = z.enum(roles);

/** Who asks. `system` is a job or the command line on the server's own machine. */
export type Actor = { kind: 'user'; userId: string; name: string; role: Role; sessionId?: string } | { kind: 'system' };
