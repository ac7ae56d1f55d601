/** Bad usage or bad input: the message is all that is printed, the exit code is 2. */
export class UsageError extends Error {}
