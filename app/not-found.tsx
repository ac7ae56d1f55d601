import type { Metadata } from 'next';
import { ButtonLink } from './_ui/Button.tsx';
import { ErratumSlip } from './_ui/ErratumSlip.tsx';
import { paths } from './_ui/paths.ts';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main id="main" className="page grid min-h-dvh place-items-center px-4">
      <div className="grid justify-items-center gap-8 text-center">
        <ErratumSlip place="This address" old="a page" fresh="no page" />
        <h1>There is nothing at this address</h1>
        <ButtonLink href={paths.datasets} ink>
          All datasets
        </ButtonLink>
      </div>
    </main>
  );
}
