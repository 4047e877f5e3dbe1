/** JSON as this server reads and writes it, and texts in UTF-8. */
@NullMarked
package dev.remotemcp.json;

import org.jspecify.annotations.NullMarked;
