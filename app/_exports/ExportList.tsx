import { useNow } from '#/app/_live/useNow.ts';
import { ago, bytes, count } from '#/app/_ui/figures.ts';
import { Icon } from '#/app/_ui/Icon.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import type { ExportView } from '#/server/domain/views.ts';

export function ExportList({ list }: { list: ExportView[] }) {
  const now = useNow();
  if (list.length === 0) return <p className="lede">Nothing is exported yet.</p>;
  return (
    <ScrollX label="Versions">
      <table className="tbl">
        <thead>
          <tr>
            <th>Version</th>
            <th>file</th>
            <th className="n opt">rows</th>
            <th className="n opt">size</th>
            <th className="n opt">decisions</th>
            <th className="n opt">round</th>
            <th className="opt">sha-256</th>
            <th className="opt">made</th>
            <th>
              <span className="vh">download</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.map((e) => (
            <tr key={e.id}>
              <td>{e.version}</td>
              <td>
                <span className="mono">{e.fileName}</span>
                <br />
                <span className="quiet small">{policyInWords(e)}</span>
                <span className="quiet small sm:hidden">
                  <br />
                  {count(e.rows)} rows, {ago(e.createdAt, now)}
                </span>
              </td>
              <td className="n opt">{count(e.rows)}</td>
              <td className="n opt">{e.bytes === null ? '' : bytes(e.bytes)}</td>
              <td className="n opt">{count(e.decisions)}</td>
              <td className="n opt">{e.round}</td>
              <td className="mono opt" title={e.sha256 ?? undefined}>
                {e.sha256 ? `${e.sha256.slice(0, 12)}…` : ''}
              </td>
              <td className="nowrap opt">
                {ago(e.createdAt, now)}
                <br />
                <span className="quiet small">by {e.createdBy}</span>
              </td>
              <td className="n">
                {e.state === 'ready' ? (
                  <a className="btn btn-s" href={`/api/v1/exports/${e.id}/file`} download={e.fileName}>
                    <Icon name="save" />
                    Download<span className="vh"> version {e.version}</span>
                  </a>
                ) : e.state === 'running' ? (
                  <span className="quiet">being written</span>
                ) : (
                  <span>{e.error ?? 'It did not finish.'}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function policyInWords({ policy }: ExportView): string {
  const parts = [policy.cleanedOnly ? 'cleaned set only' : 'all samples'];
  if (policy.spreadsheetSafe) parts.push('safe for spreadsheets');
  if (policy.agree) parts.push(policy.agree >= 10 ? 'all readers agree' : `${policy.agree} readers agree`);
  if (policy.consensus) parts.push(`consensus by ${policy.consensus === 'crowdlab' ? 'CROWDLAB' : 'Dawid–Skene'}`);
  if (policy.dropMultiLabel) parts.push('without multi-label samples');
  return parts.join(', ');
}
