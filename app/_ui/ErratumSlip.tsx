import { ProofMark } from './ProofMark.tsx';

/** The slip a printer lays into a book: the picture of the empty states. */
export function ErratumSlip({ place, old, fresh }: { place: string; old: string; fresh: string }) {
  return (
    <div className="erratum">
      <p className="erratum-h" aria-hidden="true">
        Erratum
      </p>
      <hr />
      <p>{place}</p>
      <ProofMark state="corrected" given={old} label={fresh} />
    </div>
  );
}
