/** The Azure SDK over Apache HttpClient: requests are made on the thread that makes the call. */
@NullMarked
package dev.remotemcp.azure;

import org.jspecify.annotations.NullMarked;
