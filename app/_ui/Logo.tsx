import Link from 'next/link';
import { paths } from './paths.ts';

export function Logo() {
  return (
    <Link className="logo" href={paths.datasets} aria-label="Errata, all datasets">
      Er
      <span aria-hidden="true">
        <b>r</b>
      </span>
      ata
    </Link>
  );
}
