import { organizationTemplates } from './organizationTemplates.ts';
import { personTemplates } from './personTemplates.ts';
import type { RelationTemplates } from './template.ts';

/** The 41 relations. Their names are TACRED's; the sentences were written for this set. */
export const relationTemplates: Record<string, RelationTemplates> = { ...organizationTemplates, ...personTemplates };
