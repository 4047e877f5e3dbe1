/**
 * A proxy that sends each request to the next of its servers and remembers what the client said. It stands for a load
 * balancer without affinity, and it shows which revision a client spoke that doesn't tell.
 */
import { createServer, request as send } from 'node:http';
import { once } from 'node:events';

export async function startProxy(origins) {
  const exchanges = [];
  let turn = 0;
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const exchange = {
      httpMethod: incoming.method,
      version: incoming.headers['mcp-protocol-version'],
      rpcMethod: rpcMethod(body),
    };
    exchanges.push(exchange);
    forward(incoming, body, outgoing, exchange, origins.length);
  });

  /** A server that gives no answer at all is passed over, as load balancers do with one that has died. */
  function forward(incoming, body, outgoing, exchange, attempts) {
    const origin = origins[turn++ % origins.length];
    exchange.origin = origin;
    // The server must see its own address as Host: it may refuse others as a defence against DNS rebinding.
    const forwarded = send(new URL(incoming.url, origin), {
      method: incoming.method,
      headers: { ...incoming.headers, host: new URL(origin).host },
    }, (answer) => {
      exchange.status = answer.statusCode;
      outgoing.writeHead(answer.statusCode, answer.headers);
      outgoing.flushHeaders();
      answer.on('error', (error) => outgoing.destroy(error));
      answer.pipe(outgoing);
    });
    forwarded.on('error', (error) => {
      if (exchange.status === undefined && attempts > 1 && !outgoing.destroyed) {
        forward(incoming, body, outgoing, exchange, attempts - 1);
      } else {
        outgoing.destroy(error);
      }
    });
    outgoing.on('close', () => forwarded.destroy());
    forwarded.end(body);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/mcp`,
    /** What has come since the last call. */
    take: () => exchanges.splice(0),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => {});
    },
  };
}

function rpcMethod(body) {
  try {
    return JSON.parse(body.toString('utf8')).method;
  } catch {
    return undefined;
  }
}
