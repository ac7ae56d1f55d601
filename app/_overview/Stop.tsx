import { Icon } from '#/app/_ui/Icon.tsx';
import type { StatsView } from '#/server/domain/views.ts';

/** When to stop, and how far it is. */
export function Stop({ stop }: { stop: StatsView['stop'] }) {
  return (
    <section className="block stop">
      <h2>Stop when</h2>
      <p className="say">{stop.say}</p>
      <ul>
        {stop.rules.map((r) => (
          <li key={r.text}>
            <Icon name={r.met ? 'check' : 'ring'} />
            <div>
              <b>
                {r.text}
                {r.met ? ': met' : ''}
              </b>
              <span>{r.now}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
