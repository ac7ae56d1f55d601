import { parseArgs } from 'node:util';
import { type Role, roleSchema } from '#/server/domain/role.ts';
import { createInvite } from '#/server/services/accounts/createInvite.ts';
import { createKeyUser } from '#/server/services/accounts/createKeyUser.ts';
import { createReset } from '#/server/services/accounts/reset.ts';
import { withSystem } from './system.ts';
import { UsageError } from './usage.ts';

const usage = `Usage:
  errata user create NAME --role admin|lead|annotator|viewer            prints an invite link
  errata user create NAME --role admin|lead|annotator|viewer --api-key  makes an account for scripts, prints its API key
  errata user invite --role admin|lead|annotator|viewer [--dataset SLUG]  prints an invite link
  errata user reset E-MAIL                                              prints a link that sets a new password`;

function readRole(given: string | undefined): Role {
  const role = roleSchema.safeParse(given);
  if (!role.success) throw new UsageError(`--role: give one of ${roleSchema.options.join(', ')}.\n${usage}`);
  return role.data;
}

/** Accounts from the server's own machine, where no sign-in is needed. The link or key is the last word on stdout. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      role: { type: 'string' },
      dataset: { type: 'string' },
      'api-key': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [action, name, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const creates = action === 'create' && name !== undefined && rest.length === 0;
  if (action === 'reset' && name !== undefined && rest.length === 0) return printReset(name);
  if (!creates && !(action === 'invite' && name === undefined)) throw new UsageError(usage);
  if (values['api-key'] && (!creates || values.dataset !== undefined)) throw new UsageError(usage);
  const role = readRole(values.role);
  return withSystem(async (ctx) => {
    if (values['api-key']) {
      const { key } = await createKeyUser({ ctx, input: { name, role } });
      process.stdout.write(`API key of ${name} (${role}), shown this once: ${key}\n`);
    } else {
      const { url, expiresAt } = await createInvite({ ctx, input: { role, datasetSlug: values.dataset } });
      const whom = creates ? ` for ${name}` : '';
      process.stdout.write(`Link${whom} (${role}), to be used once before ${expiresAt}: ${url}\n`);
    }
    return 0;
  });
}

async function printReset(person: string): Promise<number> {
  return withSystem(async (ctx) => {
    const { url, expiresAt, name } = await createReset({ ctx, input: { person } });
    process.stdout.write(`Password link for ${name}, to be used once before ${expiresAt}: ${url}\n`);
    return 0;
  });
}
