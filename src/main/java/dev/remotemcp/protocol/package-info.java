/**
 * The Model Context Protocol itself, in both generations, with no web server in sight: an
 * {@link dev.remotemcp.protocol.Exchange} goes into {@link dev.remotemcp.protocol.McpServer}, a
 * {@link dev.remotemcp.protocol.Reply} comes out. Whoever adds a tool needs {@link dev.remotemcp.protocol.Tool},
 * {@link dev.remotemcp.protocol.Parameter} and {@link dev.remotemcp.protocol.ToolResult}.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28">Specification 2026-07-28</a>
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25">Specification 2025-11-25</a>
 */
@NullMarked
package dev.remotemcp.protocol;

import org.jspecify.annotations.NullMarked;
