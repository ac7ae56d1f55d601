import { connect as connectSocket, type Socket } from 'node:net';

interface Address {
  host: string[];
  port: number[];
  path?: string;
}

/**
 * A connection to the database that sends what is written in one turn of the event loop in one piece. A flight of
 * statements would otherwise be a system call, a wake-up of the database process and a packet for each.
 */
export function gatheringSocket({ host, port, path }: Address): Socket {
  const socket = path ? connectSocket(path) : connectSocket(port[0]!, host[0]);
  const write = socket.write.bind(socket);
  socket.write = ((...args: Parameters<Socket['write']>) => {
    if (socket.writableCorked === 0) {
      socket.cork();
      process.nextTick(() => socket.uncork());
    }
    return write(...args);
  }) as Socket['write'];
  return socket;
}
