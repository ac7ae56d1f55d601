#!/usr/bin/env node
// `npm start`: plain JavaScript without dependencies, since nothing may be installed yet and this Node may be an old one.
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
const code = await runProgram(
  node,
  ['--import', join(root, 'bin/boot/alias.mjs'), join(root, 'bin', 'start.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    env: nodeEnvironment(),
    ipc: true,
  },
);
process.exit(code === 130 ? 0 : code);
