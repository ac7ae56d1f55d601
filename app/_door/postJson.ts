/** Posts JSON to one of our own endpoints; throws an Error with the server's sentence when it refuses. */
export async function postJson<T = unknown>(url: string, body: unknown): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return (await response.json()) as T;
  const answer = (await response.json().catch(() => null)) as { message?: string; detail?: string } | null;
  throw new Error(answer?.detail ?? answer?.message ?? `The server refused this (${response.status}). Try again.`);
}
