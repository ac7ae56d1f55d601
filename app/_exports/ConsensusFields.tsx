import type { ExportPolicy } from '#/server/domain/views.ts';

/** How several readings of a sample count in this version. */
export function ConsensusFields() {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">Where several have read</legend>
      <div className="flex flex-wrap gap-4">
        <label className="field">
          <span className="font-normal">Have to say the same</span>
          <select className="input" name="agree" defaultValue="">
            <option value="">as each queue asked</option>
            {[2, 3, 4, 5].map((n) => (
              <option key={n} value={n}>
                {n} readers
              </option>
            ))}
            <option value="10">all of them</option>
          </select>
        </label>
        <label className="field">
          <span className="font-normal">Consensus</span>
          <select className="input" name="consensus" defaultValue="">
            <option value="">by votes</option>
            <option value="dawid-skene">by Dawid–Skene</option>
            <option value="crowdlab">by CROWDLAB</option>
          </select>
        </label>
      </div>
      <p className="small quiet mt-2">
        At one to three readings per sample CROWDLAB, which knows the model, is the better one; at five Dawid–Skene.
        Where no consensus is reached the given label stands. A lead’s word always does.
      </p>
      <label className="check mt-2">
        <input type="checkbox" name="dropMultiLabel" />
        <span>
          Without multi-label samples
          <small>Those for which both labels fit stay out of the file.</small>
        </span>
      </label>
    </fieldset>
  );
}

/** What the fields say; nothing where all is as usual. */
export function consensusOf(form: FormData): Pick<ExportPolicy, 'agree' | 'consensus' | 'dropMultiLabel'> {
  const agree = Number(form.get('agree') || 0);
  const method = form.get('consensus');
  return {
    ...(agree > 0 ? { agree } : {}),
    ...(method === 'dawid-skene' || method === 'crowdlab' ? { consensus: method } : {}),
    ...(form.has('dropMultiLabel') ? { dropMultiLabel: true } : {}),
  };
}
