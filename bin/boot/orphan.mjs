// Loaded first into every child of the start script: when the parent is gone, however it went, the child stops too.
// Next hands its own children the same arguments; they have a parent that looks after them.
if (process.env.ERRATA_PARENT === String(process.ppid)) {
  process.channel?.unref();
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
