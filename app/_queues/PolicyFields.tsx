import { NumberField } from '#/app/_settings/NumberField.tsx';
import type { QueuePolicy } from '#/server/domain/queuePolicy.ts';
import { verdicts } from '#/server/domain/verdictWording.ts';
import { Check } from './Check.tsx';

const percent = (share: number) => Math.round(share * 1000) / 10;

/** How a queue is read: by how many, in which order, seeing what, and with which answers. */
export function PolicyFields({ policy }: { policy: QueuePolicy }) {
  return (
    <>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <NumberField
          name="overlap"
          label="Readers per sample"
          unit="people"
          value={policy.overlap}
          min={1}
          max={10}
          hint="Exactly so many different people, across all queues."
        />
        <label className="field">
          <span>Have to say the same</span>
          <select className="input max-w-[180px]" name="agree" defaultValue={policy.agree ?? ''}>
            <option value="">more than half</option>
            {[2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => (
              <option key={n}>{n}</option>
            ))}
          </select>
          <small>Otherwise the sample is a conflict, which a lead decides.</small>
        </label>
        <label className="field">
          <span>Order</span>
          <select className="input max-w-[240px]" name="order" defaultValue={policy.order}>
            <option value="suspicion">most suspicious first</option>
            <option value="random">random</option>
          </select>
        </label>
        <NumberField
          name="batchSize"
          label="Held at a time"
          unit="samples"
          value={policy.batchSize}
          min={1}
          max={50}
          hint="The most that one reader keeps from the others."
        />
        <NumberField
          name="secondChanges"
          label="Second reading of changes"
          unit="%"
          value={percent(policy.secondReading.changes)}
          min={0}
          max={100}
          step={0.1}
          hint="Blind, by another reader. It holds nobody up. Only where one reads each sample."
        />
        <NumberField
          name="secondKeeps"
          label="Second reading of keeps"
          unit="%"
          value={percent(policy.secondReading.keeps)}
          min={0}
          max={100}
          step={0.1}
          hint="From both follow the shares of wrong changes and wrong keeps."
        />
        <NumberField
          name="goldShare"
          label="Gold"
          unit="% of what is served"
          value={percent(policy.goldShare)}
          min={0}
          max={50}
          step={0.1}
          hint="Samples that a lead has decided, unmarked; answers change nothing and tell how well one reads."
        />
      </div>
      <div>
        <Check name="blind" checked={policy.blind} label="Blind">
          Given and suggested label side by side in random order, without saying which is which.
        </Check>
        <Check name="requireNoteOnChange" checked={policy.requireNoteOnChange} label="A change needs a note" />
      </div>
      <fieldset>
        <legend className="mb-1.5 text-sm font-semibold">Answers it takes</legend>
        <div className="grid gap-x-6 sm:grid-cols-3">
          {verdicts.map((v) => (
            <Check
              key={v.verdict}
              name="verdicts"
              value={v.verdict}
              checked={policy.verdicts.includes(v.verdict)}
              label={v.verdict === 'relabel' ? 'Another label' : v.name}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}
