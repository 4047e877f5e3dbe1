/** Settings, composition and start of the server. */
@NullMarked
package dev.remotemcp;

import org.jspecify.annotations.NullMarked;
