import { redirect } from 'next/navigation';
import { paths } from './_ui/paths.ts';

/** The list of datasets is home; it sends visitors without a session to the sign-in page itself. */
export default function Home() {
  redirect(paths.datasets);
}
