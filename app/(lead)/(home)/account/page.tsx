import type { Metadata } from 'next';
import { Account } from '#/app/_account/Account.tsx';

export const metadata: Metadata = { title: 'Account' };

export default function AccountPage() {
  return <Account />;
}
