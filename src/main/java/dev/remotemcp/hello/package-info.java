/** The tool {@code hello_mcp}. */
@NullMarked
package dev.remotemcp.hello;

import org.jspecify.annotations.NullMarked;
