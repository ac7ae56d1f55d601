/** postgres.js's files that are mended while they are loaded; up to and with 3.4.9. */
export const toMend = /[\\/]postgres[\\/]src[\\/](connection|index|query)\.js$/;

const connection = [
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
  // And half of an answer stood in front of the next connection's first.
  [
    `    incomings = null
    clearImmediate(nextWriteTimer)
`,
    `    incomings = null
    clearImmediate(nextWriteTimer)
    nextWriteTimer = chunk = null
    rows = 0
`,
  ],
  // What was sent between a connection's error and its end was never answered, and stood in front of the next connection's
  // statements, which waited for good. And what broke its last statement was told to the first one on the next.
  [
    `    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
    `    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
    result = new Result()
`,
  ],
  // Each new connection asks for the array types. Cut there, the question failed in a promise that nobody holds, which ended
  // the process. Who waits for the connection is told by its end; one that does not know the types is not used.
  ['        return fetchArrayTypes()\n', '        return fetchArrayTypes().catch(() => socket && socket.destroy())\n'],
  // A COPY whose end is refused, or never answered: who had written it waited for good.
  [
    `    stream && (stream.destroy(err), stream = null)
    query &&`,
    `    stream && (stream.destroy(err), stream = null)
    final && (final(err), final = null)
    query &&`,
  ],
  // The rows of a cursor are worked on while the connection is cut: what the reader wants next was written to no socket, or to
  // the next connection's, between its statements.
  [
    `      const x = await Promise.resolve(query.cursorFn(result))
      rows = 0
`,
    `      const [asked, on] = [query, socket]
      const x = await Promise.resolve(query.cursorFn(result))
      if (query !== asked || socket !== on)
        return
      rows = 0
`,
  ],
  // Where the system could not take a long statement at once, a `begin` behind it got no connection of its own, and the next
  // statements of everybody ran in a transaction that nobody committed.
  [
    `        && sent.length < max_pipeline
        && (!q.options.onexecute || q.options.onexecute(connection))
`,
    `        && sent.length < max_pipeline
        && !q.options.onexecute
        || (q.options.onexecute && q.options.onexecute(connection), false)
`,
  ],
];

const index = [
  // Refused, but still in the queue, it was given a connection that nobody gave back.
  [
    `        const query = { reserve: resolve, reject }
`,
    `        const query = { reserve: resolve, reject: x => (queries.remove(query), reject(x)) }
`,
  ],
  // A new connection is given to who stands first in the queue: out of it, nobody was told that it is there.
  [
    `    queries.length && connect(c, queries.shift())
`,
    `    if (queries.length) {
      const query = queries.shift()
      query.reserve && queries.push(query)
      connect(c, query)
    }
`,
  ],
  // Who reserved a connection that is cut and made anew held the new one, too, beside those to whom it was given: what one
  // had begun the other committed. Everything sent on it is refused now, and it is not given back.
  [
    `    c.reserved.release = true

    const sql = Sql(handler)
    sql.release = () => {
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
`,
    `    c.reserved.release = true

    let gone = null
    c.onclose = x => {
      gone = x
      while (queue.length)
        queue.shift().reject(x)
    }

    const sql = Sql(handler)
    sql.release = () => {
      if (gone)
        return
      c.onclose = null
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
      if (gone)
        return q.reject(gone)
`,
  ],
  // The same where postgres.js begins and commits.
  [
    `      , prepare = null

    try {
`,
    `      , prepare = null
      , gone = null

    try {
`,
  ],
  [
    `        new Promise((_, reject) => connection.onclose = reject)
`,
    `        new Promise((_, reject) => connection.onclose = x => {
          gone = x
          while (queries.length)
            queries.shift().reject(x)
          reject(x)
        })
`,
  ],
  [
    `        q.catch(e => uncaughtError || (uncaughtError = e))
`,
    `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (gone)
          return q.reject(gone)
`,
  ],
];

const query = [
  // Cut while its rows were worked on, a cursor ended as if they had been the last.
  [
    `    let prev
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => {
`,
    `    let prev
      , failed
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          if (failed)
            return Promise.reject(failed)

`,
  ],
  [
    `            this.resolve = () => (this.active = false, resolve({ done: true }))
            this.reject = x => (this.active = false, reject(x))
`,
    `            this.resolve = () => (this.active = false, resolve({ done: true }))
            this.reject = x => (this.active = false, failed = x, reject(x))
`,
  ],
];

const mends = { connection, index, query };

/**
 * The text of a file that `toMend` names, with its mends.
 * @throws Error where the text is not the one we know: a later version, perhaps with mends of its own
 */
export function mendPostgres(path, source) {
  return mends[toMend.exec(path)[1]].reduce((text, [found, mended]) => {
    if (text.split(found).length !== 2)
      throw new Error(
        'postgres.js is not the version that bin/boot/mendPostgres.mjs mends; look whether it still needs to.',
      );
    return text.replace(found, () => mended);
  }, source);
}
