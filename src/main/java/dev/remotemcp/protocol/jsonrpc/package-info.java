/**
 * JSON-RPC 2.0 as MCP uses it: bytes to {@link dev.remotemcp.protocol.jsonrpc.Message}, and the error object. It knows
 * nothing of tools or revisions.
 */
@NullMarked
package dev.remotemcp.protocol.jsonrpc;

import org.jspecify.annotations.NullMarked;
