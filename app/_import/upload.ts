import { batchesOf } from './batches.ts';
import type { PickedFile } from './pickedFile.ts';

interface Uploaded {
  id: string;
  fileName: string;
  bytes: number;
}

interface UploadOptions {
  /** Called with the share of bytes sent, in [0,1]. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Sends files in requests of bounded size. Throws an Error with one sentence when the server refuses or is gone. */
export async function upload(files: PickedFile[], { onProgress, signal }: UploadOptions): Promise<Uploaded[]> {
  const total = files.reduce((s, f) => s + f.file.size, 0) || 1;
  const done: Uploaded[] = [];
  let sent = 0;
  for (const batch of batchesOf(files)) {
    const answers = await send(batch, (bytes) => onProgress(Math.min(1, (sent + bytes) / total)), signal);
    done.push(...answers);
    sent += batch.reduce((s, f) => s + f.file.size, 0);
  }
  onProgress(1);
  return done;
}

// XMLHttpRequest, because fetch cannot tell how much of a body has been sent.
function send(batch: PickedFile[], onBytes: (bytes: number) => void, signal: AbortSignal): Promise<Uploaded[]> {
  const form = new FormData();
  for (const f of batch) form.append('file', f.file, f.path);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/uploads');
    request.responseType = 'json';
    request.upload.onprogress = (e) => onBytes(e.loaded);
    request.onerror = () => reject(new Error('The upload broke off. Nothing was imported; try again.'));
    request.onabort = () => reject(new Error('The upload was stopped. Nothing was imported.'));
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status < 300 && Array.isArray(answer)) return resolve(answer as Uploaded[]);
      reject(new Error(refusalIn(answer) ?? `The server refused the upload (${request.status}).`));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

function refusalIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { detail, title } = answer as { detail?: unknown; title?: unknown };
  return typeof detail === 'string' ? detail : typeof title === 'string' ? title : null;
}
