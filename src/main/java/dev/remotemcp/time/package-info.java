/** Looks after work that is in flight, without a timer for each piece of it. */
@NullMarked
package dev.remotemcp.time;

import org.jspecify.annotations.NullMarked;
