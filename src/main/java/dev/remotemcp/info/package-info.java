/** The resource {@code info://server}. */
@NullMarked
package dev.remotemcp.info;

import org.jspecify.annotations.NullMarked;
