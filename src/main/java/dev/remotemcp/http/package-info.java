/**
 * MCP's Streamable HTTP transport on Helidon: who may call, how much may come in, and which status goes out. It knows no
 * method of the protocol.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable
 *         HTTP</a>
 */
@NullMarked
package dev.remotemcp.http;

import org.jspecify.annotations.NullMarked;
