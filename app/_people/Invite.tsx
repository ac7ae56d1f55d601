'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { CopyLine } from '#/app/_ui/CopyLine.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { Role } from '#/server/domain/capability.ts';
import { roleWords } from './roleWords.ts';

/** Makes a link that lets one person join with a role, on one dataset or everywhere. */
export function Invite({ roles, slug }: { roles: readonly Role[]; slug?: string }) {
  const trpc = useTRPC();
  const invite = useMutation(trpc.accounts.createInvite.mutationOptions());
  return (
    <section className="block mt-10 max-w-[640px]">
      <h2>Invite somebody</h2>
      <form
        className="flex flex-wrap items-end gap-4 pt-4"
        onSubmit={(e) => {
          e.preventDefault();
          invite.mutate({ role: new FormData(e.currentTarget).get('role') as Role, datasetSlug: slug });
        }}
      >
        <label className="field">
          <span>Role</span>
          <select className="input" name="role" defaultValue="annotator">
            {roles.map((r) => (
              <option key={r} value={r}>
                {r}: {roleWords[r]}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" disabled={invite.isPending}>
          Make a link
        </Button>
      </form>
      <div className="mt-4 grid gap-2">
        <ErrorNotice error={invite.error} />
        {invite.data ? (
          <CopyLine
            text={invite.data.url}
            label="Invite link"
            say={`Send it to one person; it works once, until ${new Date(invite.data.expiresAt).toLocaleString('en')}.`}
          />
        ) : null}
      </div>
    </section>
  );
}
