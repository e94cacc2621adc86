import { once } from "node:events";
import { connect, createServer } from "node:net";

/** A relay of connections in front of a server, which can break them. */
export async function startRelay(server) {
  const { hostname, port } = new URL(server);
  const open = new Set();
  let end = null;

  const relay = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [[client, upstream], [upstream, client]]) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
    client.on("data", (bytes) => upstream.write(bytes));
    upstream.on("data", (bytes) => {
      const position = end === null ? -1 : bytes.indexOf(end);
      if (position < 0) {
        client.write(bytes);
      } else {
        end = null;
        client.end(bytes.subarray(0, position));
      }
    });
  });

  async function listen(at) {
    relay.listen(at, "127.0.0.1");
    await once(relay, "listening");
    return relay.address().port;
  }

  const own = await listen(0);
  return {
    url: `http://127.0.0.1:${own}/`,
    /** Breaks the connection that first brings a text to the client, just before it. */
    breakBefore(text) {
      end = text;
    },
    reopen: () => listen(own),
    async close() {
      if (relay.listening) {
        relay.close();
        open.forEach((socket) => socket.destroy());
        await once(relay, "close");
      }
    },
  };
}
