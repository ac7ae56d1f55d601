import type { Role } from './capability.ts';

export interface PersonView {
  id: string;
  name: string;
  email: string;
  role: string;
  active: boolean;
  decisions: number;
  createdAt: string;
}

export interface MeView {
  id: string;
  name: string;
  email: string;
  role: 'admin' | 'lead' | 'annotator' | 'viewer';
  demo: boolean;
}

/** A person as one dataset's lead sees them. */
export interface MemberView {
  id: string;
  name: string;
  email: string;
  /** The account's role, everywhere where nothing else is said. */
  account: Role;
  /** The role on this dataset; null: the account's holds. */
  member: Role | null;
  /** What holds here. */
  role: Role;
  decisions: number;
}

/** Where somebody is signed in. */
export interface SessionView {
  id: string;
  userAgent: string | null;
  createdAt: string;
  usedAt: string;
  /** The one that asks. */
  current: boolean;
}
