#!/usr/bin/env node
// `npm test`: plain JavaScript without dependencies, like `start.mjs`.
import { join } from 'node:path';
import { prepareBackend } from './boot/backend.mjs';
import { install } from './boot/install.mjs';
import { nodeEnvironment, nodeProgram } from './boot/node.mjs';
import { root } from './boot/place.mjs';
import { passSignalsOn, runProgram } from './boot/program.mjs';

passSignalsOn();
await install();
const node = nodeProgram();
await prepareBackend(node);
const code = await runProgram(node, ['--import', join(root, 'bin/boot/alias.mjs'), join(root, 'bin', 'test.ts')], {
  cwd: root,
  env: nodeEnvironment(),
  ipc: true,
});
process.exit(code);
