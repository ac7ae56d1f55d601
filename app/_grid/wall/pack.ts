/**
 * Splits what `/api/thumbs` answers.
 * @param packed per picture the number of its bytes (32 bits, little-endian), then the bytes
 * @returns in the order asked for; empty where there is no picture
 * @throws RangeError where the answer was cut off
 */
export function unpack(packed: ArrayBuffer): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(packed);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < packed.byteLength; ) {
    const bytes = view.getUint32(at, true);
    parts.push(new Uint8Array(packed, at + 4, bytes));
    at += 4 + bytes;
  }
  return parts;
}
