// Loaded first into every child of the start script: when the parent is gone, however it went, the child stops too.
process.channel?.unref();
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
