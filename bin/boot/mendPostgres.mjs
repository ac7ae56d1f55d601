/** postgres.js's file that is mended while it is loaded; up to and with 3.4.9. */
export const toMend = /[\\/]postgres[\\/]src[\\/]connection\.js$/;

const mends = [
  // A statement for a connection that is gone: it wrote to a socket that was null, outside of every promise, which ended
  // the process. It is refused, as one for a connection that was ended is. True keeps the pool from counting it as busy.
  [
    `    if (terminated)
      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))
`,
    `    if (terminated)
      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (socket === null)
      return queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true
`,
  ],
  // What was still to be sent when it closed stood in front of the next connection's greeting, which was then never sent.
  [
    `    incomings = null
    clearImmediate(nextWriteTimer)
`,
    `    incomings = null
    clearImmediate(nextWriteTimer)
    nextWriteTimer = chunk = null
`,
  ],
];

/**
 * The file's text with both mends.
 * @throws Error where the text is not the one we know: a later version, perhaps with mends of its own
 */
export function mendPostgres(source) {
  return mends.reduce((text, [found, mended]) => {
    if (text.split(found).length !== 2)
      throw new Error(
        'postgres.js is not the version that bin/boot/mendPostgres.mjs mends; look whether it still needs to.',
      );
    return text.replace(found, () => mended);
  }, source);
}
