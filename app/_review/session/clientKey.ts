/** A fresh key that makes a decision known to the server once. `randomUUID` is missing where a page is not served securely. */
export function newClientKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
