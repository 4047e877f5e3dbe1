/** The prompts. */
@NullMarked
package dev.remotemcp.prompts;

import org.jspecify.annotations.NullMarked;
