/** Formats that browsers show and this server decodes, by the bytes they begin with; a file's name proves nothing. */
export function pictureFormat(bytes: Uint8Array): { mediaType: string } | { refused: string } {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return { mediaType: 'image/png' };
  if (head.startsWith('\xff\xd8\xff')) return { mediaType: 'image/jpeg' };
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return { mediaType: 'image/gif' };
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return { mediaType: 'image/webp' };
  if (head.slice(4, 8) === 'ftyp' && /avi[fs]/.test(head.slice(8, 40))) return { mediaType: 'image/avif' };
  if (/^\s*(\xef\xbb\xbf)?\s*<(\?xml|svg|!--|!doctype svg)/i.test(head))
    return { refused: 'SVG drawings are not read, since they can carry programs; give PNG, JPEG, WebP, GIF or AVIF.' };
  if (head.startsWith('II*\0') || head.startsWith('MM\0*'))
    return { refused: 'TIFF pictures are not read, since browsers cannot show them; convert them to PNG.' };
  if (head.slice(4, 8) === 'ftyp') return { refused: 'HEIC pictures are not read; convert them to JPEG.' };
  return { refused: 'the file is no picture that can be read; give PNG, JPEG, WebP, GIF or AVIF.' };
}
